// SPDX-License-Identifier: MIT
#include "lint/series.hh"

#include "util/text.hh"

namespace calspam {

namespace {

std::int64_t floor_day(std::int64_t seconds) {
  return seconds / kDay - (seconds % kDay < 0 ? 1 : 0);
}

// Monday of the week, or the day that WKST names.
std::int64_t week_of(std::int64_t day, int week_start) {
  const int offset = (weekday(day) - week_start + 7) % 7;
  return (day - offset) / 7;
}

}  // namespace

Series::Series(const PropertyIndex& properties)
    : start_(written_time(properties.first("DTSTART"))) {
  const auto rules = properties.all("RRULE");
  recurs_ = !rules.empty() || properties.has("RDATE");
  for (const auto& [name, dates] : properties.all("RDATE"))
    for (std::string_view value : split_values(dates->value))
      additions_.insert(std::string(trimmed(value.substr(0, value.find('/')))));
  if (rules.size() != 1 || start_.form == TimeForm::None ||
      properties.has("EXRULE")) {
    certain_ = rules.empty();
    return;
  }
  const std::string& value = rules.front().second->value;
  const RecurrenceRule rule = parse_rule(value);
  const bool hours_of_days = start_.form == TimeForm::Date &&
                             !(rule.by_hour.empty() && rule.by_minute.empty() &&
                               rule.by_second.empty());
  certain_ = rule.valid && !rule.sub_daily() && rule.by_position.empty() &&
             !hours_of_days &&
             find_ignoring_case(value, "RSCALE") == std::string::npos;
  filter_.emplace(rule, start_.value.local_seconds());
}

bool Series::starts_in_rule() const {
  return !certain_ || !filter_ || meets(start_.value.local_seconds());
}

bool Series::may_have(const WrittenTime& time) const {
  // Another form is a fault of its own.
  if (time.form != start_.form || time.tzid != start_.tzid) return true;
  if (time.value == start_.value) return true;
  if (!additions_.empty()) return true;
  if (!certain_) return true;
  if (!filter_) return false;
  const std::int64_t local = time.value.local_seconds();
  if (local < start_.value.local_seconds()) return false;
  const auto& until = filter_->rule().until;
  // A day of leeway covers every zone.
  if (until && local > until->local_seconds() + 2 * kDay) return false;
  return meets(local);
}

bool Series::meets(std::int64_t local) const {
  const std::int64_t day = floor_day(local);
  return filter_->meets_day(day) && meets_interval(day) &&
         meets_time(static_cast<std::int32_t>(local - day * kDay));
}

bool Series::meets_interval(std::int64_t day) const {
  const RecurrenceRule& rule = filter_->rule();
  const std::int64_t first = filter_->start_day();
  const Date date = date_of_day(day), from = date_of_day(first);
  switch (rule.frequency) {
    case Frequency::Daily:
      return (day - first) % rule.interval == 0;
    case Frequency::Weekly:
      return (week_of(day, rule.week_start) - week_of(first, rule.week_start)) %
                 rule.interval ==
             0;
    case Frequency::Monthly:
      return ((date.year - from.year) * 12 + date.month - from.month) %
                 rule.interval ==
             0;
    case Frequency::Yearly:
      return (date.year - from.year) % rule.interval == 0;
    default:
      return true;
  }
}

bool Series::meets_time(std::int32_t second) const {
  std::size_t from = 0, to = filter_->times();
  while (from < to) {
    const std::size_t middle = from + (to - from) / 2;
    if (filter_->time(middle) < second)
      from = middle + 1;
    else
      to = middle;
  }
  return from < filter_->times() && filter_->time(from) == second;
}

}  // namespace calspam
