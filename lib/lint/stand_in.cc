// SPDX-License-Identifier: MIT
#include "lint/stand_in.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "util/text.hh"

namespace calspam {
namespace {

// How far back a logical line is followed.
constexpr std::size_t kLongestLine = 4'096;

template <std::size_t n>
bool is_one_of(std::string_view word,
               const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 25> kHeaderFields{
    "FROM",
    "TO",
    "CC",
    "BCC",
    "SENDER",
    "REPLY-TO",
    "SUBJECT",
    "DATE",
    "MESSAGE-ID",
    "IN-REPLY-TO",
    "REFERENCES",
    "MIME-VERSION",
    "CONTENT-TYPE",
    "CONTENT-TRANSFER-ENCODING",
    "CONTENT-ID",
    "CONTENT-DISPOSITION",
    "RETURN-PATH",
    "RECEIVED",
    "X-MAILER",
    "USER-AGENT",
    "LIST-ID",
    "LIST-UNSUBSCRIBE",
    "CONTENT-CLASS",
    "AUTO-SUBMITTED",
    "CONTENT-DESCRIPTION"};
constexpr std::array<std::string_view, 10> kTimes{
    "DTSTART", "DTEND",  "DTSTAMP", "CREATED",       "LAST-MODIFIED",
    "DUE",     "EXDATE", "RDATE",   "RECURRENCE-ID", "COMPLETED"};
constexpr std::array<std::string_view, 7> kTexts{
    "SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT",
    "CONTACT", "CATEGORIES",  "RESOURCES"};
constexpr std::array<std::string_view, 21> kOthers{
    "BEGIN",  "END",       "VERSION",    "PRODID",       "METHOD",  "CALSCALE",
    "UID",    "TZID",      "TZOFFSETTO", "TZOFFSETFROM", "TZNAME",  "SEQUENCE",
    "STATUS", "ORGANIZER", "ATTENDEE",   "RRULE",        "TRIGGER", "ACTION",
    "GEO",    "DURATION",  "TRANSP"};
constexpr std::array<std::string_view, 9> kMoreOthers{
    "CLASS",  "PRIORITY",         "URL",     "ATTACH", "CONFERENCE", "IMAGE",
    "REPEAT", "PERCENT-COMPLETE", "FREEBUSY"};

// Indented, but no continuation: it has a name of its own.
bool names_property(std::string_view line) {
  constexpr std::size_t kLongestName = 80;
  const std::size_t end = line.substr(0, kLongestName).find_first_of(":;\n");
  return end != line.npos && line[end] != '\n' &&
         is_calendar_property(ascii_upper(trimmed(line.substr(0, end))));
}

// The bytes of the unfolded line that `text` ends in.
std::string_view logical_line(std::string_view text) {
  const std::size_t least =
      text.size() > kLongestLine ? text.size() - kLongestLine : 0;
  std::size_t at = text.size();
  while (at > least) {
    const std::size_t end = text.rfind('\n', at - 1);
    at = end == text.npos ? 0 : end + 1;
    const char first = at < text.size() ? text[at] : '\0';
    if (at == 0 || (first != ' ' && first != '\t')) break;
    if (const std::string_view line = text.substr(at); names_property(line))
      return line.substr(line.find_first_not_of(" \t"));
    --at;  // the line ahead of the fold
    if (at == 0) break;
  }
  return text.substr(std::min(at, text.size()));
}

// "CN" of "ATTENDEE;RSVP=TRUE;CN=", "METHOD" of "...; method=".
std::string parameter_at_end(std::string_view text) {
  const std::size_t semicolon = text.rfind(';');
  if (semicolon == text.npos) return "";
  const std::string_view last = text.substr(semicolon + 1);
  const std::size_t equals = last.find('=');
  if (equals == last.npos) return "";
  return ascii_upper(trimmed(last.substr(0, equals)));
}

bool is_within_quotes(std::string_view line) {
  return std::count(line.begin(), line.end(), '"') % 2 == 1;
}

// The colon between what describes a calendar value and the value, or npos.
std::size_t value_colon(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (line[i] == ':' && !quoted) return i;
  }
  return line.npos;
}

std::string address(std::size_t number) {
  return fmt::format("person-{}@example.com", number);
}

std::string boundary(std::size_t number) {
  return fmt::format("=_boundary-{}", number);
}

std::string time_value(const FieldContext& context) {
  const std::string_view line = context.line;
  const bool is_date = find_ignoring_case(line, "VALUE=DATE:") != line.npos ||
                       find_ignoring_case(line, "VALUE=DATE;") != line.npos;
  if (is_date || context.after == 'T') return "20300115";
  std::string time =
      context.name == "DTEND" || context.name == "DUE" ? "110000" : "100000";
  if (context.before == 'T') return time;
  const bool zoned = find_ignoring_case(line, "TZID=") != line.npos;
  const bool utc = !zoned && context.after != 'Z';
  return (context.name == "DTSTAMP" ? "20260101T" : "20300115T") + time +
         (utc ? "Z" : "");
}

std::string calendar_parameter(const FieldContext& context,
                               std::size_t number) {
  struct Known {
    std::string_view name, value;
  };
  static constexpr Known kKnown[] = {{"PARTSTAT", "NEEDS-ACTION"},
                                     {"RSVP", "TRUE"},
                                     {"ROLE", "REQ-PARTICIPANT"},
                                     {"CUTYPE", "INDIVIDUAL"},
                                     {"LANGUAGE", "en"},
                                     {"VALUE", "DATE-TIME"},
                                     {"TZID", "Europe/Berlin"},
                                     {"RELATED", "START"},
                                     {"EMAIL", "person@example.com"}};
  for (const Known& known : kKnown)
    if (known.name == context.parameter) return std::string(known.value);
  if (context.parameter == "SENT-BY" || context.parameter == "DELEGATED-TO" ||
      context.parameter == "DELEGATED-FROM" || context.parameter == "MEMBER")
    return context.before == ':' ? address(number)
                                 : "mailto:" + address(number);
  return "Name";
}

std::string calendar_value(const FieldContext& context, std::size_t number) {
  struct Known {
    std::string_view name, value;
  };
  static constexpr Known kKnown[] = {{"METHOD", "REQUEST"},
                                     {"STATUS", "CONFIRMED"},
                                     {"SEQUENCE", "1"},
                                     {"TZID", "Europe/Berlin"},
                                     {"TZOFFSETTO", "+0100"},
                                     {"TZOFFSETFROM", "+0100"},
                                     {"RRULE", "FREQ=DAILY"},
                                     {"TRIGGER", "-PT15M"},
                                     {"ACTION", "DISPLAY"},
                                     {"GEO", "50.0;10.0"},
                                     {"DURATION", "PT1H"},
                                     {"TRANSP", "OPAQUE"},
                                     {"CLASS", "PUBLIC"},
                                     {"PRIORITY", "5"},
                                     {"REPEAT", "1"},
                                     {"PERCENT-COMPLETE", "0"},
                                     {"VERSION", "2.0"},
                                     {"CALSCALE", "GREGORIAN"},
                                     {"BEGIN", "VEVENT"},
                                     {"END", "VEVENT"},
                                     {"PRODID", "-//Example//Stand-in//EN"},
                                     {"FREEBUSY", "20300115T100000Z/PT1H"}};
  if (is_time_property(context.name)) return time_value(context);
  for (const Known& known : kKnown)
    if (known.name == context.name) return std::string(known.value);
  if (context.name == "UID") return fmt::format("uid-of-event-{}", number);
  if (context.name == "ORGANIZER" || context.name == "ATTENDEE") {
    if (context.after == '@') return fmt::format("person-{}", number);
    if (context.before == '@') return "example.com";
    return context.before == ':' && ends_ignoring_case(context.line, "mailto:")
               ? address(number)
               : "mailto:" + address(number);
  }
  if (context.name == "URL" || context.name == "ATTACH" ||
      context.name == "CONFERENCE" || context.name == "IMAGE")
    return context.before == ':' ? "https://www.example.com/"
                                 : fmt::format("{}", number);
  return fmt::format("text-{}", number);
}

bool holds_addresses(std::string_view field) {
  constexpr std::array<std::string_view, 7> kNames{
      "FROM", "TO", "CC", "BCC", "SENDER", "REPLY-TO", "RETURN-PATH"};
  return is_one_of(field, kNames);
}

std::string header_value(const FieldContext& context, std::size_t number) {
  const std::string_view name = context.name;
  const bool id = name == "MESSAGE-ID" || name == "CONTENT-ID" ||
                  name == "IN-REPLY-TO" || name == "REFERENCES";
  if (context.before == '@') return "example.com";
  if (context.after == '@') return fmt::format("id-{}", number);
  if (id) {
    const std::string bare = fmt::format("id-{}@example.com", number);
    return context.before == '<' ? bare : '<' + bare + '>';
  }
  if (name == "DATE") return "Sat, 17 Jan 2026 10:00:00 +0000";
  if (name == "CONTENT-TYPE") {
    if (context.parameter == "METHOD") return "REQUEST";
    if (context.parameter == "CHARSET") return "UTF-8";
    if (context.parameter == "BOUNDARY") return boundary(number);
    if (context.parameter.empty()) return "text/calendar";
  }
  if (name == "CONTENT-TRANSFER-ENCODING") return "7bit";
  if (name == "MIME-VERSION") return "1.0";
  if (holds_addresses(name)) {
    const bool bare = context.before == '<' || context.after == '>' ||
                      (context.before != '"' && context.after == '\n' &&
                       context.line.find('<') == std::string_view::npos);
    return bare ? address(number) : fmt::format("Name {}", number);
  }
  return fmt::format("text-{}", number);
}

}  // namespace

bool is_header_field(std::string_view upper_name) {
  return is_one_of(upper_name, kHeaderFields);
}
bool is_time_property(std::string_view upper_name) {
  return is_one_of(upper_name, kTimes);
}
bool is_text_property(std::string_view upper_name) {
  return is_one_of(upper_name, kTexts);
}
bool is_calendar_property(std::string_view upper_name) {
  return is_time_property(upper_name) || is_text_property(upper_name) ||
         is_one_of(upper_name, kOthers) || is_one_of(upper_name, kMoreOthers) ||
         upper_name.starts_with("X-WR-") || upper_name.starts_with("X-LIC-");
}

FieldContext field_context(std::string_view before, std::string_view after) {
  FieldContext context;
  context.line = logical_line(before);
  context.before = context.line.empty() ? '\n' : context.line.back();
  const char next = after.empty() ? '\n' : after.front();
  context.after = next == '\r' ? '\n' : next;
  context.starts_line = trimmed(context.line).empty();
  context.is_delimiter = context.line == "--";
  const std::size_t end = context.line.find_first_of(":;");
  if (end == context.line.npos) return context;
  const std::string name = ascii_upper(trimmed(context.line.substr(0, end)));
  context.quoted = is_within_quotes(context.line);
  if (is_header_field(name) && context.line[end] == ':') {
    context.name = name;
    context.parameter = parameter_at_end(context.line.substr(end + 1));
    // The colon's blank is no neighbour.
    const std::string_view value = trimmed(context.line.substr(end + 1));
    context.before = value.empty() ? ':' : value.back();
  } else if (is_calendar_property(name) || name.starts_with("X-")) {
    context.name = name;
    const std::size_t colon = value_colon(context.line);
    if (colon == context.line.npos)
      context.parameter = parameter_at_end(context.line);
  }
  return context;
}

std::string stand_in(const FieldContext& context, std::size_t number) {
  if (context.is_delimiter) return boundary(number);
  if (is_header_field(context.name)) return header_value(context, number);
  if (!context.parameter.empty()) return calendar_parameter(context, number);
  if (!context.name.empty()) return calendar_value(context, number);
  return fmt::format("text-{}", number);
}

}  // namespace calspam
