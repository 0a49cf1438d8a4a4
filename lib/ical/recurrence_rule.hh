// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ical/value.hh"

namespace calspam {

enum class Frequency {
  None,
  Secondly,
  Minutely,
  Hourly,
  Daily,
  Weekly,
  Monthly,
  Yearly
};

/// A RECUR value (RFC 5545 3.3.10). Lists are sorted, without repetition and
/// in range, hence short whatever the sender wrote.
struct RecurrenceRule {
  struct Weekday {
    int nth = 0;      ///< 0: every one
    int weekday = 0;  ///< 0 Sunday

    friend auto operator<=>(const Weekday&, const Weekday&) = default;
  };

  bool valid = true;  ///< no part was unknown, repeated or out of range
  Frequency frequency = Frequency::None;
  std::string frequency_name;          ///< upper case, also when unknown
  std::int64_t interval = 1;           ///< 1 .. 1,000,000,000
  std::optional<std::uint64_t> count;  ///< not 0
  std::optional<DateTimeValue> until;
  std::vector<int> by_second, by_minute, by_hour;
  std::vector<Weekday> by_day;
  std::vector<int> by_month_day, by_year_day, by_week_number, by_month;
  std::vector<int> by_position;  ///< BYSETPOS
  int week_start = 1;            ///< WKST, 0 Sunday

  bool sub_daily() const {
    return frequency == Frequency::Secondly ||
           frequency == Frequency::Minutely || frequency == Frequency::Hourly;
  }
};

/// Parts that make no sense are left out and make the rule not `valid`.
RecurrenceRule parse_rule(std::string_view text);

}  // namespace calspam
