// SPDX-License-Identifier: MIT
#include "ical/value.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {

namespace {

// The number that the first `digits` bytes spell; -1 when one is no digit.
std::int32_t number(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return -1;
  std::int32_t value = 0;
  for (char c : text.substr(at, digits)) {
    if (!is_ascii_digit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<std::int32_t> second_of_day(std::string_view text) {
  const std::int32_t hour = number(text, 0, 2);
  const std::int32_t minute = number(text, 2, 2);
  const std::int32_t second = number(text, 4, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
      second > 60)
    return {};
  return hour * 3600 + minute * 60 + std::min(second, 59);
}

std::int64_t seconds_of_unit(char unit, bool in_time) {
  switch (unit) {
    case 'W':
      return in_time ? 0 : 7 * kDay;
    case 'D':
      return in_time ? 0 : kDay;
    case 'H':
      return in_time ? 3600 : 0;
    case 'M':
      return in_time ? 60 : 0;
    case 'S':
      return in_time ? 1 : 0;
    default:
      return 0;
  }
}

}  // namespace

std::optional<DateTimeValue> parse_date_time(std::string_view text) {
  text = trimmed(text);
  DateTimeValue value;
  value.date = {number(text, 0, 4), number(text, 4, 2), number(text, 6, 2)};
  if (value.date.year < 0 || !is_valid_date(value.date)) return {};
  if (text.size() == 8) {
    value.date_only = true;
    return value;
  }
  if (text[8] != 'T' && text[8] != 't') return {};
  const auto seconds = second_of_day(text.substr(9));
  if (!seconds) return {};
  value.second_of_day = *seconds;
  const std::string_view rest = text.substr(15);
  value.utc = rest == "Z" || rest == "z";
  if (!rest.empty() && !value.utc) return {};
  return value;
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
  text = trimmed(text);
  std::int64_t sign = 1;
  if (text.starts_with('-') || text.starts_with('+')) {
    sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
  }
  if (text.empty() || (text.front() != 'P' && text.front() != 'p')) return {};
  std::int64_t total = 0, count = 0;
  std::size_t digits = 0, units = 0;
  bool in_time = false;
  for (char written : text.substr(1)) {
    const char c = static_cast<char>(written & ~0x20);
    if (is_ascii_digit(written)) {
      count = count * 10 + (written - '0');
      if (++digits > 10) return {};
    } else if (c == 'T' && digits == 0 && !in_time) {
      in_time = true;
    } else {
      const std::int64_t unit = seconds_of_unit(c, in_time);
      if (unit == 0 || digits == 0 || ++units > 8) return {};
      total += count * unit;
      count = 0;
      digits = 0;
    }
  }
  if (digits != 0 || units == 0) return {};
  return sign * total;
}

std::optional<PeriodValue> parse_period(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == text.npos) return {};
  const auto start = parse_date_time(text.substr(0, slash));
  if (!start || start->date_only) return {};
  PeriodValue period{*start, parse_date_time(text.substr(slash + 1)),
                     parse_duration(text.substr(slash + 1))};
  if (!period.end && !period.duration) return {};
  return period;
}

std::optional<std::int32_t> parse_utc_offset(std::string_view text) {
  text = trimmed(text);
  if (text.size() != 5 && text.size() != 7) return {};
  if (text[0] != '+' && text[0] != '-') return {};
  const std::int32_t hours = number(text, 1, 2);
  const std::int32_t minutes = number(text, 3, 2);
  const std::int32_t seconds = text.size() == 7 ? number(text, 5, 2) : 0;
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 ||
      seconds > 59)
    return {};
  const std::int32_t offset = hours * 3600 + minutes * 60 + seconds;
  return text[0] == '-' ? -offset : offset;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  text = trimmed(text);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.size() > 18) return {};
  std::int64_t value = 0;
  for (char c : text) {
    if (!is_ascii_digit(c)) return {};
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

std::string unescaped_text(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char next = i + 1 < value.size() ? value[i + 1] : '\0';
    const bool escape =
        value[i] == '\\' &&
        std::string_view("nN,;:\"\\").find(next) != std::string_view::npos;
    if (!escape) {
      out += value[i];
      continue;
    }
    out += next == 'n' || next == 'N' ? '\n' : next;
    ++i;
  }
  return out;
}

std::vector<std::string_view> split_values(std::string_view value,
                                           std::size_t limit) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= value.size() && out.size() < limit; ++i) {
    if (i < value.size() && value[i] == '\\') {
      ++i;
    } else if (i >= value.size() || value[i] == ',') {
      out.push_back(value.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  if (begin < value.size() && out.size() < limit)
    out.push_back(value.substr(begin));
  return out;
}

}  // namespace calspam
