// SPDX-License-Identifier: MIT
#include "ical/recurrence_filter.hh"

#include <algorithm>
#include <bitset>

namespace calspam {

namespace {

bool lists(const std::vector<int>& values, int value) {
  return std::binary_search(values.begin(), values.end(), value);
}

// A value counted from the front or, negative, from the back of `size`.
bool lists_of(const std::vector<int>& values, int value, int size) {
  return lists(values, value) || lists(values, value - size - 1);
}

int days_in_year(std::int32_t year) {
  return is_leap_year(year) ? 366 : 365;
}

std::int64_t first_of_year(std::int32_t year) {
  return day_number({year, 1, 1});
}

// Week 1 is the first with four days in the year (RFC 5545 3.3.10, BYWEEKNO).
std::int64_t first_week(std::int32_t year, int week_start) {
  const std::int64_t first = first_of_year(year);
  const int into = (weekday(first) - week_start + 7) % 7;
  return into <= 3 ? first - into : first + 7 - into;
}

int weeks_in_year(std::int32_t year, int week_start) {
  return static_cast<int>(
      (first_week(year + 1, week_start) - first_week(year, week_start)) / 7);
}

void add_days(std::vector<std::int64_t>& out, std::int64_t first, int count) {
  for (int i = 0; i < count; ++i) out.push_back(first + i);
}

std::size_t size_or_one(const std::vector<int>& list) {
  return std::max<std::size_t>(1, list.size());
}

}  // namespace

RecurrenceFilter::RecurrenceFilter(const RecurrenceRule& rule,
                                   std::int64_t start)
    : rule_(rule), start_(start), start_day_(start / kDay) {
  if (start_ % kDay < 0) --start_day_;
  fill_in_days();
  const auto second = static_cast<int>(start_second());
  if (rule_.sub_daily()) return;
  if (rule_.by_hour.empty()) rule_.by_hour = {second / 3600};
  if (rule_.by_minute.empty()) rule_.by_minute = {second / 60 % 60};
  if (rule_.by_second.empty()) rule_.by_second = {second % 60};
}

void RecurrenceFilter::fill_in_days() {
  // An n-th weekday has a meaning in months and years only.
  const bool nth =
      rule_.frequency == Frequency::Monthly ||
      (rule_.frequency == Frequency::Yearly && rule_.by_week_number.empty());
  if (!nth)
    for (auto& day : rule_.by_day) day.nth = 0;
  if (rule_.frequency != Frequency::Yearly) rule_.by_week_number.clear();
  const Date date = date_of_day(start_day_);
  const bool says_day = !rule_.by_day.empty() || !rule_.by_month_day.empty() ||
                        !rule_.by_year_day.empty();
  if (says_day) return;
  switch (rule_.frequency) {
    case Frequency::Yearly:
      if (!rule_.by_week_number.empty()) {
        rule_.by_day = {{0, weekday(start_day_)}};
        return;
      }
      if (rule_.by_month.empty()) rule_.by_month = {date.month};
      rule_.by_month_day = {date.day};
      return;
    case Frequency::Monthly:
      rule_.by_month_day = {date.day};
      return;
    case Frequency::Weekly:
      rule_.by_day = {{0, weekday(start_day_)}};
      return;
    case Frequency::None:
    case Frequency::Secondly:
    case Frequency::Minutely:
    case Frequency::Hourly:
    case Frequency::Daily:
      return;
  }
}

bool RecurrenceFilter::meets_weekday(std::int64_t day, Date date) const {
  const bool in_year =
      rule_.frequency == Frequency::Yearly && rule_.by_month.empty();
  const std::int64_t first =
      in_year ? first_of_year(date.year) : day - date.day + 1;
  const std::int64_t last = first +
                            (in_year ? days_in_year(date.year)
                                     : days_in_month(date.year, date.month)) -
                            1;
  const int nth = static_cast<int>((day - first) / 7 + 1);
  const int nth_last = -static_cast<int>((last - day) / 7 + 1);
  const int wanted = weekday(day);
  return std::any_of(rule_.by_day.begin(), rule_.by_day.end(),
                     [&](const RecurrenceRule::Weekday& d) {
                       return d.weekday == wanted &&
                              (d.nth == 0 || d.nth == nth || d.nth == nth_last);
                     });
}

bool RecurrenceFilter::meets_week(std::int64_t day, Date date) const {
  std::int32_t year = date.year;
  if (day >= first_week(year + 1, rule_.week_start)) ++year;
  if (day < first_week(year, rule_.week_start)) --year;
  const int week =
      static_cast<int>((day - first_week(year, rule_.week_start)) / 7 + 1);
  return lists_of(rule_.by_week_number, week,
                  weeks_in_year(year, rule_.week_start));
}

bool RecurrenceFilter::meets_month(std::int32_t month) const {
  return rule_.by_month.empty() || lists(rule_.by_month, month);
}

bool RecurrenceFilter::meets_weekdays_only() const {
  return rule_.by_month.empty() && rule_.by_month_day.empty() &&
         rule_.by_year_day.empty() && rule_.by_week_number.empty() &&
         std::all_of(
             rule_.by_day.begin(), rule_.by_day.end(),
             [](const RecurrenceRule::Weekday& day) { return day.nth == 0; });
}

int RecurrenceFilter::weekdays_met() const {
  if (rule_.by_day.empty()) return 7;
  std::bitset<7> met;
  for (const RecurrenceRule::Weekday& day : rule_.by_day)
    met.set(static_cast<std::size_t>(day.weekday));
  return static_cast<int>(met.count());
}

bool RecurrenceFilter::meets_day(std::int64_t day) const {
  const Date date = date_of_day(day);
  if (!meets_month(date.month)) return false;
  if (!rule_.by_month_day.empty() &&
      !lists_of(rule_.by_month_day, date.day,
                days_in_month(date.year, date.month)))
    return false;
  if (!rule_.by_year_day.empty() &&
      !lists_of(rule_.by_year_day,
                static_cast<int>(day - first_of_year(date.year) + 1),
                days_in_year(date.year)))
    return false;
  if (!rule_.by_day.empty() && !meets_weekday(day, date)) return false;
  return rule_.by_week_number.empty() || meets_week(day, date);
}

std::size_t RecurrenceFilter::times() const {
  return size_or_one(rule_.by_hour) * size_or_one(rule_.by_minute) *
         size_or_one(rule_.by_second);
}

std::int32_t RecurrenceFilter::time(std::size_t n) const {
  const std::size_t seconds = rule_.by_second.size();
  const std::size_t minutes = rule_.by_minute.size();
  return rule_.by_hour[n / seconds / minutes] * 3600 +
         rule_.by_minute[n / seconds % minutes] * 60 +
         rule_.by_second[n % seconds];
}

bool RecurrenceFilter::meets_slot(std::int32_t second) const {
  const auto allows = [](const std::vector<int>& list, int value) {
    return list.empty() || lists(list, value);
  };
  if (!allows(rule_.by_hour, second / 3600)) return false;
  if (rule_.frequency == Frequency::Hourly) return true;
  if (!allows(rule_.by_minute, second / 60 % 60)) return false;
  if (rule_.frequency == Frequency::Minutely) return true;
  return allows(rule_.by_second, second % 60);
}

std::int32_t RecurrenceFilter::next_chance(std::int32_t second) const {
  if (!rule_.by_hour.empty() && !lists(rule_.by_hour, second / 3600))
    return (second / 3600 + 1) * 3600;
  if (!rule_.by_minute.empty() && !lists(rule_.by_minute, second / 60 % 60))
    return (second / 60 + 1) * 60;
  return second + 1;
}

std::int64_t RecurrenceFilter::slots_met() const {
  const auto allowed = [](const std::vector<int>& list, std::size_t all) {
    return static_cast<std::int64_t>(list.empty() ? all : list.size());
  };
  std::int64_t met = allowed(rule_.by_hour, 24);
  if (rule_.frequency == Frequency::Hourly) return met;
  met *= allowed(rule_.by_minute, 60);
  if (rule_.frequency == Frequency::Minutely) return met;
  return met * allowed(rule_.by_second, 60);
}

std::vector<std::int32_t> RecurrenceFilter::in_slot() const {
  const auto second = static_cast<int>(start_second());
  std::vector<int> minutes = {0}, seconds = {0};
  if (rule_.frequency == Frequency::Hourly)
    minutes = rule_.by_minute.empty() ? std::vector{second / 60 % 60}
                                      : rule_.by_minute;
  if (rule_.frequency != Frequency::Secondly)
    seconds =
        rule_.by_second.empty() ? std::vector{second % 60} : rule_.by_second;
  std::vector<std::int32_t> out;
  for (int m : minutes)
    for (int s : seconds) out.push_back(m * 60 + s);
  return out;
}

std::vector<std::int64_t> RecurrenceFilter::candidates(
    std::int64_t first) const {
  std::vector<std::int64_t> out;
  const Date date = date_of_day(first);
  if (rule_.frequency == Frequency::Daily) return {first};
  if (rule_.frequency == Frequency::Weekly) {
    add_days(out, first, 7);
  } else if (rule_.frequency == Frequency::Monthly) {
    if (rule_.by_month.empty() || lists(rule_.by_month, date.month))
      add_days(out, first, days_in_month(date.year, date.month));
  } else if (!rule_.by_year_day.empty()) {
    const int days = days_in_year(date.year);
    for (int day : rule_.by_year_day) {
      const int positive = day > 0 ? day : days + day + 1;
      if (positive >= 1 && positive <= days)
        out.push_back(first + positive - 1);
    }
  } else if (!rule_.by_week_number.empty()) {
    const std::int64_t week = first_week(date.year, rule_.week_start);
    const int weeks = weeks_in_year(date.year, rule_.week_start);
    for (int number : rule_.by_week_number) {
      const int positive = number > 0 ? number : weeks + number + 1;
      if (positive >= 1 && positive <= weeks)
        add_days(out, week + (positive - 1) * 7, 7);
    }
  } else if (!rule_.by_month.empty()) {
    for (int month : rule_.by_month)
      add_days(out, day_number({date.year, month, 1}),
               days_in_month(date.year, month));
  } else {
    add_days(out, first, days_in_year(date.year));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<std::int64_t> RecurrenceFilter::days_of_period(
    std::int64_t first, std::size_t& steps) const {
  std::vector<std::int64_t> days = candidates(first);
  steps += days.size() + 1;
  std::erase_if(days, [this](std::int64_t day) { return !meets_day(day); });
  return days;
}

std::vector<std::size_t> RecurrenceFilter::positions(std::size_t size) const {
  std::vector<std::size_t> out;
  for (int position : rule_.by_position) {
    const auto distance = static_cast<std::size_t>(std::abs(position));
    if (distance > size) continue;
    out.push_back(position > 0 ? distance - 1 : size - distance);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace calspam
