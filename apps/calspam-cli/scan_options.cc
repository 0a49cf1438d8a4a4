// SPDX-License-Identifier: MIT
#include "scan_options.hh"

#include <algorithm>

#include "installation.hh"
#include "util/text.hh"

namespace calspam {
namespace {

std::vector<Choice> format_choices() {
  std::vector<Choice> choices;
  for (const Format& format : formats())
    choices.push_back({format.name, format.doc});
  return choices;
}

std::vector<Choice> level_choices() {
  return {{"suspicious", ""}, {"spam", ""}, {"never", ""}};
}

std::vector<Choice> color_choices() {
  return {{"auto", ""}, {"always", ""}, {"never", ""}};
}

constexpr OptionRow kRows[] = {
    {'f', "format", "FORMAT",
     "how to report; text when nothing is said:", format_choices},
    {'a', "all", "", "report messages without calendar content too"},
    {'q', "quiet", "", "print no report; errors and the exit status remain"},
    {0, "fail-on", "LEVEL",
     "lowest level that gives exit status 1: suspicious (the default), spam "
     "or never",
     level_choices},
    {0, "rules", "DIR", "add the rules of a folder; may be repeated"},
    {0, "no-default-rules", "", "leave out the rules that came with calspam"},
    {0, "select", "LIST",
     "use these rules only: ids or groups, commas between; may be repeated"},
    {0, "ignore", "LIST", "leave out these rules: ids or groups"},
    {0, "now", "TIME",
     "judge dates against TIME (2026-11-22T10:00:00Z), not against each "
     "message's own time"},
    {0, "files-from", "FILE",
     "read more PATHs from FILE, one a line; - is standard input"},
    {'0', "null", "", "PATHs in --files-from end with NUL, as find -print0"},
    {0, "color", "WHEN", "auto (the default), always or never", color_choices},
};

std::optional<Level> fail_on_level(std::string_view name) {
  if (name == "never") return {};
  return name == "spam" ? Level::Spam : Level::Suspicious;
}

std::vector<std::string> comma_lists(const std::vector<std::string>& lists) {
  std::vector<std::string> items;
  for (const std::string& list : lists)
    for (std::string_view item : split(list, ','))
      if (!trimmed(item).empty()) items.emplace_back(trimmed(item));
  return items;
}

Result<RuleOptions> rule_options(const Arguments& arguments) {
  RuleOptions options;
  if (!arguments.has("no-default-rules")) {
    const Result<std::string> folder = default_rules();
    if (!folder) return tl::unexpected(folder.error());
    options.directories.push_back(*folder);
  }
  for (const std::string& folder : arguments.all("rules"))
    options.directories.push_back(folder);
  if (options.directories.empty())
    return fail("--no-default-rules", "leaves no rules; add some with --rules");
  options.select = comma_lists(arguments.all("select"));
  options.ignore = comma_lists(arguments.all("ignore"));
  return options;
}

// Standard input can be read only once.
Result<bool> check_standard_input(const ScanOptions& options) {
  const auto uses =
      std::count(options.paths.begin(), options.paths.end(), "-") +
      std::count(options.lists.begin(), options.lists.end(), "-");
  if (uses > 1) return fail("-", "standard input is asked for more than once");
  return true;
}

}  // namespace

std::span<const OptionRow> scan_option_rows() {
  return kRows;
}

Result<ScanOptions> scan_options(const Arguments& arguments) {
  ScanOptions options;
  options.paths = arguments.operands;
  options.lists = arguments.all("files-from");
  options.lists_have_nul = arguments.has("null");
  options.all = arguments.has("all");
  options.quiet = arguments.has("quiet");
  options.format = find_format(arguments.last("format", "text"));
  options.fail_on = fail_on_level(arguments.last("fail-on", "suspicious"));
  options.color = arguments.last("color", "auto");
  if (options.lists_have_nul && options.lists.empty())
    return fail("--null", "goes with --files-from");
  if (arguments.has("now")) {
    const std::string text = arguments.last("now", "");
    options.now = parse_iso_instant(text);
    if (!options.now)
      return fail("--now",
                  "'" + text + "' is no time such as 2026-11-22T10:00:00Z");
  }
  const Result<bool> once = check_standard_input(options);
  if (!once) return tl::unexpected(once.error());
  Result<RuleOptions> rules = rule_options(arguments);
  if (!rules) return tl::unexpected(rules.error());
  options.rules = std::move(*rules);
  return options;
}

}  // namespace calspam
