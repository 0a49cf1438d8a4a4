// SPDX-License-Identifier: MIT
#include "cmd_scan.hh"

#include <unistd.h>

#include <cstdio>
#include <memory>
#include <utility>

#include "engine/analyzer.hh"
#include "engine/failed_report.hh"
#include "engine/pool.hh"
#include "engine/warm_up.hh"
#include "help.hh"
#include "mail/input.hh"
#include "output.hh"
#include "progress.hh"
#include "report/style.hh"
#include "scan_options.hh"
#include "terminal.hh"
#include "version.hh"

namespace calspam {
namespace {

// In a worker: what comes of one message.
Reply judge(const ScanOptions& options, const FormatOptions& format_options,
            const Analyzer& analyzer, const RawMessage& raw) {
  const Format& format = *options.format;
  Report report = analyzer.analyze(raw);
  if (format.name == "facts") report.facts = analyzer.facts(raw);
  Reply reply;
  reply.level = report.verdict.level;
  reply.complete = report.complete;
  reply.wanted = !options.quiet &&
                 (options.all || !report.facts.empty() || !report.complete ||
                  report.verdict.level != Level::None);
  if (!reply.wanted) return reply;
  format.message(format_options, report, reply.text);
  if (format.digest != nullptr) reply.digest = format.digest(report);
  return reply;
}

// Lists of paths may be anything: then it is not known how much is to come.
std::vector<std::string> paths_of(const ScanOptions& options) {
  return options.lists.empty() ? options.paths : std::vector<std::string>{"-"};
}

// One run: what the inputs give is handed to the pool, and what comes of it is
// written and counted, in order.
class Scan : public InputSink {
 public:
  Scan(const ScanOptions& options, const Analyzer& analyzer)
      : options_(options),
        output_(STDOUT_FILENO, ::isatty(STDOUT_FILENO) == 1),
        progress_(options.progress, paths_of(options)) {
    run_.options.tool.version = kVersion;
    run_.options.tool.rules = "sha256:" + analyzer.rules().digest();
    run_.options.color = wants_color(options.color, STDOUT_FILENO);
    run_.options.width = terminal_width(STDOUT_FILENO);
    PoolOptions pool;
    pool.jobs = options.jobs;
    pool.deadline = options.deadline;
    pool.message_bytes = options.limits.message_bytes;
    pool_ = std::make_unique<Pool>(
        pool,
        [&options, &analyzer, format = run_.options](const RawMessage& raw) {
          return judge(options, format, analyzer, raw);
        },
        [this](Outcome&& outcome) { take(outcome); });
  }

  bool message(const RawMessage& raw) override;
  bool error(const Error& error) override;
  int run();

 private:
  void take(const Outcome& outcome);
  void take(const Outcome& outcome, const Reply& reply);
  void take(const Outcome& outcome, const Failure& failure);
  void take(const Outcome& outcome, const Error& error);
  void put();
  void count(Level level, bool complete, std::uint64_t size);
  template <typename Writer, typename... Arguments>
  void write(Writer writer, const Arguments&... arguments);
  int status() const;

  const ScanOptions& options_;
  Output output_;
  FormatRun run_;
  Summary summary_;
  bool found_ = false;
  std::string text_;
  Progress progress_;
  std::unique_ptr<Pool> pool_;
};

template <typename Writer, typename... Arguments>
void Scan::write(Writer writer, const Arguments&... arguments) {
  if (options_.quiet) return;
  writer(run_, arguments..., text_);
  put();
}

bool Scan::message(const RawMessage& raw) {
  // What a cut input gives after an interrupt is no whole message.
  if (was_interrupted()) return false;
  pool_->submit(raw);
  return output_.is_open() && !was_interrupted();
}

bool Scan::error(const Error& error) {
  if (was_interrupted()) return false;
  pool_->pass(error);
  return output_.is_open();
}

void Scan::take(const Outcome& outcome) {
  std::visit([&](const auto& what) { take(outcome, what); }, outcome.what);
  progress_.update(summary_.messages, summary_.bytes);
}

// What `text_` holds, to standard output.
void Scan::put() {
  if (text_.empty()) return;
  progress_.clear();
  if (options_.ascii && options_.format->name == "text")
    text_ = ascii_only(text_);
  output_.put(text_);
}

void Scan::count(Level level, bool complete, std::uint64_t size) {
  summary_.count(level, complete, size);
  if (options_.fail_on && level >= *options_.fail_on) found_ = true;
}

void Scan::take(const Outcome& outcome, const Reply& reply) {
  count(reply.level, reply.complete, outcome.size);
  if (!reply.wanted) return;
  add_message(*options_.format, run_, reply.text, reply.digest, text_);
  put();
}

void Scan::take(const Outcome& outcome, const Failure& failure) {
  const Report report = failed_report(outcome, failure);
  count(report.verdict.level, report.complete, report.size);
  progress_.clear();
  complain(report.origin.name(), report.anomalies.front().summary);
  if (options_.quiet) return;
  add_message(*options_.format, run_, report, text_);
  put();
}

void Scan::take(const Outcome&, const Error& error) {
  ++summary_.errors;
  progress_.clear();
  complain(error.where, error.what);
  write(options_.format->error, InputError{error.where, error.what});
}

int Scan::run() {
  InputOptions input;
  input.lists = options_.lists;
  input.lists_have_nul = options_.lists_have_nul;
  input.archive_passwords = options_.archive_passwords;
  input.limits = options_.limits;
  write(options_.format->begin);
  for_each_message(options_.paths, input, *this);
  pool_->finish();
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

AnalyzerOptions analyzer_options(const ScanOptions& options) {
  AnalyzerOptions analysis;
  analysis.now = options.now;
  // Facts are of interest because there is no calendar that a rule could see.
  analysis.sift = options.sift && options.format->name != "facts";
  analysis.all = options.all;
  analysis.site = options.site;
  analysis.roles = options.roles;
  analysis.named.insert(options.paths.begin(), options.paths.end());
  return analysis;
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
  if (options->roles_named && !rules->has_actions()) {
    complain("--role", "no rule folder has an actions.yaml");
    return kExitTrouble;
  }
  const Analyzer analyzer(std::move(*rules), options->limits,
                          analyzer_options(*options));
  warm_up(analyzer);
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
    "Reads every PATH: a message, an mbox, a Maildir, a folder or archive of "
    "these, a calendar file; - or no PATH is standard input. Says for each "
    "message with "
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
