// SPDX-License-Identifier: MIT
#include "cmd_explain.hh"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "engine/analyzer.hh"
#include "explain_files.hh"
#include "help.hh"
#include "installation.hh"
#include "lookup.hh"
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
  return {{"rules", ""},   {"checks", ""},  {"facts", ""},    {"clauses", ""},
          {"actions", ""}, {"layouts", ""}, {"anomalies", ""}};
}

std::vector<Choice> lang_choices() {
  std::vector<Choice> choices;
  for (std::string_view code : language_codes()) choices.push_back({code, ""});
  return choices;
}

std::vector<Choice> format_choices() {
  return {{"text", ""}, {"html", ""}};
}

constexpr OptionRow kTellingRows[] = {
    {'f', "format", "FORMAT",
     "text (the default), or html: one page to look at", format_choices},
    {0, "depth", "DEPTH",
     "in text, short: the verdict, its reasons and what is unsure; full (the "
     "default): structure, calendar parts, links and impact too",
     depth_choices},
    {0, "message", "N", "of a mailbox explain its Nth message only"},
    {0, "role", "ROLE",
     "what ROLE should do, not what all should: source-calendar, source-mail, "
     "relay, destination-mail, destination-calendar, user-app or "
     "feed-operator; may be repeated",
     role_choices},
    {0, "lang", "LANG",
     "in text, the language of all but what rules say: en (the default), de, "
     "fr or es",
     lang_choices},
};

constexpr OptionRow kNameRows[] = {
    {0, "list", "KIND",
     "list all rules, facts, clauses, actions, anomalies, or the checks or "
     "layouts of lint-imip",
     list_choices},
    {0, "search", "WORDS", "list what has all the WORDS in its name or text"},
};

std::span<const OptionGroup> option_groups() {
  static const OptionGroup groups[] = {
      {"Of a file", kTellingRows},
      {"Of names", kNameRows},
      kRuleOptions,
      kInputOptions,
      kWorkOptions,
      kScreenOptions,
  };
  return groups;
}

struct Options {
  BatchOptions batch;
  FileExplaining files;
  AnalyzerOptions analysis;
  std::string list, search;
};

Result<Options> options_of(const Arguments& arguments) {
  Options options;
  Style& style = options.files.explain.style;
  style.color = wants_color(arguments.last("color", "auto"), STDOUT_FILENO);
  style.ascii = arguments.has("ascii");
  style.drawing = !style.ascii && wants_drawing(STDOUT_FILENO);
  style.links = !style.ascii && wants_links(STDOUT_FILENO);
  style.width = terminal_width(STDOUT_FILENO);
  options.files.explain.full = arguments.last("depth", "full") == "full";
  options.files.html = arguments.last("format", "text") == "html";
  const auto language = language_named(arguments.last("lang", "en"));
  options.files.explain.language = language.value_or(Language::English);
  if (options.files.html && language != Language::English)
    return fail(arguments.where("lang"), "the HTML page is in English only");
  options.list = arguments.last("list", "");
  options.search = arguments.last("search", "");
  const Result<BatchOptions> batch = batch_options(arguments);
  if (!batch) return tl::unexpected(batch.error());
  options.batch = *batch;
  const Result<std::optional<Instant>> now = now_option(arguments);
  if (!now) return tl::unexpected(now.error());
  options.analysis.now = *now;
  const Result<std::shared_ptr<const Site>> site = site_option(arguments);
  if (!site) return tl::unexpected(site.error());
  options.analysis.site = *site;
  options.analysis.roles = role_options(arguments);
  if (options.analysis.roles.empty()) options.analysis.roles = all_roles();
  constexpr unsigned kMost = 1'000'000'000;
  const Result<unsigned> message =
      number_option(arguments, "message", kMost, kMost);
  if (!message) return tl::unexpected(message.error());
  if (arguments.has("message")) options.files.message = *message;
  return options;
}

// What one run needs to answer for files and for names.
class Explaining {
 public:
  Explaining(const Options& options, RuleSet rules, DictionaryTables tables)
      : options_(options),
        analyzer_(std::move(rules), options.batch.limits, options.analysis),
        dictionary_(analyzer_.rules(), std::move(tables), dictionary_sources()),
        output_(STDOUT_FILENO, false) {}

  int run(const std::vector<std::string>& operands) {
    const Style& style = options_.files.explain.style;
    if (!options_.list.empty()) put(listed(dictionary_, options_.list, style));
    if (!options_.search.empty()) search(style);
    std::vector<std::string> paths;
    for (const std::string& operand : operands)
      if (!name(operand)) paths.push_back(operand);
    output_.flush();
    if (output_.trouble() == Output::Trouble::ClosedPipe)
      return kExitClosedPipe;
    if (output_.trouble() == Output::Trouble::Failed) {
      complain("standard output", output_.reason());
      return kExitTrouble;
    }
    const int told = paths.empty() ? kExitFine : files(std::move(paths));
    return fine_ ? told : kExitTrouble;
  }

 private:
  // A name that calspam knows wins over a file; a path with a slash is one.
  // False for what is to be read.
  bool name(const std::string& operand) {
    const bool path = operand == "-" || operand.find('/') != operand.npos;
    if (path) return false;
    const std::string page =
        looked_up(dictionary_, operand, options_.files.explain.style);
    if (!page.empty()) {
      put(page);
      return true;
    }
    std::error_code error;
    if (std::filesystem::exists(operand, error)) return false;
    std::string what =
        "is no file, and no rule, check, fact, clause, action, layout or "
        "anomaly";
    const std::vector<std::string> near = dictionary_.near(operand);
    if (!near.empty())
      what += fmt::format("; did you mean {}?", fmt::join(near, ", "));
    complain(operand, what);
    fine_ = false;
    return true;
  }

  int files(std::vector<std::string> paths) {
    BatchOptions batch = options_.batch;
    batch.paths = std::move(paths);
    if (begun_ && !options_.files.html) separate();
    output_.flush();
    return explain_files(batch, options_.files, analyzer_);
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
  bool fine_ = true, begun_ = false;
};

// Clauses and layouts come with calspam; rules of one's own alone have none.
Result<DictionaryTables> dictionary_tables(const RuleOptions& which) {
  DictionaryTables tables;
  Result<std::vector<KnownAction>> actions =
      load_known_actions(which.directories);
  if (!actions) return tl::unexpected(actions.error());
  tables.actions = std::move(*actions);
  const Result<std::string> folder = default_rules();
  if (!folder) return tables;
  Result<std::vector<Clause>> clauses = load_clauses(*folder);
  if (!clauses) return tl::unexpected(clauses.error());
  tables.clauses = std::move(*clauses);
  Result<LayoutSet> layouts = load_layouts({*folder});
  if (!layouts) return tl::unexpected(layouts.error());
  tables.layouts = std::move(*layouts);
  return tables;
}

int trouble(const Error& error) {
  complain(error.where, error.what);
  return kExitTrouble;
}

int explain(const Arguments& arguments, const Options& options) {
  const Result<RuleOptions> which = rule_options(arguments);
  if (!which) return trouble(which.error());
  Result<RuleSet> rules = RuleSet::load(*which);
  if (!rules) return trouble(rules.error());
  Result<DictionaryTables> tables = dictionary_tables(*which);
  if (!tables) return trouble(tables.error());
  return Explaining(options, std::move(*rules), std::move(*tables))
      .run(arguments.operands);
}

int run_explain(const Arguments& arguments) {
  const Result<Options> options = options_of(arguments);
  if (!options) return trouble(options.error());
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
    {"calspam explain --lang de --depth short invite.eml",
     "in German, and in short"},
    {"calspam explain organizer-not-sender", "what a rule is about"},
    {"calspam explain 6047-02", "what a check of lint-imip is about"},
    {"calspam explain '6.2 c.1'", "a clause, and the rules that implement it"},
    {"calspam explain --search 'organizer domain'", "find the name of a thing"},
};

}  // namespace

constinit const Command kExplainCommand = {
    "explain",
    "say why a message is judged so, or what a name means",
    "[FILE|NAME...]",
    "Tells of each message in FILE what it is, why it is judged so, what "
    "speaks against that and what could not be checked. NAME is a rule, a "
    "check, a fact, a clause of CC/R 18003, an action, a layout or an anomaly; "
    "it wins over a file of that name, which ./NAME is. - is standard input.",
    option_groups,
    kExamples,
    "0 when everything asked for was told, 2 when an input failed, a name is "
    "unknown, or an option is wrong.",
    run_explain,
};

}  // namespace calspam
