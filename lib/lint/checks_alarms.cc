// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "lint/checks_objects.hh"
#include "util/text.hh"

namespace calspam {

namespace {

void check_needed(const Component& alarm, const PropertyIndex& properties,
                  CalendarLog& log) {
  for (std::string_view name : {"ACTION", "TRIGGER"})
    if (!properties.has(name))
      log.at_component("5545-081", alarm,
                       fmt::format("the VALARM has no {}", name));
  if (properties.has("REPEAT") != properties.has("DURATION"))
    log.at_component("5545-083", alarm,
                     properties.has("REPEAT")
                         ? "the VALARM has REPEAT but no DURATION"
                         : "the VALARM has DURATION but no REPEAT");
}

void missing(const Component& alarm, std::string_view action,
             std::string_view name, CalendarLog& log) {
  LintFinding& finding = log.at_component(
      "5545-082", alarm,
      fmt::format("a VALARM of ACTION {} has no {}", action, name));
  if (name == "ATTENDEE") return;
  finding.edits = log.appended(alarm, fmt::format("{}:Reminder", name));
}

void check_content(const Component& alarm, const PropertyIndex& properties,
                   CalendarLog& log) {
  const std::string action = ascii_upper(properties.value("ACTION"));
  if (action == "DISPLAY" && !properties.has("DESCRIPTION"))
    missing(alarm, action, "DESCRIPTION", log);
  if (action == "EMAIL")
    for (std::string_view name : {"SUMMARY", "DESCRIPTION", "ATTENDEE"})
      if (!properties.has(name)) missing(alarm, action, name, log);
  if (action == "AUDIO" && properties.count("ATTACH") > 1)
    log.at("5545-082", *properties.all("ATTACH")[1].second,
           "an AUDIO alarm has more than one ATTACH");
}

}  // namespace

void check_alarms(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const int index = static_cast<int>(i);
    const Component& alarm = calendar.component(index);
    if (alarm.name != "VALARM") continue;
    const PropertyIndex& properties = calendar.properties(index);
    check_needed(alarm, properties, log);
    check_content(alarm, properties, log);
    const std::string around =
        alarm.parent < 0 ? "" : calendar.component(alarm.parent).name;
    // RFC 7953 has alarms in availability, later RFCs may have more.
    if (around == "VCALENDAR" || around == "VJOURNAL" ||
        around == "VFREEBUSY" || around == "VTIMEZONE")
      log.at_component("5545-085", alarm,
                       fmt::format("a VALARM stands in a {}", around))
          .edits = log.removed(alarm);
  }
}

}  // namespace calspam
