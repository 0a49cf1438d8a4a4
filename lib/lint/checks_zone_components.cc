// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lint/calendar_values.hh"
#include "lint/checks_objects.hh"
#include "util/text.hh"

namespace calspam {

namespace {

using Object = LintedCalendar::Object;

// The zones that times of an object name.
std::set<std::string> used_zones(const LintedCalendar& calendar,
                                 const Object& object) {
  std::set<std::string> used;
  const int depth = calendar.component(object.root).depth;
  for (std::size_t i = static_cast<std::size_t>(object.root) + 1;
       i < calendar.size(); ++i) {
    const Component& component = calendar.component(static_cast<int>(i));
    if (component.depth <= depth) break;
    for (const Property& property : component.properties)
      for (const PropertyParameter& parameter : property.parameters)
        if (same_ignoring_case(parameter.name, "TZID"))
          used.insert(std::string(trimmed(parameter.value())));
  }
  return used;
}

void check_observance(const LintedCalendar& calendar, int index,
                      CalendarLog& log) {
  const Component& component = calendar.component(index);
  const PropertyIndex& properties = calendar.properties(index);
  for (std::string_view name : {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}) {
    const Property* property = properties.first(name);
    if (property == nullptr)
      log.at_component("5545-036", component,
                       fmt::format("{} has no {}", component.name, name));
    else if (name != "DTSTART" && !parse_utc_offset(property->value))
      log.at_value(
          "5545-036", *property,
          fmt::format("{} {} is no offset", name, quoted(property->value)));
  }
}

void check_zone(const LintedCalendar& calendar, int index, CalendarLog& log) {
  const Component& zone = calendar.component(index);
  const PropertyIndex& properties = calendar.properties(index);
  if (!properties.has("TZID"))
    log.at_component("5545-036", zone, "the VTIMEZONE has no TZID");
  bool any = false;
  for (int child : calendar.children(index)) {
    const std::string& name = calendar.component(child).name;
    if (name != "STANDARD" && name != "DAYLIGHT") continue;
    any = true;
    check_observance(calendar, child, log);
  }
  // A zone by reference is 7809-01.
  if (!any && !properties.has("TZURL"))
    log.at_component("5545-036", zone,
                     "the VTIMEZONE has neither STANDARD nor DAYLIGHT");
}

// END of another component was missing when it holds more than its changes.
bool holds_changes_only(const LintedCalendar& calendar, int zone) {
  return std::ranges::all_of(calendar.children(zone), [&](int child) {
    const Component& change = calendar.component(child);
    return change.closed &&
           (change.name == "STANDARD" || change.name == "DAYLIGHT");
  });
}

void check_zones(const LintedCalendar& calendar, const Object& object,
                 CalendarLog& log) {
  const std::set<std::string> used = used_zones(calendar, object);
  std::set<std::string> seen;
  for (int child : object.children) {
    const Component& zone = calendar.component(child);
    if (zone.name != "VTIMEZONE") continue;
    check_zone(calendar, child, log);
    const Property* id = calendar.properties(child).first("TZID");
    if (id == nullptr) continue;
    const std::string name(trimmed(id->text()));
    if (!seen.insert(name).second) {
      log.at_value("5545-035", *id,
                   fmt::format("a second VTIMEZONE {}", quoted(name)));
    } else if (!used.contains(name) &&
               !used.contains(std::string(trimmed(id->value)))) {
      log.at_component("5545-034", zone,
                       fmt::format("no time is in zone {}", quoted(name)))
          .edits = holds_changes_only(calendar, child) ? log.removed(zone)
                                                       : std::vector<Edit>{};
    }
  }
}

}  // namespace

void check_zone_components(const LintedCalendar& calendar, CalendarLog& log) {
  for (const Object& object : calendar.objects())
    check_zones(calendar, object, log);
}

}  // namespace calspam
