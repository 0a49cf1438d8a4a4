// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mail/message.hh"

namespace calspam {

/// What is a carrier of calendar content. Anything that looks for calendars
/// faster than the reader does must find a superset of this. A leaf is a
/// carrier when, in this order,
///
/// 1. its Content-Type is one of calendar_types(): text/calendar,
///    text/x-vcalendar and their relatives (Carrier::TextCalendar),
///    application/ics, application/calendar and theirs (ApplicationIcs);
///    xCal and jCal (application/calendar+xml, +json) are not;
/// 2. a file name of it (filename or name parameter, in any of the spellings
///    RFC 2231 and RFC 2047 allow) ends with .ics, .ical, .icalendar, .ifb or
///    .vcs in any case, blanks, dots and quotes at the end not counted
///    (IcsName); whatever its type;
/// 3. its decoded content starts with BEGIN:VCALENDAR in any case, after a
///    byte order mark, white space and NUL bytes (Content); UTF-16 counts,
///    since its NUL bytes are passed over; whatever its type.
///
/// Content is what the declared transfer encoding gives; when that is no
/// calendar, what the bytes give as they stand or as base64 counts too
/// (Part::reading says so), and so does such text before the first and after
/// the final boundary of a multipart and within the header of a part.
Carrier carrier_of(const MediaType& type,
                   const std::vector<std::string>& file_names,
                   std::string_view content);

/// One media type that is a calendar by itself.
struct CalendarType {
  std::string_view name;  ///< "text/calendar"
  Carrier carrier;
};
std::span<const CalendarType> calendar_types();

bool has_calendar_ending(std::string_view file_name);
/// Rule 3 above.
bool starts_calendar(std::string_view content);
/// Where a line of `text` starts a calendar, plain or as base64 of it; npos
/// when none does. What stands before it on its line is white space only.
std::size_t find_calendar_line(std::string_view text);

}  // namespace calspam
