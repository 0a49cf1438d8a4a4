// SPDX-License-Identifier: MIT
#include "lint/calendar_values.hh"

#include <algorithm>

#include "ical/participant.hh"
#include "util/text.hh"

namespace calspam {

namespace {

bool is_host(std::string_view host) {
  return std::ranges::all_of(host, [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) ||
           static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view("-._:[]@%~").find(c) != std::string_view::npos;
  });
}

// "nU" units in the order of `units`, each at most once, from `text` on.
bool takes_units(std::string_view& text, std::string_view units) {
  bool any = false;
  for (char unit : units) {
    const std::size_t digits =
        std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits == 0) break;
    if (digits == text.size() || text[digits] != unit) continue;
    text.remove_prefix(digits + 1);
    any = true;
  }
  return any;
}

}  // namespace

WrittenTime written_time(const Property& property, std::string_view value) {
  WrittenTime time;
  const auto read = parse_date_time(value);
  if (!read) return time;
  time.value = *read;
  if (read->date_only) {
    time.form = TimeForm::Date;
  } else if (read->utc) {
    time.form = TimeForm::Utc;
  } else {
    time.tzid = property.parameter_value("TZID");
    time.form = time.tzid.empty() ? TimeForm::Floating : TimeForm::Zoned;
  }
  return time;
}

WrittenTime written_time(const Property* property) {
  return property == nullptr ? WrittenTime{}
                             : written_time(*property, property->value);
}

std::string address_key(std::string_view uri) {
  const std::string address = calendar_address(uri);
  return ascii_lower(address.empty() ? trimmed(uri) : address);
}

std::string mailbox_key(std::string_view uri) {
  std::string key = address_key(uri);
  const std::size_t at = key.rfind('@');
  const std::size_t plus = key.find('+');
  if (at != key.npos && plus != key.npos && plus > 0 && plus < at)
    key.erase(plus, at - plus);
  return key;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-';
  });
}

bool is_absolute_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos || colon == 0 || colon + 1 == text.size() ||
      !is_ascii_alpha(text[0]))
    return false;
  const bool scheme = std::ranges::all_of(text.substr(0, colon), [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '+' || c == '-' ||
           c == '.';
  });
  if (!scheme || text.find_first_of(" \t<>\"\\") != text.npos) return false;
  std::string_view rest = text.substr(colon + 1);
  if (!rest.starts_with("//")) return true;
  rest.remove_prefix(2);
  return is_host(rest.substr(0, rest.find_first_of("/?#")));
}

bool is_one_of(std::string_view value, std::string_view bar_separated) {
  for (std::string_view one : split(bar_separated, '|'))
    if (same_ignoring_case(one, value)) return true;
  return false;
}

bool is_strict_duration(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  if (!text.starts_with('P')) return false;
  text.remove_prefix(1);
  if (takes_units(text, "W")) return text.empty();
  const bool days = takes_units(text, "D");
  if (text.empty()) return days;
  if (text[0] != 'T') return false;
  text.remove_prefix(1);
  return takes_units(text, "HMS") && text.empty();
}

}  // namespace calspam
