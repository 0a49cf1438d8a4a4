// SPDX-License-Identifier: MIT
#include "util/time.hh"

#include <fmt/format.h>

#include "util/text.hh"

namespace calspam {

bool is_leap_year(std::int32_t year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

std::int32_t days_in_month(std::int32_t year, std::int32_t month) {
  static constexpr std::int32_t kDays[] = {31, 28, 31, 30, 31, 30,
                                           31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  return kDays[month - 1] + (month == 2 && is_leap_year(year) ? 1 : 0);
}

bool is_valid_date(Date date) {
  return date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

// Years begin in March here, so that the leap day is the last of its year.
std::int64_t day_number(Date date) {
  const std::int64_t y = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t month = (date.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

Date date_of_day(std::int64_t number) {
  number += 719'468;
  const std::int64_t era = (number >= 0 ? number : number - 146'096) / 146'097;
  const std::int64_t day_of_era = number - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 -
       day_of_era / 146'096) /
      365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t m = (5 * day_of_year + 2) / 153;
  const auto month = static_cast<std::int32_t>(m < 10 ? m + 3 : m - 9);
  return {
      static_cast<std::int32_t>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)),
      month, static_cast<std::int32_t>(day_of_year - (153 * m + 2) / 5 + 1)};
}

int weekday(std::int64_t number) {
  return static_cast<int>(((number + 4) % 7 + 7) % 7);
}

std::string iso_instant(Instant instant) {
  std::int64_t days = instant / kDay;
  std::int64_t seconds = instant % kDay;
  if (seconds < 0) {
    seconds += kDay;
    --days;
  }
  const Date date = date_of_day(days);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", date.year,
                     date.month, date.day, seconds / 3'600, seconds / 60 % 60,
                     seconds % 60);
}

namespace {

// Reads exactly `digits` digits at the front of `text`.
std::optional<std::int32_t> take_number(std::string_view& text, int digits) {
  std::int32_t value = 0;
  if (text.size() < static_cast<std::size_t>(digits)) return {};
  for (int i = 0; i < digits; ++i) {
    if (!is_ascii_digit(text[static_cast<std::size_t>(i)])) return {};
    value = value * 10 + (text[static_cast<std::size_t>(i)] - '0');
  }
  text.remove_prefix(static_cast<std::size_t>(digits));
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::int64_t> take_offset(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return 0;
  const int sign = text.front() == '-' ? -1 : 1;
  if (!take(text, '+') && !take(text, '-')) return {};
  const auto hours = take_number(text, 2);
  take(text, ':');
  const auto minutes = take_number(text, 2);
  if (!hours || !minutes || *hours > 15 || *minutes > 59 || !text.empty())
    return {};
  return sign * (*hours * 3'600 + *minutes * 60);
}

}  // namespace

std::optional<Instant> parse_iso_instant(std::string_view text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) return {};
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return {};
  const auto day = take_number(text, 2);
  if (!day || !is_valid_date({*year, *month, *day})) return {};
  const Instant midnight = day_number({*year, *month, *day}) * kDay;
  if (text.empty()) return midnight;
  if (!take(text, 'T') && !take(text, ' ')) return {};
  const auto hour = take_number(text, 2);
  if (!hour || !take(text, ':')) return {};
  const auto minute = take_number(text, 2);
  if (!minute || *hour > 23 || *minute > 59) return {};
  std::int32_t second = 0;
  if (take(text, ':')) {
    const auto read = take_number(text, 2);
    if (!read || *read > 60) return {};
    second = *read;
  }
  const auto offset = take_offset(text);
  if (!offset) return {};
  return midnight + *hour * 3'600 + *minute * 60 + second - *offset;
}

}  // namespace calspam
