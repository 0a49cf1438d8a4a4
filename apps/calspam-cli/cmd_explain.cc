// SPDX-License-Identifier: MIT
#include "cmd_explain.hh"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "engine/analyzer.hh"
#include "engine/pool.hh"
#include "engine/warm_up.hh"
#include "help.hh"
#include "installation.hh"
#include "lookup.hh"
#include "mail/input.hh"
#include "output.hh"
#include "report/explain.hh"
#include "scan_options.hh"
#include "terminal.hh"
#include "util/text.hh"

namespace calspam {
namespace {

std::vector<Choice> depth_choices() {
  return {{"short", ""}, {"full", ""}};
}

std::vector<Choice> list_choices() {
  return {{"rules", ""}, {"facts", ""}, {"clauses", ""}, {"anomalies", ""}};
}

constexpr OptionRow kTellingRows[] = {
    {0, "depth", "DEPTH",
     "short: the verdict, its reasons and what is unsure; full (the default): "
     "structure, calendar parts, links and impact too",
     depth_choices},
    {0, "message", "N", "of a mailbox explain its Nth message only"},
    {0, "now", "TIME",
     "judge dates against TIME (2026-11-22T10:00:00Z), not against each "
     "message's own time"},
};

constexpr OptionRow kNameRows[] = {
    {0, "list", "KIND", "list all rules, facts, clauses or anomalies",
     list_choices},
    {0, "search", "WORDS", "list what has all the WORDS in its name or text"},
};

constexpr OptionRow kRuleRows[] = {
    {0, "rules", "DIR", "add the rules of a folder; may be repeated"},
    {0, "no-default-rules", "", "leave out the rules that came with calspam"},
};

constexpr OptionRow kScreenRows[] = {
    {0, "color", "WHEN", "auto (the default), always or never", color_choices},
    {0, "ascii", "", "nothing but ASCII; other characters as \\u{e9}"},
};

constexpr OptionGroup kGroups[] = {
    {"Of a file", kTellingRows},
    {"Of names", kNameRows},
    {"Rules", kRuleRows},
    {"Terminal", kScreenRows},
};

std::span<const OptionGroup> option_groups() {
  return kGroups;
}

struct Options {
  ExplainOptions explain;
  AnalyzerOptions analysis;
  std::uint64_t message = 0;  ///< 0: all
  std::string list, search;
};

Result<Options> options_of(const Arguments& arguments) {
  Options options;
  Style& style = options.explain.style;
  style.color = wants_color(arguments.last("color", "auto"), STDOUT_FILENO);
  style.ascii = arguments.has("ascii");
  style.drawing = !style.ascii && wants_drawing(STDOUT_FILENO);
  style.width = terminal_width(STDOUT_FILENO);
  options.explain.full = arguments.last("depth", "full") == "full";
  options.list = arguments.last("list", "");
  options.search = arguments.last("search", "");
  if (arguments.has("now")) {
    const std::string text = arguments.last("now", "");
    options.analysis.now = parse_iso_instant(text);
    if (!options.analysis.now)
      return fail("--now",
                  "'" + text + "' is no time such as 2026-11-22T10:00:00Z");
  }
  if (arguments.has("message")) {
    const std::string text = arguments.last("message", "");
    const auto [end, fault] = std::from_chars(
        text.data(), text.data() + text.size(), options.message);
    if (fault != std::errc() || end != text.data() + text.size() ||
        options.message == 0)
      return fail("--message", "'" + text + "' is no number from 1 on");
  }
  return options;
}

// One file: each of its messages is explained by a sandboxed worker.
class Telling : public InputSink {
 public:
  Telling(const Options& options, const Analyzer& analyzer, Output& output)
      : options_(options),
        output_(output),
        pool_(
            PoolOptions{},
            [&options, &analyzer](const RawMessage& raw) {
              return told(options, analyzer, raw);
            },
            [this](Outcome&& outcome) { take(outcome); }) {}

  bool message(const RawMessage& raw) override {
    if (was_interrupted()) return false;
    ++seen_;
    const bool wanted = options_.message == 0 || options_.message == seen_;
    if (wanted) pool_.submit(raw);
    return output_.is_open() && (options_.message == 0 || !wanted);
  }
  bool error(const Error& error) override {
    pool_.pass(error);
    return !was_interrupted();
  }
  /// False when something could not be told.
  bool finish(const std::string& path) {
    for_each_message({path}, InputOptions{}, *this);
    pool_.finish();
    if (options_.message > seen_ && seen_ != 0)
      trouble(path, fmt::format("has {}, and no number {}",
                                counted(seen_, "message"), options_.message));
    else if (told_ == 0 && fine_)
      trouble(path, "holds no message with calendar content");
    return fine_;
  }

 private:
  static Reply told(const Options& options, const Analyzer& analyzer,
                    const RawMessage& raw) {
    Reply reply;
    const Explanation explanation = analyzer.explain(raw);
    reply.level = explanation.report.verdict.level;
    reply.complete = explanation.report.complete;
    // Of a mailbox only what is about calendars, unless asked for by number.
    reply.wanted = reply.level != Level::None || raw.origin.index == 0 ||
                   options.message != 0;
    if (reply.wanted)
      reply.text = explanation_text(explanation, options.explain);
    return reply;
  }

  void take(const Outcome& outcome) {
    if (const auto* reply = std::get_if<Reply>(&outcome.what)) {
      if (!reply->wanted) return;
      std::string text = told_++ == 0 ? "" : rule();
      text += reply->text;
      output_.put(text);
    } else if (const auto* failure = std::get_if<Failure>(&outcome.what)) {
      trouble(outcome.origin.name(), failure->text());
    } else if (const auto* error = std::get_if<Error>(&outcome.what)) {
      trouble(error->where, error->what);
    }
  }

  std::string rule() const {
    std::string line;
    const Style& style = options_.explain.style;
    for (std::size_t i = 0; i < std::min<std::size_t>(style.width, 79); ++i)
      line += style.glyph("\u2550", "=");
    return "\n" + line + "\n\n";
  }

  void trouble(const std::string& where, const std::string& what) {
    complain(where, what);
    fine_ = false;
  }

  const Options& options_;
  Output& output_;
  std::uint64_t seen_ = 0, told_ = 0;
  bool fine_ = true;
  Pool pool_;
};

// What one run needs to answer for files and for names.
class Explaining {
 public:
  Explaining(const Options& options, RuleSet rules, std::vector<Clause> clauses)
      : options_(options),
        analyzer_(std::move(rules), Limits{}, options.analysis),
        dictionary_(analyzer_.rules(), std::move(clauses), sources_of),
        output_(STDOUT_FILENO, false) {}

  int run(const std::vector<std::string>& operands) {
    const Style& style = options_.explain.style;
    if (!options_.list.empty()) put(listed(dictionary_, options_.list, style));
    if (!options_.search.empty()) search(style);
    for (const std::string& operand : operands) explain(operand);
    output_.flush();
    if (output_.trouble() == Output::Trouble::ClosedPipe)
      return kExitClosedPipe;
    if (output_.trouble() == Output::Trouble::Failed) {
      complain("standard output", output_.reason());
      return kExitTrouble;
    }
    if (was_interrupted()) return kExitInterrupted;
    return fine_ ? kExitFine : kExitTrouble;
  }

 private:
  // A name that calspam knows wins over a file; a path with a slash is one.
  void explain(const std::string& operand) {
    const bool path = operand == "-" || operand.find('/') != operand.npos;
    if (!path) {
      const std::string page =
          looked_up(dictionary_, operand, options_.explain.style);
      if (!page.empty()) return put(page);
    }
    std::error_code error;
    if (path || std::filesystem::exists(operand, error)) return file(operand);
    std::string what = "is no file, and no rule, fact, clause or anomaly";
    const std::vector<std::string> near = dictionary_.near(operand);
    if (!near.empty())
      what += fmt::format("; did you mean {}?", fmt::join(near, ", "));
    complain(operand, what);
    fine_ = false;
  }

  void file(const std::string& path) {
    if (!std::exchange(warm_, true)) warm_up(analyzer_);
    separate();
    fine_ = Telling(options_, analyzer_, output_).finish(path) && fine_;
  }

  void search(const Style& style) {
    const std::string found = searched(dictionary_, options_.search, style);
    if (!found.empty()) return put(found);
    complain("--search",
             fmt::format("nothing has all of '{}'", options_.search));
    fine_ = false;
  }

  void separate() {
    std::string gap = std::exchange(begun_, true) ? "\n" : "";
    output_.put(gap);
  }

  void put(std::string text) {
    separate();
    output_.put(text);
  }

  const Options& options_;
  Analyzer analyzer_;
  Dictionary dictionary_;
  Output output_;
  bool fine_ = true, begun_ = false, warm_ = false;
};

// Clauses come with calspam; rules of one's own alone have none.
Result<std::vector<Clause>> clauses() {
  const Result<std::string> folder = default_rules();
  if (!folder) return std::vector<Clause>();
  return load_clauses(*folder);
}

int explain(const Arguments& arguments, const Options& options) {
  const Result<RuleOptions> which = rule_options(arguments);
  if (!which) {
    complain(which.error().where, which.error().what);
    return kExitTrouble;
  }
  Result<RuleSet> rules = RuleSet::load(*which);
  Result<std::vector<Clause>> known = clauses();
  if (!rules || !known) {
    const Error& error = !rules ? rules.error() : known.error();
    complain(error.where, error.what);
    return kExitTrouble;
  }
  return Explaining(options, std::move(*rules), std::move(*known))
      .run(arguments.operands);
}

int run_explain(const Arguments& arguments) {
  const Result<Options> options = options_of(arguments);
  if (!options) {
    complain(options.error().where, options.error().what);
    return kExitTrouble;
  }
  if (arguments.operands.empty() && options->list.empty() &&
      options->search.empty()) {
    std::fputs(usage_text(kExplainCommand).c_str(), stderr);
    complain("", "nothing to explain; see 'calspam explain --help'");
    return kExitTrouble;
  }
  return explain(arguments, *options);
}

constexpr Example kExamples[] = {
    {"calspam explain invite.eml", "why this verdict, with the evidence"},
    {"calspam explain --message 17 inbox.mbox", "the same of one in a mailbox"},
    {"calspam explain organizer-not-sender", "what a rule is about"},
    {"calspam explain '6.2 c.1'", "a clause, and the rules that implement it"},
    {"calspam explain --search 'organizer domain'", "find the name of a thing"},
};

}  // namespace

constinit const Command kExplainCommand = {
    "explain",
    "say why a message is judged so, or what a name means",
    "[FILE|NAME...]",
    "Tells of each message in FILE what it is, why it is judged so, what "
    "speaks "
    "against that and what could not be checked. NAME is a rule, a fact, a "
    "clause of CC/R 18003 or an anomaly; it wins over a file of that name, "
    "which ./NAME is. - is standard input.",
    option_groups,
    kExamples,
    "0 when everything asked for was told, 2 when an input failed, a name is "
    "unknown, or an option is wrong.",
    run_explain,
};

}  // namespace calspam
