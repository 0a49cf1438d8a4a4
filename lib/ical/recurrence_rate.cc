// SPDX-License-Identifier: MIT
#include "ical/recurrence_rate.hh"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace calspam {

namespace {

constexpr std::int32_t kCycle = 400;  // years
constexpr double kDaysOfCycle = 146'097;

// What BYSETPOS leaves of `size` occurrences of a period.
double kept(const RecurrenceFilter& filter, std::size_t size) {
  if (filter.rule().by_position.empty()) return static_cast<double>(size);
  return static_cast<double>(filter.positions(size).size());
}

// Months are alike when they begin on the same weekday and are as long.
constexpr std::size_t kMonthKinds = 7 * 4;
using MonthKinds = std::array<std::uint8_t, kCycle * 12>;

MonthKinds month_kinds() {
  MonthKinds kinds{};
  for (std::int32_t i = 0; i < kCycle * 12; ++i) {
    const std::int32_t year = 2000 + i / 12, month = i % 12 + 1;
    kinds[static_cast<std::size_t>(i)] =
        static_cast<std::uint8_t>(weekday(day_number({year, month, 1})) * 4 +
                                  days_in_month(year, month) - 28);
  }
  return kinds;
}

// Of the n-th month since January 2000.
std::size_t month_kind(std::int32_t n) {
  static const MonthKinds kKinds = month_kinds();
  return kKinds[static_cast<std::size_t>(n % (kCycle * 12))];
}

// Years are alike when they begin on the same weekday and are both leap.
constexpr std::size_t kYearKinds = 7 * 2;

std::size_t year_kind(std::int32_t year) {
  return month_kind((year - 2000) * 12) / 4 * 2 +
         month_kind((year - 2000) * 12 + 1) % 2;
}

// The years of the cycle that a yearly rule with that interval visits.
template <typename Count>
double average_of_years(std::int64_t interval, std::int32_t start,
                        Count count) {
  const auto step = static_cast<std::int32_t>(interval % kCycle);
  const std::int32_t visits = kCycle / std::gcd(step, kCycle);
  std::array<double, kYearKinds> known;
  known.fill(-1);
  double sum = 0;
  for (std::int32_t n = 0; n < visits; ++n) {
    const std::int32_t year = 2000 + (start + n * step) % kCycle;
    double& value = known[year_kind(year)];
    if (value < 0) value = count(year);
    sum += value;
  }
  return sum / visits;
}

double yearly(const RecurrenceFilter& filter) {
  const std::int32_t start = date_of_day(filter.start_day()).year;
  const auto count = [&](std::int32_t year) {
    std::size_t steps = 0;
    const auto days =
        filter.days_of_period(day_number({year, 1, 1}), steps).size();
    return kept(filter, days * filter.times());
  };
  const std::int64_t interval = filter.rule().interval;
  return average_of_years(interval, start, count) /
         static_cast<double>(interval);
}

double monthly(const RecurrenceFilter& filter) {
  constexpr std::int32_t kMonths = kCycle * 12;
  const std::int64_t interval = filter.rule().interval;
  const auto step = static_cast<std::int32_t>(interval % kMonths);
  const Date start = date_of_day(filter.start_day());
  const std::int32_t first = start.year % kCycle * 12 + start.month - 1;
  const std::int32_t visits = kMonths / std::gcd(step, kMonths);
  // Days of the year mean another day in each month of the year.
  const bool by_year = !filter.rule().by_year_day.empty();
  std::array<double, std::max(kMonthKinds, 12 * kYearKinds)> known;
  known.fill(-1);
  double sum = 0;
  for (std::int32_t n = 0; n < visits; ++n) {
    const auto at = static_cast<std::int32_t>(
        (first + static_cast<std::int64_t>(n) * step) % kMonths);
    const std::int32_t year = 2000 + at / 12, month = at % 12 + 1;
    if (!filter.meets_month(month)) continue;
    const std::size_t kind =
        by_year
            ? static_cast<std::size_t>(at % 12) * kYearKinds + year_kind(year)
            : month_kind(at);
    double& value = known[kind];
    if (value < 0) {
      std::size_t steps = 0;
      const auto days =
          filter.days_of_period(day_number({year, month, 1}), steps).size();
      value = kept(filter, days * filter.times());
    }
    sum += value;
  }
  return sum / visits * 12 / static_cast<double>(interval);
}

// Days of a year that the rule's day parts meet.
double days_met(const RecurrenceFilter& filter) {
  // The cycle has whole weeks.
  if (filter.meets_weekdays_only())
    return kDaysOfCycle / kCycle * filter.weekdays_met() / 7;
  return average_of_years(1, 2000, [&](std::int32_t year) {
    const std::int64_t first = day_number({year, 1, 1});
    double days = 0;
    for (int i = 0; i < (is_leap_year(year) ? 366 : 365); ++i)
      days += filter.meets_day(first + i);
    return days;
  });
}

double weekly(const RecurrenceFilter& filter) {
  const double interval = static_cast<double>(filter.rule().interval);
  const double times = static_cast<double>(filter.times());
  const double a_year = days_met(filter) * times / interval;
  if (filter.rule().by_position.empty()) return a_year;
  const std::size_t a_week = filter.rule().by_day.size() * filter.times();
  if (a_week == 0) return 0;
  return a_year * kept(filter, a_week) / static_cast<double>(a_week);
}

double daily(const RecurrenceFilter& filter) {
  const RecurrenceRule& rule = filter.rule();
  if (rule.interval % 7 == 0 && !rule.by_day.empty()) {
    // Every seventh day is always the same weekday.
    bool met = false;
    for (const auto& day : rule.by_day)
      met |= day.weekday == weekday(filter.start_day());
    if (!met) return 0;
  }
  return days_met(filter) * kept(filter, filter.times()) /
         static_cast<double>(rule.interval);
}

// The rule visits the slots of a day (hours, minutes, seconds) that are
// congruent to its start, all equally often.
double sub_daily(const RecurrenceFilter& filter, std::int64_t slot) {
  const std::int64_t slots = kDay / slot;
  const std::int64_t interval = filter.rule().interval;
  const std::int64_t stride = std::gcd(interval, slots);
  std::int64_t met = 0;
  if (stride == 1) {
    met = filter.slots_met();
  } else {
    for (std::int64_t s = filter.start_second() / slot % stride; s < slots;
         s += stride)
      met += filter.meets_slot(static_cast<std::int32_t>(s * slot));
  }
  const double share =
      static_cast<double>(met * stride) / static_cast<double>(slots);
  const double a_day =
      static_cast<double>(slots) / static_cast<double>(interval) * share;
  return days_met(filter) * a_day * kept(filter, filter.in_slot().size());
}

}  // namespace

double occurrences_per_year(const RecurrenceFilter& filter) {
  switch (filter.rule().frequency) {
    case Frequency::Secondly:
      return sub_daily(filter, 1);
    case Frequency::Minutely:
      return sub_daily(filter, 60);
    case Frequency::Hourly:
      return sub_daily(filter, 3600);
    case Frequency::Daily:
      return daily(filter);
    case Frequency::Weekly:
      return weekly(filter);
    case Frequency::Monthly:
      return monthly(filter);
    case Frequency::Yearly:
      return yearly(filter);
    case Frequency::None:
      return 0;
  }
  return 0;
}

}  // namespace calspam
