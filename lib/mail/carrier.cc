// SPDX-License-Identifier: MIT
#include "mail/carrier.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {

std::span<const CalendarType> calendar_types() {
  static constexpr CalendarType kTypes[] = {
      {"text/calendar", Carrier::TextCalendar},
      {"text/x-vcalendar", Carrier::TextCalendar},
      {"text/vcalendar", Carrier::TextCalendar},
      {"text/x-calendar", Carrier::TextCalendar},
      {"text/icalendar", Carrier::TextCalendar},
      {"text/ics", Carrier::TextCalendar},
      {"text/x-ics", Carrier::TextCalendar},
      {"application/ics", Carrier::ApplicationIcs},
      {"application/x-ics", Carrier::ApplicationIcs},
      {"application/calendar", Carrier::ApplicationIcs},
      {"application/x-calendar", Carrier::ApplicationIcs},
      {"application/ical", Carrier::ApplicationIcs},
      {"application/x-ical", Carrier::ApplicationIcs},
      {"application/icalendar", Carrier::ApplicationIcs},
      {"application/x-icalendar", Carrier::ApplicationIcs},
      {"application/vcalendar", Carrier::ApplicationIcs},
      {"application/x-vcalendar", Carrier::ApplicationIcs}};
  return kTypes;
}

bool has_calendar_ending(std::string_view file_name) {
  constexpr std::string_view kEndings[] = {".ics", ".ical", ".icalendar",
                                           ".ifb", ".vcs"};
  // Windows drops blanks and dots at the end of a name.
  while (!file_name.empty() &&
         (is_ascii_space(file_name.back()) || file_name.back() == '.' ||
          file_name.back() == '"' || file_name.back() == '\'' ||
          file_name.back() == '\0'))
    file_name.remove_suffix(1);
  return std::any_of(std::begin(kEndings), std::end(kEndings),
                     [&](std::string_view ending) {
                       return ends_ignoring_case(file_name, ending);
                     });
}

namespace {

constexpr std::string_view kBegin = "BEGIN:VCALENDAR";

bool is_passed_over(char c) {
  return is_ascii_space(c) || c == '\0';
}

std::size_t after_byte_order_mark(std::string_view content) {
  if (content.starts_with("\xEF\xBB\xBF")) return 3;
  if (content.starts_with("\xFF\xFE") || content.starts_with("\xFE\xFF"))
    return 2;
  return 0;
}

}  // namespace

bool starts_calendar(std::string_view content) {
  std::size_t at = after_byte_order_mark(content);
  while (at < content.size() && is_passed_over(content[at])) ++at;
  for (char expected : kBegin) {
    while (at < content.size() && content[at] == '\0') ++at;
    if (at == content.size() ||
        ascii_lower(content[at++]) != ascii_lower(expected))
      return false;
  }
  return true;
}

std::size_t find_calendar_line(std::string_view text) {
  constexpr std::string_view kBase64Begin = "QkVHSU46VkNBTEVOREFS";
  std::size_t at = 0;
  while (at < text.size()) {
    while (at < text.size() && is_ascii_space(text[at])) ++at;
    const std::string_view line = text.substr(at);
    if (starts_ignoring_case(line, kBegin) || line.starts_with(kBase64Begin))
      return at;
    while (at < text.size() && text[at] != '\n' && text[at] != '\r') ++at;
  }
  return std::string_view::npos;
}

Carrier carrier_of(const MediaType& type,
                   const std::vector<std::string>& file_names,
                   std::string_view content) {
  const std::string name = type.name();
  for (const CalendarType& known : calendar_types())
    if (known.name == name) return known.carrier;
  if (std::any_of(file_names.begin(), file_names.end(), has_calendar_ending))
    return Carrier::IcsName;
  return starts_calendar(content) ? Carrier::Content : Carrier::None;
}

std::string_view carrier_name(Carrier carrier) {
  switch (carrier) {
    case Carrier::None:
      return "none";
    case Carrier::TextCalendar:
      return "text/calendar";
    case Carrier::ApplicationIcs:
      return "application/ics";
    case Carrier::IcsName:
      return "ics-name";
    case Carrier::Content:
      return "content";
  }
  return "";
}

}  // namespace calspam
