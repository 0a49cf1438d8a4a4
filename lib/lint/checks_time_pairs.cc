// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "ical/component_names.hh"
#include "lint/calendar_values.hh"
#include "lint/checks_times.hh"
#include "lint/itip_table.hh"
#include "util/text.hh"

namespace calspam {

namespace {

constexpr std::int64_t kDaysOff = 3 * kDay;
constexpr std::int64_t kClockSkew = 3600;

struct Item {
  const LintedCalendar& calendar;
  const Component& component;
  const PropertyIndex& properties;
  const EventRow* row;
  bool in_table;  ///< the tables of iTIP speak of its pairs
  CalendarLog& log;
};

bool is_time(TimeForm form) {
  return form == TimeForm::Floating || form == TimeForm::Utc ||
         form == TimeForm::Zoned;
}

// DTEND or DUE against DTSTART; true when they can be compared.
bool fits(const Item& item, const Property& end, const WrittenTime& from,
          const WrittenTime& to, std::string_view type_id,
          std::string_view form_id) {
  if (from.form == TimeForm::None || to.form == TimeForm::None) return false;
  if ((from.form == TimeForm::Date) != (to.form == TimeForm::Date)) {
    item.log.at_value(
        type_id, end,
        fmt::format("DTSTART is a {} but {} a {}",
                    from.form == TimeForm::Date ? "day" : "time", end.name,
                    to.form == TimeForm::Date ? "day" : "time"));
    return false;
  }
  if ((from.form == TimeForm::Floating) != (to.form == TimeForm::Floating)) {
    item.log.at_value(
        form_id, end,
        fmt::format("{} has no zone but {} has one",
                    from.form == TimeForm::Floating ? "DTSTART" : end.name,
                    from.form == TimeForm::Floating ? end.name : "DTSTART"));
    return false;
  }
  return true;
}

// Length in seconds; nothing when one of the times was not read.
std::optional<std::int64_t> length(const Item& item, const WrittenTime& from,
                                   const WrittenTime& to,
                                   const std::optional<CalendarTime>& end) {
  if (from.form == to.form && from.tzid == to.tzid)
    return to.value.local_seconds() - from.value.local_seconds();
  if (item.row == nullptr || !item.row->event.start || !end) return {};
  return end->instant - item.row->event.start->instant;
}

void check_end(const Item& item) {
  const Property* end = item.properties.first("DTEND");
  if (end == nullptr) return;
  const WrittenTime from = written_time(item.properties.first("DTSTART"));
  const WrittenTime to = written_time(end);
  if (const Property* duration = item.properties.first("DURATION");
      duration != nullptr && !item.in_table)
    item.log.at("5545-042", *duration, "DTEND and DURATION stand in one event")
        .edits =
        item.log.edits().remove_lines(item.log.part(), duration->span).take();
  // Free time that is not in UTC is 5546-23.
  if (item.component.name == "VFREEBUSY" && item.in_table) return;
  if (!fits(item, *end, from, to, "5545-043", "5545-044")) return;
  const auto seconds =
      length(item, from, to,
             item.row == nullptr ? std::optional<CalendarTime>()
                                 : item.row->event.end);
  if (!seconds || *seconds > 0) return;
  LintFinding& finding = item.log.at_value(
      "5545-041", *end,
      fmt::format("DTEND {} is {} DTSTART", quoted(end->value),
                  *seconds == 0 ? "the same as" : "before"));
  // Outlook's reminders have no length.
  if (*seconds == 0) finding.level = LintLevel::Warning;
}

void check_due(const Item& item) {
  const Property* due = item.properties.first("DUE");
  const Property* start = item.properties.first("DTSTART");
  const Property* duration = item.properties.first("DURATION");
  if (duration != nullptr && item.component.name == "VTODO") {
    if (due != nullptr && !item.in_table)
      item.log.at("5545-046", *duration, "DUE and DURATION stand in one task");
    if (start == nullptr)
      item.log.at("5545-046", *duration, "DURATION without DTSTART");
  }
  if (due == nullptr) return;
  const WrittenTime from = written_time(start);
  const WrittenTime to = written_time(due);
  if (!fits(item, *due, from, to, "5545-046", "5545-046")) return;
  const auto seconds =
      length(item, from, to,
             item.row == nullptr ? std::optional<CalendarTime>()
                                 : item.row->event.due);
  if (seconds && *seconds < 0)
    item.log.at_value(
        "5545-046", *due,
        fmt::format("DUE {} is before DTSTART", quoted(due->value)));
}

void check_floating(const Item& item) {
  const Property* start = item.properties.first("DTSTART");
  if (start == nullptr || !item.properties.has("ATTENDEE") ||
      written_time(start).form != TimeForm::Floating)
    return;
  item.log.at_value(
      "5545-040", *start,
      fmt::format("DTSTART {} of a meeting has no zone", quoted(start->value)));
}

// Midnight to midnight, or to the last minute before it, in local time.
void check_all_day(const Item& item) {
  const Property* start = item.properties.first("DTSTART");
  const Property* end = item.properties.first("DTEND");
  const WrittenTime from = written_time(start);
  const WrittenTime to = written_time(end);
  if (item.component.name != "VEVENT" || !is_time(from.form) ||
      from.form == TimeForm::Utc || from.form != to.form ||
      from.tzid != to.tzid || from.value.second_of_day != 0)
    return;
  const std::int32_t last = to.value.second_of_day;
  const std::int64_t days =
      day_number(to.value.date) - day_number(from.value.date);
  const bool whole = last == 0 ? days >= 1 : last >= 86'340 && days >= 0;
  if (!whole) return;
  LintFinding& finding =
      item.log.at_value("5545-047", *start, "whole days are written as times");
  const auto day_text = [](std::int64_t day) {
    const Date date = date_of_day(day);
    return fmt::format("{:04}{:02}{:02}", date.year, date.month, date.day);
  };
  const std::int64_t first = day_number(from.value.date);
  const std::int64_t behind = first + days + (last == 0 ? 0 : 1);
  finding.edits = item.log.edits()
                      .set_line(item.log.part(), *start,
                                "DTSTART;VALUE=DATE:" + day_text(first))
                      .set_line(item.log.part(), *end,
                                "DTEND;VALUE=DATE:" + day_text(behind))
                      .take();
}

void check_duration(const Item& item, const Property& property) {
  const std::string_view value = trimmed(property.value);
  const WrittenTime start = written_time(item.properties.first("DTSTART"));
  std::string fault;
  if (!is_strict_duration(value))
    fault = "cannot be read";
  else if (value.starts_with('-'))
    fault = "is negative";
  else if (start.form == TimeForm::Date && value.find('T') != value.npos &&
           property.name == "DURATION")
    fault = "has hours, but DTSTART is a day";
  if (fault.empty()) return;
  item.log.at_value(
      "5545-045", property,
      fmt::format("{} {} {}", property.name, quoted(value), fault));
}

void check_busy(const Item& item) {
  for (const auto& [name, property] : item.properties.all("FREEBUSY"))
    for (std::string_view value : split_values(property->value)) {
      const auto period = parse_period(value);
      const bool utc =
          period && period->start.utc && (!period->end || period->end->utc);
      if (utc) continue;
      item.log.at_value("5545-086", *property,
                        fmt::format("{} is no period in UTC", quoted(value)));
      break;
    }
}

void check_stamp(const Item& item) {
  const Subject& subject = item.calendar.subject();
  if (!subject.is_mail() || !subject.time.instant || item.row == nullptr ||
      !item.row->event.dtstamp)
    return;
  const std::int64_t after =
      item.row->event.dtstamp->instant - *subject.time.instant;
  if (after <= kClockSkew && after >= -kDaysOff) return;
  item.log.at_value("5545-093", *item.properties.first("DTSTAMP"),
                    fmt::format("DTSTAMP is {} the mail",
                                after > 0 ? "later than" : "days older than"));
}

}  // namespace

void check_time_pairs(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const int index = static_cast<int>(i);
    const Component& component = calendar.component(index);
    const bool alarm = component.name == "VALARM";
    if (!is_schedulable(component.name) && !alarm) continue;
    const int method = itip_method(calendar.method(index));
    // REFRESH lists no pairs: it forbids all of them.
    const bool in_table = !itip_clause(component.name, method).empty();
    const Item item{
        calendar, component, calendar.properties(index), calendar.row(index),
        in_table, log};
    for (const auto& [name, property] : item.properties.all("DURATION"))
      check_duration(item, *property);
    if (alarm) continue;
    check_end(item);
    check_due(item);
    check_floating(item);
    check_all_day(item);
    check_busy(item);
    check_stamp(item);
  }
}

void check_triggers(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const int index = static_cast<int>(i);
    if (calendar.component(index).name != "VALARM") continue;
    const Property* trigger = calendar.properties(index).first("TRIGGER");
    const PropertyIndex* around = calendar.parent(index);
    if (trigger == nullptr || around == nullptr) continue;
    const std::string_view value = trimmed(trigger->value);
    const PropertyParameter* related = trigger->parameter("RELATED");
    const auto time = parse_date_time(value);
    if (!time) {
      if (!is_strict_duration(value))
        log.at_value("5545-045", *trigger,
                     fmt::format("TRIGGER {} cannot be read", quoted(value)));
      else if (related != nullptr &&
               same_ignoring_case(related->value(), "END") &&
               !around->has("DTEND") && !around->has("DUE") &&
               !around->has("DURATION"))
        log.at_parameter("5545-084", *trigger, *related,
                         "RELATED=END, but there is no end");
      continue;
    }
    if (related != nullptr) {
      log.at_parameter("5545-084", *trigger, *related,
                       "RELATED on an absolute TRIGGER")
          .edits =
          log.edits().remove_parameter(log.part(), *trigger, "RELATED").take();
    } else if (!same_ignoring_case(trigger->parameter_value("VALUE"),
                                   "DATE-TIME")) {
      log.at_value("5545-084", *trigger,
                   "an absolute TRIGGER without VALUE=DATE-TIME")
          .edits =
          log.edits()
              .set_parameter(log.part(), *trigger, "VALUE", "DATE-TIME")
              .take();
    } else if (!time->utc) {
      log.at_value("5545-084", *trigger, "an absolute TRIGGER is not in UTC");
    }
  }
}

}  // namespace calspam
