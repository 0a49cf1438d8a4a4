// SPDX-License-Identifier: MIT
#include "scan_options.hh"

#include <fmt/format.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <thread>

#include "detect/site_file.hh"
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

std::vector<Choice> role_choices() {
  std::vector<Choice> choices = {{"all", ""}};
  for (Role role : all_roles()) choices.push_back({role_name(role), ""});
  return choices;
}

}  // namespace

std::vector<Choice> color_choices() {
  return {{"auto", ""}, {"always", ""}, {"never", ""}};
}

namespace {

constexpr OptionRow kRows[] = {
    {'f', "format", "FORMAT",
     "how to report; text when nothing is said:", format_choices},
    {'a', "all", "", "report messages without calendar content too"},
    {0, "no-sift", "",
     "parse every message, also those that cannot carry a calendar; with --all "
     "their MIME trees are in the records"},
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
    {0, "site", "FILE",
     "what the operator knows: own domains, trusted hosts, allow and block "
     "lists, advisories, domain ages; see calspam-site(5)"},
    {0, "role", "ROLE",
     "add what ROLE should do: all, source-calendar, source-mail, relay, "
     "destination-mail, destination-calendar, user-app or feed-operator; may "
     "be repeated. JSON has the advice for all roles when nothing is said",
     role_choices},
    {0, "files-from", "FILE",
     "read more PATHs from FILE, one a line; - is standard input"},
    {'0', "null", "", "PATHs in --files-from end with NUL, as find -print0"},
    {'j', "jobs", "N",
     "worker processes; as many as there are processors when nothing is said"},
    {0, "deadline", "SECONDS",
     "what one message may take, 10 when nothing is said; one that takes "
     "longer, twice, is reported as unknown"},
    {0, "archive-password", "PASSWORD",
     "try PASSWORD on encrypted archives, before 'infected'; may be repeated"},
    {0, "max-message", "SIZE",
     "bytes of a message that are read, such as 64M; 256M when nothing is "
     "said"},
    {0, "max-archive", "SIZE",
     "bytes that one archive may unpack to; 64G when nothing is said"},
    {0, "color", "WHEN", "auto (the default), always or never", color_choices},
    {0, "ascii", "", "in text nothing but ASCII; other characters as \\u{e9}"},
    {0, "no-progress", "",
     "no progress on standard error, also where that is a terminal"},
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

// "500", "64k", "256M", "10G"; 1 to `most`.
Result<std::uint64_t> size_option(const Arguments& arguments,
                                  std::string_view name,
                                  std::uint64_t otherwise, std::uint64_t most) {
  if (!arguments.has(name)) return otherwise;
  const std::string text = arguments.last(name, "");
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  constexpr std::string_view kUnits = "kmg";
  const auto power =
      unit.size() == 1 ? kUnits.find(ascii_lower(unit[0])) : kUnits.npos;
  const int shift = unit.empty() ? 0 : 10 * (static_cast<int>(power) + 1);
  if (error != std::errc() || (!unit.empty() && power == kUnits.npos) ||
      value == 0 || value > most >> shift)
    return fail("--" + std::string(name),
                fmt::format("'{}' is no size such as 500, 64k or 256M, of at "
                            "most {}M",
                            text, most >> 20));
  return value << shift;
}

// A message lies in memory as a whole; archives are streamed.
Result<bool> read_limits(const Arguments& arguments, Limits& limits) {
  const auto message =
      size_option(arguments, "max-message", limits.message_bytes, 2ull << 30);
  if (!message) return tl::unexpected(message.error());
  limits.message_bytes = *message;
  const auto archive =
      size_option(arguments, "max-archive", limits.archive_bytes, 1ull << 50);
  if (!archive) return tl::unexpected(archive.error());
  limits.archive_bytes = *archive;
  return true;
}

// A whole number of 1 to `most`.
Result<unsigned> number(const Arguments& arguments, const char* option,
                        unsigned otherwise, unsigned most) {
  if (!arguments.has(option)) return otherwise;
  const std::string text = arguments.last(option, "");
  unsigned value = 0;
  const auto [end, fault] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || value < 1 ||
      value > most)
    return fail(std::string("--") + option,
                fmt::format("'{}' is no number from 1 to {}", text, most));
  return value;
}

Result<bool> worker_options(const Arguments& arguments, ScanOptions& options) {
  const Result<unsigned> jobs =
      number(arguments, "jobs",
             std::max(std::thread::hardware_concurrency(), 1u), 256);
  if (!jobs) return tl::unexpected(jobs.error());
  const Result<unsigned> deadline = number(arguments, "deadline", 10, 86'400);
  if (!deadline) return tl::unexpected(deadline.error());
  options.jobs = *jobs;
  options.deadline = std::chrono::seconds(*deadline);
  return true;
}

// JSON is for programs, which pick their role themselves.
std::vector<Role> roles(const Arguments& arguments, std::string_view format) {
  const std::vector<std::string> names = arguments.all("role");
  const bool all = std::find(names.begin(), names.end(), "all") != names.end();
  if (all || (names.empty() && format.starts_with("json"))) return all_roles();
  std::vector<Role> chosen;
  for (Role role : all_roles())
    if (std::find(names.begin(), names.end(), role_name(role)) != names.end())
      chosen.push_back(role);
  return chosen;
}

Result<bool> site_options(const Arguments& arguments, ScanOptions& options) {
  options.roles = roles(arguments, options.format->name);
  options.roles_named = arguments.has("role");
  if (!arguments.has("site")) return true;
  Result<Site> site = load_site(arguments.last("site", ""));
  if (!site) return tl::unexpected(site.error());
  options.site = std::make_shared<const Site>(std::move(*site));
  return true;
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

Result<ScanOptions> scan_options(const Arguments& arguments) {
  ScanOptions options;
  options.paths = arguments.operands;
  options.lists = arguments.all("files-from");
  options.lists_have_nul = arguments.has("null");
  options.all = arguments.has("all");
  options.sift = !arguments.has("no-sift");
  options.quiet = arguments.has("quiet");
  options.format = find_format(arguments.last("format", "text"));
  options.fail_on = fail_on_level(arguments.last("fail-on", "suspicious"));
  options.color = arguments.last("color", "auto");
  options.ascii = arguments.has("ascii");
  options.progress = !arguments.has("no-progress");
  if (options.lists_have_nul && options.lists.empty())
    return fail("--null", "goes with --files-from");
  if (arguments.has("now")) {
    const std::string text = arguments.last("now", "");
    options.now = parse_iso_instant(text);
    if (!options.now)
      return fail("--now",
                  "'" + text + "' is no time such as 2026-11-22T10:00:00Z");
  }
  options.archive_passwords = arguments.all("archive-password");
  options.archive_passwords.emplace_back("infected");
  const Result<bool> limits = read_limits(arguments, options.limits);
  if (!limits) return tl::unexpected(limits.error());
  const Result<bool> once = check_standard_input(options);
  if (!once) return tl::unexpected(once.error());
  const Result<bool> workers = worker_options(arguments, options);
  if (!workers) return tl::unexpected(workers.error());
  const Result<bool> site = site_options(arguments, options);
  if (!site) return tl::unexpected(site.error());
  Result<RuleOptions> rules = rule_options(arguments);
  if (!rules) return tl::unexpected(rules.error());
  options.rules = std::move(*rules);
  return options;
}

}  // namespace calspam
