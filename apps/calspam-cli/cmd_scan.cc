// SPDX-License-Identifier: MIT
#include "cmd_scan.hh"

#include <unistd.h>

#include <cstdio>
#include <utility>

#include "engine/analyzer.hh"
#include "help.hh"
#include "mail/input.hh"
#include "output.hh"
#include "scan_options.hh"
#include "terminal.hh"
#include "version.hh"

namespace calspam {
namespace {

// One run: what the inputs give is judged, written and counted.
class Scan : public InputSink {
 public:
  Scan(const ScanOptions& options, const Analyzer& analyzer)
      : options_(options),
        analyzer_(analyzer),
        output_(STDOUT_FILENO, ::isatty(STDOUT_FILENO) == 1) {
    run_.options.tool.version = kVersion;
    run_.options.tool.rules = "sha256:" + analyzer.rules().digest();
    run_.options.color = wants_color(options.color, STDOUT_FILENO);
    run_.options.width = terminal_width(STDOUT_FILENO);
  }

  bool message(const RawMessage& raw) override;
  bool error(const Error& error) override;
  int run();

 private:
  bool wants(const Report& report) const;
  template <typename Writer, typename... Arguments>
  void write(Writer writer, const Arguments&... arguments);
  int status() const;

  const ScanOptions& options_;
  const Analyzer& analyzer_;
  Output output_;
  FormatRun run_;
  Summary summary_;
  bool found_ = false;
  std::string text_;
};

template <typename Writer, typename... Arguments>
void Scan::write(Writer writer, const Arguments&... arguments) {
  if (options_.quiet) return;
  writer(run_, arguments..., text_);
  output_.put(text_);
}

bool Scan::wants(const Report& report) const {
  return options_.all || !report.facts.empty() || !report.complete ||
         report.verdict.level != Level::None;
}

bool Scan::message(const RawMessage& raw) {
  // What a cut input gives after an interrupt is no whole message.
  if (was_interrupted()) return false;
  Report report = analyzer_.analyze(raw);
  if (options_.format->name == "facts") report.facts = analyzer_.facts(raw);
  summary_.count(report);
  if (options_.fail_on && report.verdict.level >= *options_.fail_on)
    found_ = true;
  if (wants(report)) write(options_.format->message, report);
  return output_.is_open() && !was_interrupted();
}

bool Scan::error(const Error& error) {
  if (was_interrupted()) return false;
  ++summary_.errors;
  complain(error.where, error.what);
  write(options_.format->error, InputError{error.where, error.what});
  return output_.is_open();
}

int Scan::run() {
  InputOptions input;
  input.lists = options_.lists;
  input.lists_have_nul = options_.lists_have_nul;
  write(options_.format->begin);
  for_each_message(options_.paths, input, *this);
  summary_.interrupted = was_interrupted();
  write(options_.format->end, summary_);
  output_.flush();
  if (output_.trouble() == Output::Trouble::Failed)
    complain("standard output", output_.reason());
  return status();
}

int Scan::status() const {
  if (output_.trouble() == Output::Trouble::ClosedPipe) return kExitClosedPipe;
  if (summary_.interrupted) return kExitInterrupted;
  if (!output_.is_open() || summary_.errors != 0 || summary_.incomplete != 0)
    return kExitTrouble;
  return found_ ? kExitFound : kExitFine;
}

int run_scan(const Arguments& arguments) {
  Result<ScanOptions> options = scan_options(arguments);
  if (!options) {
    complain(options.error().where, options.error().what);
    return kExitTrouble;
  }
  if (options->paths.empty() && options->lists.empty()) {
    if (::isatty(STDIN_FILENO) == 1) {
      std::fputs(usage_text(kScanCommand).c_str(), stderr);
      complain("", "nothing to scan; see 'calspam scan --help'");
      return kExitTrouble;
    }
    options->paths.emplace_back("-");
  }
  Result<RuleSet> rules = RuleSet::load(options->rules);
  if (!rules) {
    complain(rules.error().where, rules.error().what);
    return kExitTrouble;
  }
  const Analyzer analyzer(std::move(*rules), Limits{}, {options->now});
  return Scan(*options, analyzer).run();
}

constexpr Example kExamples[] = {
    {"calspam scan Maildir/", "judge every message of a mailbox"},
    {"calspam scan -f jsonl in.mbox | jq "
     "'select(.verdict.level==\"spam\").origin'",
     "where the spam of a mailbox stands"},
    {"calspam scan --format facts invite.ics",
     "what a rule can see, for writing one"},
    {"find . -name '*.eml' -print0 | calspam scan -q -0 --files-from -",
     "nothing but the exit status"},
};

}  // namespace

constinit const Command kScanCommand = {
    "scan",
    "judge messages and calendar files",
    "[PATH...]",
    "Reads every PATH: a message, an mbox, a Maildir, a folder of these, a "
    "calendar file; - or no PATH is standard input. Says for each message with "
    "calendar content how it is judged, by which findings, and where they "
    "stand.",
    scan_option_rows,
    kExamples,
    "0 when nothing reached the level of --fail-on, 1 when something did, 2 "
    "when an input or the output failed or was not read in full, whatever was "
    "found.",
    run_scan,
};

}  // namespace calspam
