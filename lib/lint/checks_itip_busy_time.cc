// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "lint/calendar_values.hh"
#include "lint/checks_itip.hh"
#include "lint/itip_table.hh"
#include "util/text.hh"

namespace calspam {

namespace {

void check_zone(const Property& property, CalendarLog& log) {
  for (std::string_view value : split_values(property.value)) {
    const WrittenTime time =
        written_time(property, value.substr(0, value.find('/')));
    if (time.form == TimeForm::None || time.form == TimeForm::Utc) continue;
    LintFinding& finding = log.at_value(
        "5546-23", property,
        fmt::format("{} {} is not in UTC", property.name, quoted(value)));
    const bool alone = trimmed(value) == trimmed(property.value);
    if (time.form == TimeForm::Floating && alone && property.name != "FREEBUSY")
      finding.edits = log.edits()
                          .set_value(log.part(), property,
                                     std::string(trimmed(property.value)) + "Z")
                          .take();
    return;
  }
}

bool starts_before(std::string_view a, std::string_view b) {
  return trimmed(a.substr(0, a.find('/'))) < trimmed(b.substr(0, b.find('/')));
}

void check_order(const Property& property, CalendarLog& log) {
  auto values = split_values(property.value);
  const auto out_of_order = std::ranges::adjacent_find(
      values, [](auto a, auto b) { return !starts_before(a, b); });
  if (out_of_order == values.end()) return;
  LintFinding& finding = log.at_value(
      "5546-24", property,
      fmt::format("{} does not follow {}", quoted(*(out_of_order + 1)),
                  quoted(*out_of_order)));
  std::ranges::stable_sort(values, starts_before);
  values.erase(
      std::unique(values.begin(), values.end(),
                  [](auto a, auto b) { return trimmed(a) == trimmed(b); }),
      values.end());
  // Periods of one start and two ends are for the sender to sort out.
  if (std::ranges::adjacent_find(values, [](auto a, auto b) {
        return !starts_before(a, b);
      }) != values.end())
    return;
  finding.edits = log.edits()
                      .set_value(log.part(), property,
                                 fmt::format("{}", fmt::join(values, ",")))
                      .take();
}

}  // namespace

void check_itip_busy_time(const LintedCalendar& calendar, CalendarLog& log) {
  for (const LintedCalendar::Object& object : calendar.objects()) {
    if (itip_method(object.method) < 0) continue;
    for (int child : object.children) {
      if (calendar.component(child).name != "VFREEBUSY") continue;
      const PropertyIndex& properties = calendar.properties(child);
      for (std::string_view name : {"DTSTART", "DTEND", "FREEBUSY"})
        for (const auto& [of, property] : properties.all(name))
          check_zone(*property, log);
      for (const auto& [of, property] : properties.all("FREEBUSY"))
        check_order(*property, log);
    }
  }
}

}  // namespace calspam
