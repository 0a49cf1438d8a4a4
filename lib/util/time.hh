// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace calspam {

/// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
using Instant = std::int64_t;

inline constexpr std::int64_t kDay = 86'400;

/// A date of the proleptic Gregorian calendar.
struct Date {
  std::int32_t year = 1970;
  std::int32_t month = 1;  ///< 1..12
  std::int32_t day = 1;    ///< 1..31

  friend bool operator==(const Date&, const Date&) = default;
  friend auto operator<=>(const Date&, const Date&) = default;
};

bool is_leap_year(std::int32_t year);
/// 28..31; 0 for a month that is none.
std::int32_t days_in_month(std::int32_t year, std::int32_t month);
bool is_valid_date(Date date);
/// Days since 1970-01-01.
std::int64_t day_number(Date date);
Date date_of_day(std::int64_t day_number);
/// 0 Sunday .. 6 Saturday.
int weekday(std::int64_t day_number);

/// "2026-11-22T03:10:35Z"
std::string iso_instant(Instant instant);
/// Reads iso_instant()'s form, also with an offset (+01:00) or a date alone.
std::optional<Instant> parse_iso_instant(std::string_view text);

}  // namespace calspam
