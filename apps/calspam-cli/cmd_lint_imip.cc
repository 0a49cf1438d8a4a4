// SPDX-License-Identifier: MIT
#include "cmd_lint_imip.hh"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <utility>

#include "batch.hh"
#include "engine/warm_up.hh"
#include "help.hh"
#include "installation.hh"
#include "lint/families.hh"
#include "lint_options.hh"
#include "lint_work.hh"
#include "mended_file.hh"
#include "output.hh"
#include "report/style.hh"
#include "terminal.hh"
#include "util/text.hh"

namespace calspam {
namespace {

std::string check_list(std::size_t width) {
  Style style;
  style.width = width;
  std::string out;
  for (const CheckFamily* family : check_families()) {
    out += fmt::format("{}{}\n", out.empty() ? "" : "\n", family->title);
    std::vector<std::vector<std::string>> rows;
    for (const Check& check : family->checks)
      rows.push_back({std::string(check.id),
                      std::string(lint_level_name(check.level)),
                      std::string(check.slug), std::string(check.summary)});
    add_table(style, 2, rows, out);
  }
  return out;
}

int list_checks() {
  Output output(STDOUT_FILENO, false);
  std::string text = check_list(terminal_width(STDOUT_FILENO));
  output.put(text);
  output.flush();
  return output.is_open() ? kExitFine : kExitTrouble;
}

// The parent's part: what a worker found out is put to its use.
class Receiver {
 public:
  Receiver(const LintCommand& command, Batch*& batch)
      : command_(command), batch_(batch) {}

  void take(const Outcome& outcome, Reply& reply) {
    LintNews news = unpacked(reply.digest);
    reply.digest = std::move(news.digest);
    for (const std::string_view line : split(news.fingerprints, '\n'))
      if (!line.empty()) baseline_.add(news.name, std::string(line));
    if (command_.fix && news.changed && !mend(outcome, news)) return;
    for (const std::string_view line : split(news.notes, '\n'))
      if (!line.empty()) batch_->note(news.name, std::string(line));
  }

  /// False when it could not be written.
  bool write_baseline() const {
    if (command_.write_baseline.empty()) return true;
    std::ofstream out(command_.write_baseline,
                      std::ios::binary | std::ios::trunc);
    out << baseline_text(baseline_);
    out.flush();
    if (!out) complain(command_.write_baseline, "cannot be written");
    return static_cast<bool>(out);
  }

 private:
  bool mend(const Outcome& outcome, const LintNews& news) {
    if (news.path.empty()) {
      batch_->trouble(news.name, "is not a file of its own and was not mended");
      return false;
    }
    const Result<bool> done = replace_file(
        {news.path, outcome.size, news.sha256, command_.backup}, news.mended);
    if (!done) batch_->trouble(done.error().where, done.error().what);
    return done.has_value();
  }

  const LintCommand& command_;
  Batch*& batch_;
  LintBaseline baseline_;
};

int run_batch(const LintCommand& command,
              std::shared_ptr<const Analyzer> analyzer) {
  Batch* running = nullptr;
  Receiver receiver(command, running);
  BatchJob job;
  job.format = command.format;
  job.format_options = format_options(command.batch);
  if (analyzer)
    job.format_options.tool.rules = "sha256:" + analyzer->rules().digest();
  job.work = LintWork(command, job.format_options, std::move(analyzer));
  job.receive = [&receiver](const Outcome& outcome, Reply& reply) {
    receiver.take(outcome, reply);
  };
  Batch batch(command.batch, std::move(job));
  running = &batch;
  const int status = batch.run();
  return receiver.write_baseline() ? status : kExitTrouble;
}

// Records of messages have a verdict, for which rules are needed.
bool wants_record(const LintCommand& command) {
  const std::string_view name = command.format->name;
  return name == "json" || name == "jsonl" || name == "html";
}

int run_lint(const Arguments& arguments) {
  const Result<LintCommand> command = lint_command(arguments);
  if (!command) return refuse(kLintImipCommand, command.error());
  if (command->list_checks) return list_checks();
  if (!wants_record(*command)) {
    warm_up_readers();
    return run_batch(*command, nullptr);
  }
  RuleOptions options;
  options.directories = {command->rules};
  options.prepared = prepared_rules();
  Result<RuleSet> rules = RuleSet::load(options);
  if (!rules) return refuse(kLintImipCommand, rules.error());
  const auto analyzer = std::make_shared<const Analyzer>(
      std::move(*rules), command->batch.limits, AnalyzerOptions{});
  warm_up(*analyzer);
  return run_batch(*command, analyzer);
}

constexpr Example kExamples[] = {
    {"calspam lint-imip invite.eml", "what is wrong, and who sees which part"},
    {"calspam lint-imip --format sarif --fail-on warning samples/",
     "for code scanning"},
    {"calspam lint-imip --fix --backup .orig invite.eml",
     "mend what can be mended without a doubt"},
    {"calspam lint-imip --layout devguide --ignore INTEROP templates/",
     "another layout, and a family less"},
    {"calspam lint-imip --as-received abuse.eml",
     "what the named producer would not have sent"},
    {"calspam explain 6047-02", "what a check is about"},
};

}  // namespace

constinit const Command kLintImipCommand = {
    "lint-imip",
    "check invitations before they are sent",
    "[PATH...]",
    "Checks every message and calendar file of PATH against CC/R 18003 A.1, "
    "MIME, iMIP, iTIP and iCalendar, and says where each fault stands, why it "
    "matters and how to mend it; - or no PATH is standard input. Templates are "
    "checked as they stand. Nothing is looked up in a network.",
    lint_option_groups,
    kExamples,
    "0 when nothing reached the level of --fail-on, 1 when something did, or "
    "--diff has something to show, 2 when an input, a setting or the output "
    "failed, or an input was not read in full, whatever was found.",
    run_lint,
};

}  // namespace calspam
