// SPDX-License-Identifier: MIT
#include "lint_options.hh"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "installation.hh"
#include "lint_mending.hh"
#include "mail/input.hh"
#include "report/lint_formats.hh"
#include "util/text.hh"

namespace calspam {
namespace {

std::vector<Choice> format_choices() {
  std::vector<Choice> choices;
  for (const Format& format : lint_formats())
    choices.push_back({format.name, format.doc});
  return choices;
}

std::vector<Choice> level_choices() {
  return {{"error", ""}, {"warning", ""}, {"note", ""}, {"never", ""}};
}

std::vector<Choice> template_choices() {
  return {{"auto", ""}, {"yes", ""}, {"no", ""}};
}

constexpr OptionRow kReportRows[] = {
    {'f', "format", "FORMAT",
     "how to report; text when nothing is said, github in a step of GitHub "
     "Actions:",
     format_choices},
    {0, "brief", "", "in text, a line a finding and nothing else"},
    {'q', "quiet", "", "print no report; errors and the exit status remain"},
    {0, "fail-on", "LEVEL",
     "lowest level that gives exit status 1: error (the default), warning, "
     "note or never",
     level_choices},
    {0, "list-checks", "", "list every check, and end"},
};

constexpr OptionRow kCheckRows[] = {
    {0, "select", "LIST",
     "only these checks: ids, names or families (6047), commas between; may "
     "be repeated"},
    {0, "ignore", "LIST",
     "leave these out; the more precise name wins over the other list"},
    {0, "level", "ID=LEVEL",
     "what a check counts for: error, warning, note or off; a cell of a table "
     "too (5546-T1:PUBLISH/VEVENT/ORGANIZER=note)"},
    {0, "layout", "NAME",
     "the layout that messages should have; appendix-a when nothing is said, "
     "any for whichever is known"},
    {0, "layout-strict", "", "another known layout is an error, not a note"},
    {0, "as-received", "",
     "lint what others sent: what real producers are known for counts less, "
     "and what the input, or a file beside it, asks to be left out is not "
     "heeded"},
    {0, "previous", "FILE",
     "an earlier message about the same event, to compare SEQUENCE, UID and "
     "DTSTAMP with"},
};

constexpr OptionRow kTemplateRows[] = {
    {0, "template", "MODE",
     "whether inputs are templates with placeholders: auto (the default), "
     "yes or no",
     template_choices},
    {0, "vars", "FILE", "values for placeholders, NAME = VALUE a line"},
    {0, "now", "TIME",
     "judge fixed dates against TIME (2026-11-22T10:00:00Z), not against the "
     "clock"},
};

constexpr OptionRow kMendingRows[] = {
    {0, "fix", "",
     "mend files in place where the meaning stays the same; signed parts are "
     "left alone"},
    {0, "unsafe-fixes", "", "mend also what changes content or is a guess"},
    {0, "diff", "", "show what would be mended, and change nothing"},
    {0, "backup", "SUFFIX",
     "keep each original under its name and SUFFIX (.orig)"},
};

constexpr OptionRow kProjectRows[] = {
    {0, "settings", "FILE",
     "take settings from FILE, not from the nearest .calspam.yaml above each "
     "input"},
    {0, "no-settings", "", "take no settings from files"},
    {0, "baseline", "FILE", "findings that FILE knows do not count"},
    {0, "write-baseline", "FILE", "write what is found to FILE as known"},
    {0, "stdin-filename", "NAME",
     "what to call standard input, also for settings"},
};

Result<std::string> file_bytes(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return fail(file, "cannot be read");
  return text.str();
}

// Keeps the bytes of the first message of a file.
class FirstMessage : public InputSink {
 public:
  bool message(const RawMessage& raw) override {
    bytes = raw.bytes;
    found = true;
    return false;
  }
  bool error(const Error& error) override {
    what = error.what;
    return false;
  }
  std::string bytes, what = "holds no message";
  bool found = false;
};

Result<bool> read_patterns(const Arguments& arguments, std::string_view name,
                           std::vector<CheckPattern>& patterns) {
  for (const std::string& word : comma_lists(arguments.all(name))) {
    Result<CheckPattern> pattern = CheckPattern::parse(word);
    if (!pattern) return fail(arguments.where(name), pattern.error().what);
    patterns.push_back(std::move(*pattern));
  }
  return true;
}

Result<bool> read_selection(const Arguments& arguments,
                            LintSelection& selection) {
  const Result<bool> select =
      read_patterns(arguments, "select", selection.select);
  if (!select) return select;
  const Result<bool> ignore =
      read_patterns(arguments, "ignore", selection.ignore);
  if (!ignore) return ignore;
  for (const std::string& word : comma_lists(arguments.all("level"))) {
    Result<LevelOverride> level = LevelOverride::parse(word);
    if (!level) return fail(arguments.where("level"), level.error().what);
    selection.levels.push_back(std::move(*level));
  }
  return true;
}

Result<bool> read_layout(const Arguments& arguments, LintCommand& command) {
  Result<LayoutSet> layouts = load_layouts({command.rules});
  if (!layouts) return tl::unexpected(layouts.error());
  command.lint.layouts = std::make_shared<const LayoutSet>(std::move(*layouts));
  command.lint.layout = arguments.last("layout", "");
  command.lint.layout_strict = arguments.has("layout-strict");
  const std::string& name = command.lint.layout;
  if (name.empty() || name == "any" || command.lint.layouts->find(name))
    return true;
  std::vector<std::string> names{"any"};
  for (const Layout& layout : command.lint.layouts->layouts)
    names.push_back(layout.name);
  const std::string near = nearest(name, names);
  return fail(arguments.where("layout"),
              "no layout is called '" + name + "'" +
                  (near.empty() ? "; see 'calspam explain --list layouts'"
                                : ", did you mean '" + near + "'?"));
}

Result<bool> read_received(const Arguments& arguments, LintCommand& command) {
  if (!arguments.has("as-received")) return true;
  const std::string file = command.rules + "/lint/producers.yaml";
  const Result<std::string> bytes = file_bytes(file);
  if (!bytes) return tl::unexpected(bytes.error());
  Result<ProducerExceptions> known = parse_producer_exceptions(*bytes, file);
  if (!known) return tl::unexpected(known.error());
  command.lint.exceptions =
      std::make_shared<const ProducerExceptions>(std::move(*known));
  command.lint.inline_suppressions = false;
  command.use_settings = false;
  return true;
}

Result<bool> read_previous(const Arguments& arguments, LintCommand& command) {
  if (!arguments.has("previous")) return true;
  const std::string file = arguments.last("previous", "");
  FirstMessage first;
  for_each_message({file}, {}, first);
  if (!first.found) return fail(file, first.what);
  command.previous = std::move(first.bytes);
  return true;
}

Result<bool> read_baseline(const Arguments& arguments, LintCommand& command) {
  command.write_baseline = arguments.last("write-baseline", "");
  if (!arguments.has("baseline")) return true;
  const std::string file = arguments.last("baseline", "");
  const Result<std::string> bytes = file_bytes(file);
  if (!bytes) return tl::unexpected(bytes.error());
  Result<LintBaseline> baseline = parse_baseline(*bytes, file);
  if (!baseline) return tl::unexpected(baseline.error());
  command.lint.baseline =
      std::make_shared<const LintBaseline>(std::move(*baseline));
  return true;
}

Result<bool> read_template(const Arguments& arguments, LintCommand& command) {
  command.lint.template_mode =
      *parse_template_mode(arguments.last("template", "auto"));
  command.now = std::chrono::duration_cast<std::chrono::seconds>(
                    std::chrono::system_clock::now().time_since_epoch())
                    .count();
  if (arguments.has("now")) {
    const std::string text = arguments.last("now", "");
    command.now = parse_iso_instant(text);
    if (!command.now)
      return fail(arguments.where("now"),
                  "'" + text + "' is no time such as 2026-11-22T10:00:00Z");
  }
  if (!arguments.has("vars")) return true;
  const std::string file = arguments.last("vars", "");
  const Result<std::string> bytes = file_bytes(file);
  if (!bytes) return tl::unexpected(bytes.error());
  Result<TemplateVars> vars = parse_template_vars(*bytes, file);
  if (!vars) return tl::unexpected(vars.error());
  command.lint.template_vars =
      std::make_shared<const TemplateVars>(std::move(*vars));
  return true;
}

// Lists of paths are read here: settings have to be found before inputs are.
Result<bool> expand_lists(BatchOptions& batch) {
  constexpr std::size_t kPaths = 1'000'000;
  for (const std::string& list : batch.lists) {
    std::ifstream in(list == "-" ? "/dev/stdin" : list, std::ios::binary);
    if (!in) return fail(list, "cannot be read");
    const char end = batch.lists_have_nul ? '\0' : '\n';
    for (std::string path; std::getline(in, path, end);) {
      if (path.empty()) continue;
      if (batch.paths.size() == kPaths) return fail(list, "names too many");
      batch.paths.push_back(std::move(path));
    }
  }
  batch.lists.clear();
  return true;
}

Result<bool> read_settings(const Arguments& arguments, LintCommand& command) {
  if (arguments.has("no-settings")) command.use_settings = false;
  if (!command.use_settings) return true;
  std::vector<std::string> paths = command.batch.paths;
  for (std::string& path : paths)
    if (path == "-" && !command.stdin_name.empty()) path = command.stdin_name;
  Result<LintSettingsFiles> files =
      arguments.has("settings")
          ? LintSettingsFiles::read(arguments.last("settings", ""),
                                    *command.lint.layouts)
          : LintSettingsFiles::find(paths, *command.lint.layouts);
  if (!files) return tl::unexpected(files.error());
  command.settings = std::move(*files);
  return true;
}

// What of a folder is linted: invitations by the ending of their names, and
// templates of them.
bool is_linted_name(std::string_view name) {
  constexpr std::string_view kInvitations[] = {".eml", ".ics", ".ical", ".ifb"};
  constexpr std::string_view kTemplates[] = {
      ".j2",         ".jinja",  ".jinja2", ".mustache", ".hbs",
      ".handlebars", ".tmpl",   ".tpl",    ".gotmpl",   ".erb",
      ".ejs",        ".liquid", ".in"};
  for (const std::string_view ending : kTemplates)
    if (ends_ignoring_case(name, ending)) {
      name.remove_suffix(ending.size());
      break;
    }
  for (const std::string_view ending : kInvitations)
    if (ends_ignoring_case(name, ending)) return true;
  return false;
}

// A folder stands for the invitations in it and below it, in the order of
// their names; a Maildir is left to the reader of mail.
Result<bool> expand_folders(BatchOptions& batch) {
  namespace fs = std::filesystem;
  constexpr std::size_t kFiles = 1'000'000;
  std::vector<std::string> paths;
  for (const std::string& path : batch.paths) {
    std::error_code error;
    if (path == "-" || !fs::is_directory(path, error) ||
        (fs::is_directory(path + "/cur", error) &&
         fs::is_directory(path + "/new", error))) {
      paths.push_back(path);
      continue;
    }
    std::vector<std::string> found;
    fs::recursive_directory_iterator it(path, error), end;
    for (; !error && it != end; it.increment(error)) {
      std::error_code other;
      const std::string name = it->path().filename().string();
      if (name == ".git") it.disable_recursion_pending();
      if (fs::is_regular_file(it->symlink_status(other)) &&
          is_linted_name(name))
        found.push_back(it->path().string());
      if (found.size() > kFiles) return fail(path, "holds too many files");
    }
    if (error) return fail(path, error.message());
    if (found.empty())
      return fail(path, "holds no file that ends in .eml or .ics");
    std::sort(found.begin(), found.end());
    paths.insert(paths.end(), found.begin(), found.end());
  }
  batch.paths = std::move(paths);
  return true;
}

void read_report(const Arguments& arguments, LintCommand& command) {
  const char* actions = std::getenv("GITHUB_ACTIONS");
  const bool annotates =
      actions != nullptr && std::string_view(actions) == "true";
  command.format =
      find_lint_format(arguments.last("format", annotates ? "github" : "text"));
  command.list_checks = arguments.has("list-checks");
  command.lint.brief = arguments.has("brief");
  command.stdin_name = arguments.last("stdin-filename", "");
  command.lint.fail_on_named = arguments.has("fail-on");
  const std::string level = arguments.last("fail-on", "error");
  command.lint.fail_on = parse_lint_level(level);
}

Result<bool> read_mending(const Arguments& arguments, LintCommand& command) {
  command.unsafe = arguments.has("unsafe-fixes");
  command.diff = arguments.has("diff");
  command.fix = arguments.has("fix");
  const auto& paths = command.batch.paths;
  const bool pipes = std::find(paths.begin(), paths.end(), "-") != paths.end();
  if (command.fix && pipes && paths.size() > 1)
    return fail("--fix",
                "writes what standard input holds to standard output, "
                "and takes no other input then");
  // What is printed is the mended message, or the change, and nothing else.
  if (command.diff || (command.fix && pipes)) command.format = &kMendedOutput;
  if (arguments.has("backup")) {
    command.backup = arguments.last("backup", "");
    if (command.backup.empty() || command.backup.find('/') != std::string::npos)
      return fail("--backup", "is no ending of a file name");
  }
  if (command.unsafe && !command.fix && !command.diff)
    return fail("--unsafe-fixes", "goes with --fix or --diff");
  if (command.fix && command.diff)
    return fail("--diff", "shows what --fix would do: give one of them");
  if (!command.backup.empty() && !command.fix)
    return fail("--backup", "goes with --fix");
  if (command.fix && !command.write_baseline.empty())
    return fail("--write-baseline", "does not go with --fix");
  return true;
}

}  // namespace

std::span<const OptionGroup> lint_option_groups() {
  static const OptionGroup groups[] = {
      {"Report", kReportRows},
      {"Checks", kCheckRows},
      {"Mending", kMendingRows},
      {"Templates", kTemplateRows},
      {"Projects", kProjectRows},
      kInputOptions,
      kWorkOptions,
      kScreenOptions,
  };
  return groups;
}

Result<LintCommand> lint_command(const Arguments& arguments) {
  LintCommand command;
  read_report(arguments, command);
  if (command.list_checks) return command;
  const Result<std::string> rules = default_rules();
  if (!rules) return tl::unexpected(rules.error());
  command.rules = *rules;
  Result<BatchOptions> batch = batch_options(arguments);
  if (!batch) return tl::unexpected(batch.error());
  command.batch = std::move(*batch);
  for (auto* expand : {expand_lists, expand_folders}) {
    const Result<bool> expanded = expand(command.batch);
    if (!expanded) return tl::unexpected(expanded.error());
  }
  const Result<bool> selection =
      read_selection(arguments, command.lint.selection);
  if (!selection) return tl::unexpected(selection.error());
  for (auto* read : {read_layout, read_received, read_previous, read_baseline,
                     read_template, read_mending, read_settings}) {
    const Result<bool> done = read(arguments, command);
    if (!done) return tl::unexpected(done.error());
  }
  return command;
}

}  // namespace calspam
