// SPDX-License-Identifier: MIT
// The rules of the formats, one function each; reading.hh says what they see.
#include <algorithm>
#include <charconv>

#include "arf/feedback_report.hh"
#include "arf/reading.hh"
#include "enrich/name_list.hh"
#include "mail/address.hh"
#include "mail/structured.hh"
#include "mail/trace.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Fault = std::optional<std::string>;

std::string quoted(std::string_view value) {
  return '"' + std::string(truncated(value, 200)) + '"';
}

const Part& root(const StrictSubject& s) {
  return s.message->root();
}
bool is_arf(const StrictSubject& s) {
  return s.reading->kind == AbuseReportKind::Arf ||
         s.reading->kind == AbuseReportKind::AuthFailure;
}
bool is_auth_failure(const StrictSubject& s) {
  return s.reading->kind == AbuseReportKind::AuthFailure;
}
std::vector<int> children(const StrictSubject& s) {
  std::vector<int> strict;
  for (int child : s.message->children(0))
    if (s.message->parts[static_cast<std::size_t>(child)].reading.empty())
      strict.push_back(child);
  return strict;
}
const Part* child(const StrictSubject& s, std::size_t number) {
  const std::vector<int> all = children(s);
  return number < all.size()
             ? &s.message->parts[static_cast<std::size_t>(all[number])]
             : nullptr;
}
Fault type_of(const Part* part) {
  return part == nullptr ? "nothing" : part->type.name();
}
bool is_header_only(const Part& part) {
  return part.type.is("text", "rfc822-headers");
}

Fault top_level(const StrictSubject& s) {
  const Parameter* type = root(s).type.parameter("report-type");
  if (!root(s).type.is("multipart", "report")) return root(s).type.name();
  if (type == nullptr) return "no report-type";
  if (!same_ignoring_case(type->value, "feedback-report"))
    return "report-type " + quoted(type->value);
  return {};
}
Fault first_part(const StrictSubject& s) {
  const Part* part = child(s, 0);
  if (part != nullptr && part->type.type == "text" && !is_header_only(*part))
    return {};
  return type_of(part);
}
Fault second_part(const StrictSubject& s) {
  const Part* part = child(s, 1);
  if (part != nullptr && part->type.is("message", "feedback-report")) return {};
  return type_of(part);
}
Fault third_part(const StrictSubject& s) {
  const Part* part = child(s, 2);
  if (part != nullptr &&
      (part->type.is("message", "rfc822") || is_header_only(*part)))
    return {};
  return type_of(part);
}
Fault whole_original(const StrictSubject& s) {
  if (s.reading->original.form != ReportedOriginal::Form::Headers) return {};
  return "its header only";
}
Fault one_message(const StrictSubject& s) {
  if (s.originals > 1) return std::to_string(s.originals) + " messages";
  const std::size_t parts = children(s).size();
  if (parts > 3) return std::to_string(parts) + " parts";
  return {};
}

// RFC 5965 2 f: a prefix that marks a forwarded message may stand before it.
std::string without_prefix(std::string subject) {
  for (std::string_view prefix : {"fw:", "fwd:"})
    if (starts_ignoring_case(subject, prefix))
      return squeezed(std::string_view(subject).substr(prefix.size()));
  return squeezed(subject);
}
Fault same_subject(const StrictSubject& s) {
  if (s.reading->original.form == ReportedOriginal::Form::None) return {};
  const std::string report = squeezed(root(s).header_text("Subject"));
  const std::string original = squeezed(s.reading->original.subject);
  if (report == original || without_prefix(report) == original) return {};
  return quoted(report);
}
Fault parts_agree(const StrictSubject& s) {
  for (const char* name : {"Message-ID", "Original-Message-ID"}) {
    const std::string claimed = s.first(name);
    const std::string& there = s.reading->original.message_id;
    if (!claimed.empty() && !there.empty() && claimed != there)
      return std::string(name) + " " + quoted(claimed) + ", and the message " +
             quoted(there);
  }
  return {};
}
Fault no_report_fields_on_top(const StrictSubject& s) {
  for (const Header& header : root(s).headers) {
    const FeedbackField* field = feedback_field(header.name);
    const bool own = same_ignoring_case(header.name, "User-Agent") ||
                     same_ignoring_case(header.name, "Version") ||
                     same_ignoring_case(header.name, "Authentication-Results");
    if (field != nullptr && !own) return std::string(field->name);
  }
  return {};
}
Fault required_once(const StrictSubject& s) {
  for (const FeedbackField& field : feedback_fields()) {
    if (field.times != FeedbackField::Times::ExactlyOnce) continue;
    const std::size_t count = s.count(field.name);
    if (count != 1)
      return std::string(field.name) + " " + std::to_string(count) + " times";
  }
  return {};
}

// RFC 9110 10.1.5: product tokens, perhaps with versions and comments.
bool is_product(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  std::size_t slashes = 0;
  for (char c : text) {
    if (c == '/')
      ++slashes;
    else if (!is_ascii_alpha(c) && !is_ascii_digit(c) &&
             kMarks.find(c) == kMarks.npos)
      return false;
  }
  return !text.empty() && slashes <= 1 && !text.starts_with('/') &&
         !text.ends_with('/');
}
Fault user_agent(const StrictSubject& s) {
  const std::string value = s.first("User-Agent");
  if (value.empty()) return {};
  const std::string products = squeezed(without_comments(value));
  for (std::string_view word : split(products, ' '))
    if (!is_product(word)) return quoted(value);
  return {};
}
Fault version(const StrictSubject& s) {
  const std::string value = s.first("Version");
  return value.empty() || value == "1" ? Fault{} : quoted(value);
}
Fault at_most_once(const StrictSubject& s) {
  for (const FeedbackField& field : feedback_fields())
    if (field.times == FeedbackField::Times::AtMostOnce &&
        !field.auth_failure && s.count(field.name) > 1)
      return std::string(field.name) + " " +
             std::to_string(s.count(field.name)) + " times";
  // RFC 5965 3.2: two names of one field.
  if (s.count("Arrival-Date") > 0 && s.count("Received-Date") > 0)
    return "Arrival-Date and Received-Date";
  return {};
}
bool is_path(std::string_view value) {
  return value == "<>" || (value.starts_with('<') && value.ends_with('>') &&
                           value.find('@') != value.npos);
}
Fault reverse_path(const StrictSubject& s) {
  for (const auto& [name, value] : s.fields)
    if ((same_ignoring_case(name, "Original-Mail-From") ||
         same_ignoring_case(name, "Original-Rcpt-To")) &&
        !is_path(value))
      return name + " " + quoted(value);
  return {};
}
// Day, month by name, year, time and zone.
bool is_mail_date(std::string_view value) {
  if (!parse_mail_date(value)) return false;
  const std::string text = squeezed(without_comments(value));
  std::vector<std::string_view> words = split(text, ' ');
  if (!words.empty() && words.front().ends_with(','))
    words.erase(words.begin());
  return words.size() == 5 && words[1].size() == 3 &&
         is_ascii_alpha(words[1].front()) &&
         std::all_of(words[0].begin(), words[0].end(), is_ascii_digit) &&
         words[3].find(':') != words[3].npos;
}
Fault arrival_date(const StrictSubject& s) {
  for (const char* name : {"Arrival-Date", "Received-Date"})
    if (const std::string value = s.first(name);
        !value.empty() && !is_mail_date(value))
      return quoted(value);
  return {};
}
Fault source_ip(const StrictSubject& s) {
  const std::string value = s.first("Source-IP");
  if (value.empty() || source_ip_text(value) == value) return {};
  if (same_ignoring_case(source_ip_text(value), value)) return {};
  return quoted(value);
}
Fault incidents(const StrictSubject& s) {
  const std::string value = s.first("Incidents");
  if (value.empty()) return {};
  std::uint32_t number = 0;
  const char* end = value.data() + value.size();
  const auto [rest, error] = std::from_chars(value.data(), end, number);
  return error == std::errc() && rest == end ? Fault{} : quoted(value);
}
Fault received_date(const StrictSubject& s) {
  if (s.count("Received-Date") == 0) return {};
  return s.count("Arrival-Date") == 0 ? "Received-Date"
                                      : "Received-Date beside Arrival-Date";
}
Fault recipients_told(const StrictSubject& s) {
  const std::string value = s.first("Original-Rcpt-To");
  return value.find(',') == value.npos ? Fault{} : quoted(value);
}
Fault reporting_mta(const StrictSubject& s) {
  const std::string value = s.first("Reporting-MTA");
  if (value.empty()) return {};
  const std::size_t semicolon = value.find(';');
  if (semicolon != value.npos && semicolon > 0 &&
      !trimmed(std::string_view(value).substr(semicolon + 1)).empty())
    return {};
  return quoted(value);
}
Fault registered(const StrictSubject& s) {
  std::string unknown;
  for (const auto& [name, value] : s.fields)
    if (feedback_field(name) == nullptr)
      unknown += (unknown.empty() ? "" : ", ") + name;
  const std::string& type = s.reading->feedback_type;
  if (!type.empty() && !is_feedback_type(type))
    unknown += (unknown.empty() ? "type " : ", type ") + quoted(type);
  return unknown.empty() ? Fault{} : unknown;
}
Fault seven_bit(const StrictSubject& s) {
  if (s.feedback < 0) return {};
  const Part& part = s.message->parts[static_cast<std::size_t>(s.feedback)];
  const std::string encoding =
      ascii_lower(part.header_text("Content-Transfer-Encoding"));
  if (!encoding.empty() && encoding != "7bit") return encoding;
  const auto& list = s.reading->tolerated;
  if (std::find(list.begin(), list.end(), "base64 that is not declared") !=
      list.end())
    return "base64 that is not declared";
  return std::any_of(
             part.content.begin(), part.content.end(),
             [](char c) { return static_cast<unsigned char>(c) >= 128; })
             ? Fault{"bytes beyond ASCII"}
             : Fault{};
}
Fault read_in_full(const StrictSubject& s) {
  return s.reading->complete && s.message->complete ? Fault{}
                                                    : "a bound was reached";
}

Fault generic_type(const StrictSubject& s) {
  const std::string& type = s.reading->feedback_type;
  return type == "fraud" || type == "virus" || type == "other" ? type : Fault{};
}
Fault recommended(const StrictSubject& s) {
  std::string missing;
  for (const char* name :
       {"Original-Mail-From", "Arrival-Date", "Source-IP", "Original-Rcpt-To"})
    if (s.count(name) == 0 && !(std::string_view(name) == "Arrival-Date" &&
                                s.count("Received-Date") > 0))
      missing += (missing.empty() ? "" : ", ") + std::string(name);
  return missing.empty() ? Fault{} : missing;
}
Fault readable(const StrictSubject& s) {
  if (trimmed(s.reading->description).empty()) return "part 1 is empty";
  const auto from = parse_addresses(
      root(s).header("From") == nullptr ? "" : root(s).header("From")->value,
      Limits{});
  if (from.empty() || from.front().domain.empty()) return "no From";
  const std::string local = ascii_lower(from.front().local_part);
  for (std::string_view mute :
       {"noreply", "no-reply", "donotreply", "do-not-reply"})
    if (local.find(mute) != local.npos) return quoted(from.front().spec());
  return {};
}
Fault null_sender(const StrictSubject& s) {
  const Header* path = root(s).header("Return-Path");
  if (!is_auth_failure(s) || path == nullptr) return {};
  const std::string value = squeezed(path->value);
  return value == "<>" ? Fault{} : quoted(value);
}
Fault not_about_a_report(const StrictSubject& s) {
  if (!is_auth_failure(s)) return {};
  const std::string& bytes = s.reading->original.bytes;
  return find_ignoring_case(bytes, "report-type=feedback-report") ==
                 std::string::npos
             ? Fault{}
             : "the message is a report itself";
}

Fault one_failure(const StrictSubject& s) {
  if (!is_auth_failure(s)) return {};
  if (s.count("Auth-Failure") != 1)
    return "Auth-Failure " + std::to_string(s.count("Auth-Failure")) + " times";
  const std::string value = ascii_lower(s.first("Auth-Failure"));
  for (std::string_view known :
       {"adsp", "bodyhash", "revoked", "signature", "spf", "dmarc"})
    if (value == known) return {};
  return quoted(value);
}
Fault one_result(const StrictSubject& s) {
  if (!is_auth_failure(s) || s.count("Authentication-Results") == 1) return {};
  return std::to_string(s.count("Authentication-Results")) + " times";
}
Fault failing_domain(const StrictSubject& s) {
  return is_auth_failure(s) && s.count("Reported-Domain") == 0
             ? Fault{"no Reported-Domain"}
             : Fault{};
}
Fault delivery_result(const StrictSubject& s) {
  if (s.count("Delivery-Result") == 0) return {};
  if (s.count("Delivery-Result") > 1) return "more than one";
  const std::string value = ascii_lower(s.first("Delivery-Result"));
  for (std::string_view known :
       {"delivered", "spam", "policy", "reject", "other"})
    if (value == known) return {};
  return quoted(value);
}
Fault failure_details(const StrictSubject& s) {
  if (!is_auth_failure(s)) return {};
  const std::string kind = ascii_lower(s.first("Auth-Failure"));
  std::vector<std::string_view> wanted;
  if (kind == "signature" || kind == "bodyhash" || kind == "revoked")
    wanted = {"DKIM-Domain", "DKIM-Identity", "DKIM-Selector"};
  if (kind == "spf") wanted = {"SPF-DNS"};
  if (kind == "adsp") wanted = {"DKIM-ADSP-DNS"};
  if (kind == "dmarc") wanted = {"Identity-Alignment"};
  for (std::string_view name : wanted)
    if (s.count(name) == 0) return "no " + std::string(name);
  return {};
}

constexpr auto E = RuleLevel::Error;
constexpr auto W = RuleLevel::Warning;
constexpr auto I = RuleLevel::Remark;

const std::vector<StrictRule> kRules = {
    {"A2", "RFC 5965 2 a", E,
     "the report is multipart/report of type feedback-report", top_level},
    {"A3", "RFC 5965 2 b", E, "part 1 is text for people", first_part},
    {"A4", "RFC 5965 2 c", E, "part 2 is message/feedback-report", second_part},
    {"A5", "RFC 5965 2 d", E, "part 3 is the message or its header",
     third_part},
    {"A6", "RFC 5965 2 d", I, "the whole message is in it", whole_original},
    {"A7", "RFC 5965 2 e", W, "one report is about one message", one_message},
    {"A8", "RFC 5965 2 f", W, "Subject is that of the message", same_subject},
    {"A9", "RFC 5965 2 g", W, "the parts do not contradict each other",
     parts_agree},
    {"A10", "RFC 5965 3", I, "the fields stand in part 2 alone",
     no_report_fields_on_top},
    {"A12", "RFC 5965 3.1", E,
     "Feedback-Type, User-Agent and Version are there once", required_once},
    {"A13", "RFC 5965 3.1", W, "User-Agent is made of product tokens",
     user_agent},
    {"A14", "RFC 5965 3.1", W, "Version is 1", version},
    {"A15", "RFC 5965 3.2", E, "fields of which there is one stand once",
     at_most_once},
    {"A16", "RFC 5965 3.2", W, "envelope addresses stand within <>",
     reverse_path},
    {"A17", "RFC 5965 3.2", W, "Arrival-Date is a date of mail", arrival_date},
    {"A18", "RFC 5965 3.2", W, "Source-IP is an address literal without []",
     source_ip},
    {"A19", "RFC 5965 3.2", E, "Incidents is a number of 32 bits", incidents},
    {"A20", "RFC 5965 3.2", W, "Received-Date is of an old draft",
     received_date},
    {"A21", "RFC 5965 3.3", W, "each recipient has a field of its own",
     recipients_told},
    {"A22", "RFC 5965 3.5", W, "Reporting-MTA has a type and a name",
     reporting_mta},
    {"A26", "RFC 5965 6", I, "types and fields are registered", registered},
    {"A27", "RFC 5965 7.1", W, "part 2 is ASCII in 7bit", seven_bit},
    {"A28", "RFC 5965 8.4", I, "the report keeps within what is read",
     read_in_full},
    {"F1", "RFC 6591 3.1", E, "Auth-Failure is there once, and known",
     one_failure},
    {"F2", "RFC 6591 3.1", E, "Authentication-Results is there once",
     one_result},
    {"F3", "RFC 6591 3.1", W, "Reported-Domain is there", failing_domain},
    {"F4", "RFC 6591 3.2", W, "Delivery-Result is known, and there once",
     delivery_result},
    {"F5", "RFC 6591 3.2", W, "the failure's own fields are there",
     failure_details},
    {"F6", "RFC 6650 6", W, "no auth-failure report is about a report",
     not_about_a_report},
    {"R2", "RFC 6650 4.3", I, "abuse is called abuse", generic_type},
    {"R3", "RFC 6650 4.3", I, "what is known of the envelope is told",
     recommended},
    {"R13", "RFC 6650 5.5", W, "people can read it and answer", readable},
    {"R14", "RFC 6650 6", W, "an automatic report has the envelope sender <>",
     null_sender},
};

}  // namespace

std::size_t StrictSubject::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(fields.begin(), fields.end(), [&](const auto& field) {
        return same_ignoring_case(field.first, name);
      }));
}

std::string StrictSubject::first(std::string_view name) const {
  for (const auto& [field, value] : fields)
    if (same_ignoring_case(field, name)) return value;
  return "";
}

const std::vector<StrictRule>& strict_rules() {
  return kRules;
}

std::vector<BrokenRule> broken_rules(const StrictSubject& subject) {
  std::vector<BrokenRule> broken;
  for (const StrictRule& rule : kRules) {
    // What is no ARF at all breaks its first rules and has no fields.
    const bool structure =
        rule.id.size() == 2 && rule.id[0] == 'A' && rule.id[1] <= '5';
    if (!is_arf(subject) && !structure && rule.id != "A12") continue;
    if (auto fault = rule.fault(subject))
      broken.push_back(
          {rule.id, rule.section, rule.level, rule.says, std::move(*fault)});
  }
  return broken;
}

}  // namespace calspam
