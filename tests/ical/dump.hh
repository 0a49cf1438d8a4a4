// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ical/calendar.hh"
#include "ical/event.hh"
#include "util/text.hh"

namespace calspam {

/// Lines joined with CRLF, each ended by one.
inline std::string crlf(const std::vector<std::string_view>& lines) {
  std::string out;
  for (std::string_view line : lines) out.append(line).append("\r\n");
  return out;
}

/// A calendar as indented text, one line a component, property or stray line:
///
///     VEVENT
///       SUMMARY;LANGUAGE=en: Lunch
///     VALARM (open)
inline std::string dump(const Calendar& calendar) {
  std::string out;
  const auto put = [&out](const Property& p, std::size_t indent) {
    out.append(indent, ' ');
    if (!p.group.empty()) out += p.group + ".";
    out += p.name;
    for (const PropertyParameter& parameter : p.parameters) {
      out += ";" + parameter.name + "=";
      for (std::size_t i = 0; i < parameter.values.size(); ++i)
        out += (i == 0 ? "" : "|") + printable(parameter.values[i]);
    }
    out += ": " + printable(p.value) + "\n";
  };
  for (const Component& c : calendar.components) {
    const std::size_t indent = 2 * static_cast<std::size_t>(c.depth);
    out.append(indent, ' ')
        .append(c.name)
        .append(c.closed ? "\n" : " (open)\n");
    for (const Property& p : c.properties) put(p, indent + 2);
  }
  for (const Property& p : calendar.stray) {
    out += "stray ";
    put(p, 0);
  }
  return out;
}

/// The ids of anomalies, in order, each once, with a space between.
inline std::string ids(const Anomalies& anomalies) {
  std::vector<std::string_view> seen;
  for (const Anomaly& a : anomalies)
    if (std::find(seen.begin(), seen.end(), a.kind->id) == seen.end())
      seen.push_back(a.kind->id);
  std::string out;
  for (std::string_view id : seen)
    out.append(out.empty() ? "" : " ").append(id);
  return out;
}

/// What parse_calendar() and events_of() found odd in a text.
inline std::string ids_of(std::string_view text) {
  const Limits limits;
  const Calendar calendar = parse_calendar(text, limits);
  Anomalies all = calendar.anomalies;
  for (int root : calendar.roots()) events_of(calendar, root, limits, all);
  return ids(all);
}

/// A calendar with one event of these lines; UID and DTSTAMP are there.
inline std::string event_text(const std::vector<std::string_view>& lines) {
  return crlf({"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN",
               "BEGIN:VEVENT", "UID:1@example.com",
               "DTSTAMP:20260101T000000Z"}) +
         crlf(lines) + crlf({"END:VEVENT", "END:VCALENDAR"});
}

}  // namespace calspam
