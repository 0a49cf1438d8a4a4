// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "ical/recurrence_rule.hh"
#include "util/time.hh"

namespace calspam {

/// A rule with what it leaves to DTSTART filled in (RFC 5545 3.3.10: "derived
/// from DTSTART"): which days it meets, and at which times of such a day. Days
/// are counted since 1970, times are local.
class RecurrenceFilter {
 public:
  /// `start` in local seconds since 1970.
  RecurrenceFilter(const RecurrenceRule& rule, std::int64_t start);

  const RecurrenceRule& rule() const { return rule_; }
  std::int64_t start() const { return start_; }
  std::int64_t start_day() const { return start_day_; }
  std::int64_t start_second() const { return start_ - start_day_ * kDay; }

  bool meets_day(std::int64_t day) const;
  bool meets_month(std::int32_t month) const;
  /// Whether a day's weekday alone decides, and how many of the seven meet it.
  bool meets_weekdays_only() const;
  int weekdays_met() const;
  /// Of rules that recur by days or slower: times in one day, at least 1.
  std::size_t times() const;
  /// The n-th of them, in rising order.
  std::int32_t time(std::size_t n) const;
  /// Of sub-daily rules: whether BYHOUR, BYMINUTE and BYSECOND allow that
  /// second of a day, looking no closer than FREQ does.
  bool meets_slot(std::int32_t second_of_day) const;
  /// The first second after one that does not meet it at which that may be
  /// otherwise: the next hour, minute or second.
  std::int32_t next_chance(std::int32_t second_of_day) const;
  /// How many slots of a day meet it.
  std::int64_t slots_met() const;
  /// Of sub-daily rules: seconds after the begin of a slot (an hour, a minute,
  /// a second) at which it recurs.
  std::vector<std::int32_t> in_slot() const;

  /// The days that the rule meets in its yearly, monthly or weekly period that
  /// begins with `first`; in rising order. Counts looked-at days on `steps`.
  std::vector<std::int64_t> days_of_period(std::int64_t first,
                                           std::size_t& steps) const;
  /// Which of `size` occurrences of a period BYSETPOS leaves, in rising
  /// order, from 0.
  std::vector<std::size_t> positions(std::size_t size) const;

 private:
  void fill_in_days();
  bool meets_weekday(std::int64_t day, Date date) const;
  bool meets_week(std::int64_t day, Date date) const;
  std::vector<std::int64_t> candidates(std::int64_t first) const;

  RecurrenceRule rule_;
  std::int64_t start_;
  std::int64_t start_day_;
};

}  // namespace calspam
