// SPDX-License-Identifier: MIT
#include "ical/object_zone.hh"

#include <algorithm>

#include "ical/anomalies.hh"
#include "ical/recurrence_rule.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// Real zones change a few times a year for a century; nothing sends more.
constexpr std::size_t kTransitions = 200;
constexpr std::size_t kObservances = 200;
// Offsets of real zones lie between -12 and +14 hours.
constexpr std::int32_t kLargestOffset = 16 * 3600;

std::optional<std::int32_t> offset_of(const Component& component,
                                      std::string_view name) {
  const Property* property = component.property(name);
  if (property == nullptr) return {};
  const auto offset = parse_utc_offset(property->value);
  if (!offset || *offset > kLargestOffset || *offset < -kLargestOffset)
    return {};
  return offset;
}

}  // namespace

std::optional<std::int64_t> ObjectZone::Yearly::day(std::int32_t year,
                                                    int month) const {
  const std::int64_t first = day_number({year, month, 1});
  const int days = days_in_month(year, month);
  if (nth == 0) {
    if (day_from > days) return {};
    return first + day_from - 1;
  }
  int day = 1 + (weekday - calspam::weekday(first) + 7) % 7;
  if (day_from > 0) {
    // "BYDAY=SU;BYMONTHDAY=8,...,14": the weekday within those days.
    while (day < day_from) day += 7;
    return day <= std::min(day_to, days) ? std::optional(first + day - 1)
                                         : std::nullopt;
  }
  if (nth > 0) {
    day += 7 * (nth - 1);
  } else {
    day += 7 * ((days - day) / 7 + nth + 1);
  }
  if (day < 1 || day > days) return {};
  return first + day - 1;
}

std::optional<std::int64_t> ObjectZone::Observance::last_change(
    std::int64_t local) const {
  std::optional<std::int64_t> last;
  const auto consider = [&](std::int64_t change) {
    if (change <= local && change >= start && (!last || change > *last))
      last = change;
  };
  consider(start);
  const auto after = std::upper_bound(dates.begin(), dates.end(), local);
  if (after != dates.begin()) consider(*(after - 1));
  if (!yearly || local < start) return last;
  // A rule that ended is asked for its last year.
  const std::int64_t end = yearly->until == INT64_MAX
                               ? local
                               : std::min(local, yearly->until + from);
  if (end < start) return last;
  std::int64_t time = start % kDay;
  if (time < 0) time += kDay;
  const std::int32_t year = date_of_day((end - time) / kDay).year;
  // A fifth Sunday or 29 February is not there every year.
  bool found = false;
  for (std::int32_t y = year; y >= year - 8 && !found; --y)
    for (int month : yearly->months) {
      const auto day = yearly->day(y, month);
      if (!day || *day * kDay + time > end) continue;
      consider(*day * kDay + time);
      found = true;
    }
  return last;
}

ObjectZone::ObjectZone(const Calendar& calendar, int component,
                       const Limits& limits, AnomalyLog& log) {
  for (int child : calendar.children(component)) {
    const Component& c = calendar.components[child];
    if (c.name != "STANDARD" && c.name != "DAYLIGHT") continue;
    if (observances_.size() >= kObservances) {
      log.add(anomaly::kIcalLimitTransitions, c.span, c.name);
      return;
    }
    read(c, limits, log);
  }
}

void ObjectZone::read(const Component& component, const Limits& limits,
                      AnomalyLog& log) {
  const auto from = offset_of(component, "TZOFFSETFROM");
  const auto to = offset_of(component, "TZOFFSETTO");
  const Property* dtstart = component.property("DTSTART");
  const auto start =
      dtstart == nullptr ? std::nullopt : parse_date_time(dtstart->value);
  if (!to || !from || !start || start->date_only)
    log.add(anomaly::kIcalZone, component.span, component.name);
  if (!to || !start) return;
  Observance observance;
  observance.to = *to;
  observance.from = from.value_or(*to);
  observance.start = start->local_seconds();
  for (const Property* rule : component.all("RRULE")) {
    observance.yearly = read_rule(*rule, *start);
    if (!observance.yearly)
      log.add(anomaly::kIcalZone, rule->span, rule->value);
    break;
  }
  for (const Property* dates : component.all("RDATE")) {
    for (std::string_view value : split_values(dates->value, limits.values)) {
      const auto date = parse_date_time(value.substr(0, value.find('/')));
      if (!date) continue;
      if (observance.dates.size() >= kTransitions) {
        log.add(anomaly::kIcalLimitTransitions, dates->span);
        break;
      }
      observance.dates.push_back(date->local_seconds());
    }
  }
  std::sort(observance.dates.begin(), observance.dates.end());
  observances_.push_back(std::move(observance));
}

std::optional<ObjectZone::Yearly> ObjectZone::read_rule(
    const Property& property, const DateTimeValue& start) {
  const RecurrenceRule rule = parse_rule(property.value);
  if (rule.frequency != Frequency::Yearly || !rule.valid) return {};
  if (rule.interval != 1 || rule.count || rule.by_day.size() > 1) return {};
  Yearly yearly;
  yearly.months = rule.by_month;
  if (yearly.months.empty()) yearly.months = {start.date.month};
  if (rule.until)
    yearly.until =
        rule.until->local_seconds() + (rule.until->date_only ? kDay - 1 : 0);
  if (!rule.by_day.empty()) {
    yearly.nth = rule.by_day.front().nth;
    yearly.weekday = rule.by_day.front().weekday;
    if (rule.by_month_day.empty()) {
      if (yearly.nth == 0 || yearly.nth < -5 || yearly.nth > 5) return {};
    } else {
      if (rule.by_month_day.front() < 1) return {};
      yearly.nth = 1;
      yearly.day_from = rule.by_month_day.front();
      yearly.day_to = rule.by_month_day.back();
    }
    return yearly;
  }
  if (rule.by_month_day.size() > 1) return {};
  yearly.day_from =
      rule.by_month_day.empty() ? start.date.day : rule.by_month_day.front();
  if (yearly.day_from < 1) return {};
  return yearly;
}

std::int32_t ObjectZone::offset(std::int64_t local) const {
  const Observance* current = nullptr;
  std::int64_t changed = 0;
  const Observance* earliest = &observances_.front();
  for (const Observance& o : observances_) {
    if (o.start < earliest->start) earliest = &o;
    const auto change = o.last_change(local);
    if (!change || (current != nullptr && *change < changed)) continue;
    current = &o;
    changed = *change;
  }
  if (current == nullptr) return earliest->from;
  // Inside the hour that the change skips.
  if (local - changed < current->to - current->from) return current->from;
  return current->to;
}

}  // namespace calspam
