// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ical/event.hh"
#include "util/time.hh"

namespace calspam {

/// A DATE or DATE-TIME as written (RFC 5545 3.3.4, 3.3.5); no zone applied.
struct DateTimeValue {
  Date date;
  std::int32_t second_of_day = 0;
  bool date_only = false;
  bool utc = false;

  /// Seconds since 1970 as if the time were UTC.
  std::int64_t local_seconds() const {
    return day_number(date) * kDay + second_of_day;
  }
  friend bool operator==(const DateTimeValue&, const DateTimeValue&) = default;
};

/// A PERIOD (RFC 5545 3.3.9): one of end and duration is there.
struct PeriodValue {
  DateTimeValue start;
  std::optional<DateTimeValue> end;
  std::optional<std::int64_t> duration;
};

/// "19970714", "19970714T133000", "19970714T173000Z"; white space around is
/// ignored, second 60 is taken as 59, dates that do not exist are nothing.
std::optional<DateTimeValue> parse_date_time(std::string_view text);
std::optional<PeriodValue> parse_period(std::string_view text);
/// Seconds east of Greenwich of "+0100" or "-013015" (RFC 5545 3.3.14); -0000,
/// which the RFC forbids, is 0.
std::optional<std::int32_t> parse_utc_offset(std::string_view text);
/// Of at most 18 digits.
std::optional<std::int64_t> parse_integer(std::string_view text);

/// TEXT with \n, \, \; \: \" and \\ undone (RFC 5545 3.3.11); other backslashes
/// stay.
std::string unescaped_text(std::string_view value);
/// The pieces between commas that no backslash escapes; at most `limit`.
std::vector<std::string_view> split_values(std::string_view value,
                                           std::size_t limit = SIZE_MAX);

}  // namespace calspam
