// SPDX-License-Identifier: MIT
#include "scan_options.hh"

#include <algorithm>

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

std::vector<Choice> second_opinion_choices() {
  return {{"auto", ""}, {"always", ""}, {"never", ""}};
}

constexpr OptionRow kReportRows[] = {
    {'f', "format", "FORMAT",
     "how to report; text when nothing is said:", format_choices},
    {'a', "all", "", "report messages without calendar content too"},
    {'q', "quiet", "", "print no report; errors and the exit status remain"},
    {0, "fail-on", "LEVEL",
     "lowest level that gives exit status 1: suspicious (the default), spam "
     "or never",
     level_choices},
    {0, "campaigns", "",
     "group messages by what they share, and tell of the groups at the end; "
     "not with ioc, misp, stix and facts"},
    {0, "role", "ROLE",
     "add what ROLE should do: all, source-calendar, source-mail, relay, "
     "destination-mail, destination-calendar, user-app or feed-operator; may "
     "be repeated. JSON has the advice for all roles when nothing is said",
     role_choices},
};

constexpr OptionRow kReadingRows[] = {
    {0, "no-sift", "",
     "parse every message, also those that cannot carry a calendar; with --all "
     "their MIME trees are in the records"},
    {0, "second-opinion", "WHEN",
     "when gmime and libical read along: auto (the default; where a rule or "
     "our readers met something), always or never",
     second_opinion_choices},
};

constexpr OptionRow kRuleRows[] = {
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
};

std::optional<Level> fail_on_level(std::string_view name) {
  if (name == "never") return {};
  return name == "spam" ? Level::Spam : Level::Suspicious;
}

SecondOpinionUse second_opinion_use(std::string_view name) {
  if (name == "always") return SecondOpinionUse::Always;
  return name == "never" ? SecondOpinionUse::Never : SecondOpinionUse::Auto;
}

// JSON is for programs, which pick their role themselves.
std::vector<Role> roles(const Arguments& arguments, std::string_view format) {
  const bool programs = format.starts_with("json");
  return programs && !arguments.has("role") ? all_roles()
                                            : role_options(arguments);
}

}  // namespace

std::vector<Choice> role_choices() {
  std::vector<Choice> choices = {{"all", ""}};
  for (Role role : all_roles()) choices.push_back({role_name(role), ""});
  return choices;
}

std::vector<Role> role_options(const Arguments& arguments) {
  const std::vector<std::string> names = arguments.all("role");
  if (std::find(names.begin(), names.end(), "all") != names.end())
    return all_roles();
  std::vector<Role> chosen;
  for (Role role : all_roles())
    if (std::find(names.begin(), names.end(), role_name(role)) != names.end())
      chosen.push_back(role);
  return chosen;
}

constinit const OptionGroup kRuleOptions = {"Judging", kRuleRows};

std::span<const OptionGroup> scan_option_groups() {
  static const OptionGroup groups[] = {
      {"Report", kReportRows}, kRuleOptions, {"Reading", kReadingRows},
      kInputOptions,           kWorkOptions, kScreenOptions,
  };
  return groups;
}

Result<RuleOptions> rule_options(const Arguments& arguments) {
  RuleOptions options;
  if (!arguments.has("no-default-rules")) {
    const Result<std::string> folder = default_rules();
    if (!folder) return tl::unexpected(folder.error());
    options.directories.push_back(*folder);
    options.prepared = prepared_rules();
  }
  for (const std::string& folder : arguments.all("rules"))
    options.directories.push_back(folder);
  if (options.directories.empty())
    return fail("--no-default-rules", "leaves no rules; add some with --rules");
  options.select = comma_lists(arguments.all("select"));
  options.ignore = comma_lists(arguments.all("ignore"));
  return options;
}

Result<std::optional<Instant>> now_option(const Arguments& arguments) {
  if (!arguments.has("now")) return std::nullopt;
  const std::string text = arguments.last("now", "");
  const std::optional<Instant> now = parse_iso_instant(text);
  if (!now)
    return fail(arguments.where("now"),
                "'" + text + "' is no time such as 2026-11-22T10:00:00Z");
  return now;
}

Result<std::shared_ptr<const Site>> site_option(const Arguments& arguments) {
  if (!arguments.has("site")) return nullptr;
  Result<Site> site = load_site(arguments.last("site", ""));
  if (!site) return tl::unexpected(site.error());
  return std::make_shared<const Site>(std::move(*site));
}

Result<ScanOptions> scan_options(const Arguments& arguments) {
  ScanOptions options;
  options.all = arguments.has("all");
  options.sift = !arguments.has("no-sift");
  options.second_opinion =
      second_opinion_use(arguments.last("second-opinion", "auto"));
  options.format = find_format(arguments.last("format", "text"));
  options.campaigns = arguments.has("campaigns");
  if (options.campaigns && !options.format->has_campaigns)
    return fail("--campaigns", "the format " +
                                   std::string(options.format->name) +
                                   " has no words for campaigns");
  options.fail_on = fail_on_level(arguments.last("fail-on", "suspicious"));
  options.roles = roles(arguments, options.format->name);
  options.roles_named = arguments.has("role");
  Result<BatchOptions> batch = batch_options(arguments);
  if (!batch) return tl::unexpected(batch.error());
  options.batch = std::move(*batch);
  const Result<std::optional<Instant>> now = now_option(arguments);
  if (!now) return tl::unexpected(now.error());
  options.now = *now;
  Result<std::shared_ptr<const Site>> site = site_option(arguments);
  if (!site) return tl::unexpected(site.error());
  options.site = *site;
  Result<RuleOptions> rules = rule_options(arguments);
  if (!rules) return tl::unexpected(rules.error());
  options.rules = std::move(*rules);
  return options;
}

}  // namespace calspam
