// SPDX-License-Identifier: MIT
#include "arf_options.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <fstream>
#include <iterator>

#include "arf/words.hh"
#include "scan_options.hh"
#include "util/text.hh"
#include "version.hh"

namespace calspam {
namespace {

std::vector<Choice> format_choices() {
  std::vector<Choice> choices = {
      {"arf", "create: a report of RFC 5965, the default"},
      {"xarf", "create: XARF 4, JSON, a report a line"},
      {"complaint", "create: a mail in plain words"}};
  for (const Format& format : formats()) choices.push_back({format.name, ""});
  return choices;
}
std::vector<Choice> type_choices() {
  return {{"abuse", ""},
          {"fraud", ""},
          {"virus", ""},
          {"not-spam", ""},
          {"other", ""}};
}
std::vector<Choice> language_choices() {
  std::vector<Choice> choices;
  for (std::string_view language : report_languages())
    choices.push_back({language, ""});
  return choices;
}
std::vector<Choice> without_mail_choices() {
  return {{"nothing", ""}, {"xarf", ""}, {"complaint", ""}};
}
std::vector<Choice> method_choices() {
  return {{"hmac-sha256", ""}, {"rfc6590-sha1", ""}};
}

constexpr OptionRow kReportRows[] = {
    {'f', "format", "FORMAT",
     "what to write; read takes the formats of calspam scan:", format_choices},
    {'q', "quiet", "", "say nothing about what is written and to whom"},
};

constexpr OptionRow kCreateRows[] = {
    {0, "complaint", "", "a person complained about the message"},
    {0, "trap", "", "the message came to a spam trap"},
    {0, "type", "TYPE",
     "abuse (the default), fraud, virus, not-spam or other; most desks want "
     "abuse for all",
     type_choices},
    {0, "from", "ADDRESS",
     "who reports: an address whose mail somebody reads; else that of the "
     "site file"},
    {0, "to", "ADDRESS", "whom to tell; may be repeated"},
    {0, "org", "NAME", "the organisation that reports, for XARF"},
    {0, "reporting-mta", "HOST", "the server that took the message"},
    {0, "arrival", "TIME", "when it did (2026-11-22T10:00:00Z)"},
    {0, "source-port", "PORT", "from where, as the server's log has it"},
    {0, "lang", "LANGUAGE", "of part 1: en (the default), de, fr or es",
     language_choices},
    {0, "headers-only", "", "send the header of the message, not all of it"},
    {0, "redact", "KEYFILE",
     "hide the recipients by hashes with the key in KEYFILE, of 16 bytes or "
     "more"},
    {0, "redact-method", "METHOD",
     "hmac-sha256 (the default), or rfc6590-sha1 for partners that use it",
     method_choices},
    {0, "without-mail", "WHAT",
     "what to write where a calendar has no mail: nothing (the default), xarf "
     "or complaint",
     without_mail_choices},
    {0, "digest", "",
     "count what goes to one provider, and report the 1st to 10th, then each "
     "10th, then each 100th (RFC 6650)"},
    {'o', "output", "PATH",
     "write to a new file, or into a folder that is there, a file a report; - "
     "is standard output"},
    {0, "mbox", "", "write an mbox"},
};

constexpr OptionRow kReadRows[] = {
    {0, "strict", "", "exit with 1 where a report breaks a rule of its format"},
};

constexpr OptionRow kEvidenceRows[] = {
    {0, "dkim-keys", "FILE",
     "keys to verify signatures with, as calspam-provenance(1) has them"},
    {0, "store", "FILE",
     "a store of calspam-provenance(1): create looks up the mail that brought "
     "a calendar, read what is known of the message"},
};

Error misplaced(const Arguments& arguments, std::string_view name,
                std::string_view verb) {
  return {arguments.where(name),
          fmt::format("belongs to 'calspam arf {}'", verb)};
}

Result<bool> check_verb(const Arguments& arguments, bool create) {
  if (create) {
    for (const OptionRow& row : kReadRows)
      if (arguments.has(row.name))
        return tl::unexpected(misplaced(arguments, row.name, "read"));
    return true;
  }
  for (const OptionRow& row : kCreateRows)
    if (arguments.has(row.name))
      return tl::unexpected(misplaced(arguments, row.name, "create"));
  return true;
}

Result<std::string> address_option(const Arguments& arguments,
                                   std::string_view name,
                                   const std::string& text) {
  if (!bare_address(text).empty()) return text;
  return fail(arguments.where(name), fmt::format("'{}' is no address", text));
}

Result<bool> read_people(const Arguments& arguments, const Site* site,
                         ReportWishes& wishes) {
  wishes.from = arguments.last("from", site ? site->reports_from : "");
  if (wishes.from.empty())
    return fail("--from",
                "says who reports: give an address, or one in the site file");
  if (auto from = address_option(arguments, "from", wishes.from); !from)
    return tl::unexpected(from.error());
  for (const std::string& text : arguments.all("to")) {
    auto to = address_option(arguments, "to", text);
    if (!to) return tl::unexpected(to.error());
    wishes.to.push_back(bare_address(*to));
  }
  wishes.organisation = arguments.last("org", "");
  return true;
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 253 &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_ascii_alpha(c) || is_ascii_digit(c) || c == '.' ||
                  c == '-' || c == ':';
         });
}

Result<bool> read_incident(const Arguments& arguments, ReportWishes& wishes) {
  if (arguments.has("reporting-mta")) {
    wishes.reporting_mta = arguments.last("reporting-mta", "");
    if (!is_host(wishes.reporting_mta))
      return fail(arguments.where("reporting-mta"),
                  fmt::format("'{}' is no host", wishes.reporting_mta));
  }
  if (arguments.has("arrival")) {
    const std::string text = arguments.last("arrival", "");
    wishes.arrival = parse_iso_instant(text);
    if (!wishes.arrival)
      return fail(
          arguments.where("arrival"),
          fmt::format("'{}' is no time such as 2026-11-22T10:00:00Z", text));
  }
  if (arguments.has("source-port")) {
    const auto port = number_option(arguments, "source-port", 1, 65'535);
    if (!port) return tl::unexpected(port.error());
    wishes.source_port = static_cast<std::uint16_t>(*port);
  }
  wishes.type = arguments.last("type", "abuse");
  wishes.language = arguments.last("lang", "en");
  wishes.complaint = arguments.has("complaint");
  wishes.trap = arguments.has("trap");
  wishes.headers_only = arguments.has("headers-only");
  return true;
}

Result<std::string> key_of(const Arguments& arguments) {
  constexpr std::size_t kLeast = 16, kMost = 4'096;
  const std::string path = arguments.last("redact", "");
  std::ifstream file(path, std::ios::binary);
  std::string key(kMost + 1, '\0');
  file.read(key.data(), static_cast<std::streamsize>(key.size()));
  key.resize(
      static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  if (file.bad() || (key.empty() && !file.eof()))
    return fail(path, "cannot be read");
  while (key.ends_with('\n') || key.ends_with('\r')) key.pop_back();
  if (key.size() < kLeast || key.size() > kMost)
    return fail(path, fmt::format("a key has {} to {} bytes", kLeast, kMost));
  return key;
}

Instant clock_time() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Result<bool> read_create(const Arguments& arguments, ArfOptions& options) {
  AbuseDeskOptions& desk = options.desk;
  const std::string format = arguments.last("format", "arf");
  if (format == "xarf")
    desk.format = AbuseFormat::Xarf;
  else if (format == "complaint")
    desk.format = AbuseFormat::Complaint;
  else if (format != "arf")
    return tl::unexpected(misplaced(arguments, "format", "read"));
  const std::string without = arguments.last("without-mail", "nothing");
  if (without == "xarf") desk.without_mail = AbuseFormat::Xarf;
  if (without == "complaint") desk.without_mail = AbuseFormat::Complaint;
  if (auto people = read_people(arguments, options.site.get(), desk.wishes);
      !people)
    return people;
  if (auto incident = read_incident(arguments, desk.wishes); !incident)
    return incident;
  if (arguments.has("redact")) {
    Result<std::string> key = key_of(arguments);
    if (!key) return tl::unexpected(key.error());
    desk.redaction_key = std::move(*key);
  } else if (arguments.has("redact-method")) {
    return fail(arguments.where("redact-method"), "needs --redact");
  }
  if (arguments.last("redact-method", "") == "rfc6590-sha1")
    desk.redaction = RedactionMethod::Rfc6590Sha1;
  desk.wishes.now = options.now.value_or(clock_time());
  desk.wishes.user_agent = fmt::format("calspam/{}", kVersion);
  desk.site = options.site;
  desk.keys = options.keys;
  desk.limits = options.batch.limits;
  options.output = arguments.last("output", "-");
  options.mbox = arguments.has("mbox");
  options.digest = arguments.has("digest");
  if (options.mbox && desk.format == AbuseFormat::Xarf)
    return fail(arguments.where("mbox"), "XARF is no mail");
  return true;
}

Result<bool> read_read(const Arguments& arguments, ArfOptions& options) {
  options.format = find_format(arguments.last("format", "text"));
  if (options.format == nullptr)
    return tl::unexpected(misplaced(arguments, "format", "create"));
  options.strict = arguments.has("strict");
  options.batch.json = true;
  const std::string_view name = options.format->name;
  if (!options.store.empty() && name != "text" && !name.starts_with("json"))
    return fail(arguments.where("store"),
                fmt::format("the format {} has no words for it", name));
  return true;
}

}  // namespace

std::span<const OptionGroup> arf_option_groups() {
  static const OptionGroup groups[] = {
      {"Report", kReportRows},
      {"Create", kCreateRows},
      {"Read", kReadRows},
      {"Evidence", kEvidenceRows},
      kRuleOptions,
      kInputOptions,
      kWorkOptions,
      kScreenOptions,
  };
  return groups;
}

Result<ArfOptions> arf_options(const Arguments& arguments) {
  Arguments rest = arguments;
  if (rest.operands.empty() ||
      (rest.operands.front() != "create" && rest.operands.front() != "read"))
    return fail("", "say what to do: create or read");
  ArfOptions options;
  options.create = rest.operands.front() == "create";
  rest.operands.erase(rest.operands.begin());
  if (auto checked = check_verb(rest, options.create); !checked)
    return tl::unexpected(checked.error());
  Result<BatchOptions> batch = batch_options(rest);
  if (!batch) return tl::unexpected(batch.error());
  options.batch = std::move(*batch);
  const auto now = now_option(rest);
  if (!now) return tl::unexpected(now.error());
  options.now = *now;
  auto site = site_option(rest);
  if (!site) return tl::unexpected(site.error());
  options.site = *site;
  Result<RuleOptions> rules = rule_options(rest);
  if (!rules) return tl::unexpected(rules.error());
  options.rules = std::move(*rules);
  options.store = rest.last("store", "");
  if (rest.has("dkim-keys")) {
    Result<KeyFile> keys = KeyFile::load(rest.last("dkim-keys", ""));
    if (!keys) return tl::unexpected(keys.error());
    options.keys = std::make_shared<const KeyFile>(std::move(*keys));
  }
  const auto read =
      options.create ? read_create(rest, options) : read_read(rest, options);
  if (!read) return tl::unexpected(read.error());
  return options;
}

}  // namespace calspam
