// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "mail/structured.hh"
#include "mail/trace.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// No date is longer; what stands behind it is read by nobody.
constexpr std::size_t kLongestDate = 512;

constexpr std::array<std::string_view, 12> kMonths{
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

struct NamedZone {
  std::string_view name;
  int minutes;
};
// RFC 5322 4.3, then abbreviations that mean one thing only. Every other name
// is -0000 there, the one-letter zones included.
constexpr NamedZone kZones[] = {
    {"edt", -240}, {"est", -300}, {"cdt", -300},  {"cst", -360},
    {"mdt", -360}, {"mst", -420}, {"pdt", -420},  {"pst", -480},
    {"wet", 0},    {"west", 60},  {"cet", 60},    {"met", 60},
    {"cest", 120}, {"mest", 120}, {"eet", 120},   {"eest", 180},
    {"msk", 180},  {"jst", 540},  {"aest", 600},  {"aedt", 660},
    {"nzst", 720}, {"nzdt", 780}, {"akst", -540}, {"akdt", -480},
    {"hst", -600}};

struct DateParts {
  int day = -1;
  int month = -1;
  int year = -1;
  int seconds = -1;  ///< since midnight
  bool afternoon = false;
  bool forenoon = false;
  bool broken = false;      ///< a time of day that is none
  std::optional<int> zone;  ///< minutes east of UTC
};

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_ascii_digit);
}

// At most nine digits, so that it fits.
int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits.substr(0, 9)) value = value * 10 + (c - '0');
  return value;
}

int month_number(std::string_view word) {
  if (word.size() < 3) return -1;
  const std::string lower = ascii_lower(word);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i].starts_with(lower)) return static_cast<int>(i) + 1;
  }
  return -1;
}

// Two digits are 2000-2049 or 1950-1999, three count from 1900 (RFC 5322 4.3).
int full_year(std::string_view digits) {
  const int year = number(digits);
  if (digits.size() == 2) return year < 50 ? 2000 + year : 1900 + year;
  if (digits.size() == 3) return 1900 + year;
  return digits.size() == 4 ? year : -1;
}

// "+0100", "-03:30", "+1"
std::optional<int> numeric_zone(std::string_view text) {
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return {};
  std::string digits;
  for (const char c : text.substr(1)) {
    if (is_ascii_digit(c))
      digits += c;
    else if (c != ':')
      return {};
  }
  if (digits.empty() || digits.size() > 4) return {};
  const int value = number(digits);
  const int hours = digits.size() <= 2 ? value : value / 100;
  const int minutes = digits.size() <= 2 ? 0 : value % 100;
  if (minutes > 59) return {};
  return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

// "10:20", "10:20:30", "10:20:30.456"; -1 for no time of a day
int seconds_of_day(std::string_view text) {
  const auto pieces = split(text, ':');
  if (pieces.size() < 2 || pieces.size() > 3) return -1;
  std::array<int, 3> values{};
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    std::string_view piece = pieces[i];
    if (i == 2) piece = piece.substr(0, piece.find_first_of(".,"));
    if (!all_digits(piece) || piece.size() > 2) return -1;
    values[i] = number(piece);
  }
  if (values[0] > 23 || values[1] > 59 || values[2] > 60) return -1;
  return (values[0] * 60 + values[1]) * 60 + values[2];
}

void read_zone_name(DateParts& parts, std::string_view word) {
  if (parts.zone || parts.seconds < 0) return;
  // "GMT+0100" and "UTC-3": the number counts from the name's zero.
  const auto sign = word.find_first_of("+-");
  if (sign != std::string_view::npos) {
    parts.zone = numeric_zone(word.substr(sign));
    return;
  }
  const std::string lower = ascii_lower(word);
  const auto* const zone = std::ranges::find(kZones, lower, &NamedZone::name);
  parts.zone = zone == std::end(kZones) ? 0 : zone->minutes;
}

void read_number(DateParts& parts, std::string_view digits) {
  const bool is_day = digits.size() <= 2 && parts.day < 0;
  if (is_day)
    parts.day = number(digits);
  else if (parts.year < 0)
    parts.year = full_year(digits);
}

void read_word(DateParts& parts, std::string_view word) {
  const std::string lower = ascii_lower(word);
  if (lower == "am" || lower == "pm") {
    (lower == "am" ? parts.forenoon : parts.afternoon) = true;
    return;
  }
  if (parts.month < 0 && month_number(word) > 0) {
    parts.month = month_number(word);
    return;
  }
  read_zone_name(parts, word);
}

// "10:20:30+0100", "10:20:30Z"
void read_time(DateParts& parts, std::string_view text) {
  if (parts.seconds >= 0) return;
  const auto zone = text.find_first_not_of("0123456789:.");
  parts.seconds = seconds_of_day(text.substr(0, zone));
  parts.broken = parts.seconds < 0;
  if (zone == std::string_view::npos || parts.seconds < 0) return;
  const auto rest = text.substr(zone);
  if (is_ascii_alpha(rest.front())) return read_word(parts, rest);
  parts.zone = numeric_zone(rest);
}

// "2024-01-02", "2024-01-02T10:20:30Z"; false for anything else.
bool read_iso(DateParts& parts, std::string_view piece) {
  const auto midnight = parse_iso_instant(piece.substr(0, 10));
  if (!midnight || piece.size() < 10) return false;
  const Date date = date_of_day(*midnight / kDay);
  parts.year = date.year;
  parts.month = date.month;
  parts.day = date.day;
  if (piece.size() > 11) read_time(parts, piece.substr(11));
  return true;
}

void read_piece(DateParts& parts, std::string_view piece) {
  if (piece.empty() || read_iso(parts, piece)) return;
  const char first = piece.front();
  if (first == '+' || first == '-') {
    if (!parts.zone) parts.zone = numeric_zone(piece);
  } else if (is_ascii_digit(first) && piece.find(':') != piece.npos) {
    read_time(parts, piece);
  } else if (all_digits(piece)) {
    read_number(parts, piece);
  } else if (is_ascii_alpha(first)) {
    read_word(parts, piece);
  } else if (is_ascii_digit(first) && piece.find('-') != piece.npos) {
    for (const auto part : split(piece, '-')) read_piece(parts, part);
  } else if (is_ascii_digit(first)) {
    // "1st", "16.": the digits are the day
    read_number(parts, piece.substr(0, piece.find_first_not_of("0123456789")));
  }
}

std::optional<Instant> instant_of(DateParts parts) {
  const Date date{parts.year, parts.month, parts.day};
  if (parts.broken || parts.year < 1900 || !is_valid_date(date)) return {};
  int seconds = std::max(parts.seconds, 0);
  if (parts.afternoon && seconds < 12 * 3600) seconds += 12 * 3600;
  if (parts.forenoon && seconds >= 12 * 3600) seconds -= 12 * 3600;
  return day_number(date) * kDay + seconds - parts.zone.value_or(0) * 60;
}

// White space, which may stand around colons (RFC 5322 4.3), goes from there;
// commas and folds become spaces.
std::string normalised(std::string_view text) {
  std::string out;
  for (const char c : squeezed(without_comments(text))) {
    if (c == ':' && out.ends_with(' ')) out.pop_back();
    if (c == ' ' && out.ends_with(':')) continue;
    out += c == ',' ? ' ' : c;
  }
  return out;
}

}  // namespace

std::optional<Instant> parse_mail_date(std::string_view text) {
  const std::string line = normalised(text.substr(0, kLongestDate));
  DateParts parts;
  for (const auto piece : split(line, ' ')) read_piece(parts, piece);
  return instant_of(parts);
}

}  // namespace calspam
