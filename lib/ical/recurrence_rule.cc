// SPDX-License-Identifier: MIT
#include "ical/recurrence_rule.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {

namespace {

constexpr std::int64_t kLargestInterval = 1'000'000'000;
constexpr std::string_view kWeekdays = "SUMOTUWETHFRSA";

struct FrequencyName {
  std::string_view name;
  Frequency frequency;
};
constexpr FrequencyName kFrequencies[] = {
    {"SECONDLY", Frequency::Secondly}, {"MINUTELY", Frequency::Minutely},
    {"HOURLY", Frequency::Hourly},     {"DAILY", Frequency::Daily},
    {"WEEKLY", Frequency::Weekly},     {"MONTHLY", Frequency::Monthly},
    {"YEARLY", Frequency::Yearly}};

// A BY... part that lists numbers.
struct NumberPart {
  std::string_view name;
  std::vector<int> RecurrenceRule::*list;
  int from, to;
  bool negative;  ///< also -from .. -to, counted from the end
};
constexpr NumberPart kNumberParts[] = {
    {"BYSECOND", &RecurrenceRule::by_second, 0, 60, false},
    {"BYMINUTE", &RecurrenceRule::by_minute, 0, 59, false},
    {"BYHOUR", &RecurrenceRule::by_hour, 0, 23, false},
    {"BYMONTHDAY", &RecurrenceRule::by_month_day, 1, 31, true},
    {"BYYEARDAY", &RecurrenceRule::by_year_day, 1, 366, true},
    {"BYWEEKNO", &RecurrenceRule::by_week_number, 1, 53, true},
    {"BYMONTH", &RecurrenceRule::by_month, 1, 12, false},
    {"BYSETPOS", &RecurrenceRule::by_position, 1, 366, true}};

// 0 Sunday .. 6, or -1.
int weekday_of(std::string_view name) {
  if (name.size() != 2) return -1;
  const std::size_t at = kWeekdays.find(name);
  return at == kWeekdays.npos || at % 2 != 0 ? -1 : static_cast<int>(at / 2);
}

template <typename T>
void make_set(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

bool read_numbers(std::string_view text, const NumberPart& part,
                  std::vector<int>& out) {
  bool good = true;
  for (std::string_view piece : split(text, ',')) {
    const auto value = parse_integer(piece);
    const auto in_range = [&](std::int64_t v) {
      return v >= part.from && v <= part.to;
    };
    if (value && (in_range(*value) || (part.negative && in_range(-*value))))
      out.push_back(static_cast<int>(*value));
    else
      good = false;
  }
  // Second 60 is a leap second, which no calendar has.
  if (part.to == 60) std::replace(out.begin(), out.end(), 60, 59);
  make_set(out);
  return good && !out.empty();
}

bool read_weekdays(std::string_view text, RecurrenceRule& rule) {
  bool good = true;
  for (std::string_view piece : split(text, ',')) {
    piece = trimmed(piece);
    const std::string_view name =
        piece.substr(piece.size() < 2 ? 0 : piece.size() - 2);
    const std::string_view count = piece.substr(0, piece.size() - name.size());
    const int weekday = weekday_of(name);
    const auto nth =
        count.empty() ? std::optional<std::int64_t>(0) : parse_integer(count);
    if (weekday < 0 || !nth || *nth > 53 || *nth < -53 ||
        (!count.empty() && *nth == 0)) {
      good = false;
      continue;
    }
    rule.by_day.push_back({static_cast<int>(*nth), weekday});
  }
  make_set(rule.by_day);
  return good && !rule.by_day.empty();
}

bool read_frequency(std::string_view value, RecurrenceRule& rule) {
  rule.frequency_name = value.substr(0, 32);
  for (const FrequencyName& f : kFrequencies)
    if (f.name == value) rule.frequency = f.frequency;
  return rule.frequency != Frequency::None;
}

bool read_interval(std::string_view value, RecurrenceRule& rule) {
  const auto number = parse_integer(value);
  if (!number || *number < 1) return false;
  rule.interval = std::min(*number, kLargestInterval);
  return *number <= kLargestInterval;
}

bool read_count(std::string_view value, RecurrenceRule& rule) {
  const auto number = parse_integer(value);
  if (!number || *number < 1) return false;
  rule.count = static_cast<std::uint64_t>(*number);
  return true;
}

bool read_part(std::string_view name, std::string_view value,
               RecurrenceRule& rule) {
  if (name == "FREQ") return read_frequency(value, rule);
  if (name == "INTERVAL") return read_interval(value, rule);
  if (name == "COUNT") return read_count(value, rule);
  if (name == "UNTIL") {
    rule.until = parse_date_time(value);
    return rule.until.has_value();
  }
  if (name == "BYDAY") return read_weekdays(value, rule);
  if (name == "WKST") {
    const int day = weekday_of(value);
    if (day >= 0) rule.week_start = day;
    return day >= 0;
  }
  for (const NumberPart& part : kNumberParts)
    if (part.name == name) return read_numbers(value, part, rule.*part.list);
  // RFC 7529; the Gregorian scale is the only one that is sent.
  if (name == "RSCALE") return value == "GREGORIAN";
  return name == "SKIP";
}

}  // namespace

RecurrenceRule parse_rule(std::string_view text) {
  RecurrenceRule rule;
  std::vector<std::string> seen;
  const std::string upper = ascii_upper(trimmed(text));
  for (std::string_view part : split(upper, ';')) {
    if (trimmed(part).empty()) continue;
    const std::size_t equals = part.find('=');
    if (equals == part.npos) {
      rule.valid = false;
      continue;
    }
    std::string name(trimmed(part.substr(0, equals)));
    const bool again = std::find(seen.begin(), seen.end(), name) != seen.end();
    if (again || !read_part(name, trimmed(part.substr(equals + 1)), rule))
      rule.valid = false;
    // There are sixteen parts; more names are not worth remembering.
    if (!again && seen.size() < 32) seen.push_back(std::move(name));
  }
  if (rule.frequency == Frequency::None) rule.valid = false;
  if (rule.count && rule.until) rule.valid = false;
  return rule;
}

}  // namespace calspam
