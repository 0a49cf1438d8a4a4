// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ical/component_names.hh"
#include "lint/calendar_values.hh"
#include "lint/checks_objects.hh"
#include "util/text.hh"

namespace calspam {

namespace {

constexpr std::size_t kShortUid = 8;

struct Item {
  const Component& component;
  const PropertyIndex& properties;
  const std::string& method;
  CalendarLog& log;
};

void check_uid(const Item& item) {
  const Property* uid = item.properties.first("UID");
  if (uid == nullptr) return;
  const std::string_view value = trimmed(uid->value);
  const bool number = std::ranges::all_of(value, is_ascii_digit);
  if (value.size() >= kShortUid && !number) return;
  item.log.at_value(
      "5545-087", *uid,
      fmt::format("UID {} is likely to exist elsewhere", quoted(value)));
}

void check_attendees(const LintedCalendar& calendar, const Item& item) {
  std::map<std::string, const Property*> seen;
  for (const auto& [name, attendee] : item.properties.all("ATTENDEE")) {
    const auto [at, fresh] =
        seen.emplace(address_key(attendee->value), attendee);
    if (fresh) continue;
    LintFinding& finding = item.log.at_value(
        "5545-088", *attendee,
        fmt::format("{} stands twice", quoted(attendee->value)));
    if (calendar.unfolded(attendee->span) ==
        calendar.unfolded(at->second->span))
      finding.edits =
          item.log.edits().remove_lines(item.log.part(), attendee->span).take();
  }
}

void check_organizer(const Item& item) {
  const Property* organizer = item.properties.first("ORGANIZER");
  if (organizer == nullptr) return;
  if (!item.properties.has("ATTENDEE") && item.method.empty() &&
      item.component.name != "VFREEBUSY")
    item.log.at("5545-090", *organizer, "an ORGANIZER without attendees");
  if (item.method != "REQUEST" || item.component.name == "VFREEBUSY") return;
  const std::string key = address_key(organizer->value);
  for (const auto& [name, attendee] : item.properties.all("ATTENDEE")) {
    const std::string state = attendee->parameter_value("PARTSTAT");
    if (address_key(attendee->value) != key ||
        !(state.empty() || same_ignoring_case(state, "NEEDS-ACTION")))
      continue;
    item.log.at("5545-089", *attendee, "the organizer has not answered").edits =
        item.log.edits()
            .set_parameter(item.log.part(), *attendee, "PARTSTAT", "ACCEPTED")
            .take();
  }
}

void check_related(const Item& item) {
  const std::string_view uid = item.properties.value("UID");
  for (const auto& [name, related] : item.properties.all("RELATED-TO")) {
    const std::string_view value = trimmed(related->value);
    const PropertyParameter* type = related->parameter("RELTYPE");
    if (value.empty())
      item.log.at_value("5545-095", *related, "RELATED-TO is empty");
    else if (value == uid)
      item.log.at_value("5545-095", *related,
                        "RELATED-TO names the UID of its own component");
    else if (type != nullptr && trimmed(type->value()).empty())
      item.log.at_parameter("5545-095", *related, *type, "RELTYPE is empty");
  }
}

void check_relics(const Component& component, CalendarLog& log) {
  for (const Property& property : component.properties) {
    if (property.name == "DALARM" || property.name == "AALARM" ||
        property.name == "MALARM" || property.name == "PALARM")
      log.at("5545-096", property,
             fmt::format("{} is of vCalendar 1.0", property.name));
    for (const PropertyParameter& parameter : property.parameters) {
      const bool charset = same_ignoring_case(parameter.name, "CHARSET");
      const bool encoding =
          same_ignoring_case(parameter.name, "QUOTED-PRINTABLE") ||
          (same_ignoring_case(parameter.name, "ENCODING") &&
           same_ignoring_case(parameter.value(), "QUOTED-PRINTABLE"));
      if (charset || encoding)
        log.at_parameter(
            "5545-096", property, parameter,
            fmt::format("{} is of vCalendar 1.0",
                        encoding ? "quoted-printable" : "CHARSET"));
    }
  }
}

}  // namespace

void check_identity(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const int index = static_cast<int>(i);
    const Component& component = calendar.component(index);
    check_relics(component, log);
    if (!is_schedulable(component.name)) continue;
    const Item item{component, calendar.properties(index),
                    calendar.method(index), log};
    check_uid(item);
    check_attendees(calendar, item);
    check_organizer(item);
    check_related(item);
  }
}

}  // namespace calspam
