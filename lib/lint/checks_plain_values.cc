// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "lint/calendar_values.hh"
#include "lint/checks_values.hh"
#include "lint/itip_table.hh"
#include "util/text.hh"

namespace calspam {

namespace {

struct States {
  std::string_view component;
  std::string_view values;
};
constexpr States kStates[] = {
    {"VEVENT", "TENTATIVE|CONFIRMED|CANCELLED"},
    {"VTODO", "NEEDS-ACTION|COMPLETED|IN-PROCESS|CANCELLED"},
    {"VJOURNAL", "DRAFT|FINAL|CANCELLED"},
};

struct NumberRange {
  std::string_view name;
  std::int64_t from, to;
};
constexpr NumberRange kNumbers[] = {
    {"PERCENT-COMPLETE", 0, 100},
    {"PRIORITY", 0, 9},
    {"REPEAT", 0, INT32_MAX},
    {"SEQUENCE", 0, INT32_MAX},
};

// Unix times from 2001 on; no event has been revised as often.
constexpr std::int64_t kClock = 1'000'000'000;

struct Line {
  const LintedCalendar& calendar;
  int index;
  const Component& component;
  const Property& property;
  CalendarLog& log;

  std::string_view value() const { return trimmed(property.value); }
  LintFinding& at(std::string_view id, std::string message) const {
    return log.at_value(id, property, std::move(message));
  }
};

void check_status(const Line& line) {
  const auto states =
      std::ranges::find(kStates, line.component.name, &States::component);
  if (states == std::end(kStates) || is_one_of(line.value(), states->values))
    return;
  line.at("5545-073", fmt::format("STATUS {} in a {}", quoted(line.value()),
                                  line.component.name));
}

void check_sets(const Line& line) {
  if (line.property.name == "TRANSP" &&
      !is_one_of(line.value(), "OPAQUE|TRANSPARENT"))
    line.at("5545-074", fmt::format("TRANSP is {}", quoted(line.value())));
  if (line.property.name == "CLASS" &&
      !is_one_of(line.value(), "PUBLIC|PRIVATE|CONFIDENTIAL") &&
      !starts_ignoring_case(line.value(), "X-"))
    line.at("5545-074", fmt::format("CLASS is {}", quoted(line.value())))
        .level = LintLevel::Note;
}

void check_number(const Line& line, const NumberRange& range) {
  const auto number = parse_integer(line.value());
  if (!number || *number < range.from || *number > range.to) {
    line.at("5545-075",
            fmt::format("{} {} is no number from {} to {}", range.name,
                        quoted(line.value()), range.from, range.to));
  } else if (range.name == "SEQUENCE" && *number >= kClock) {
    line.at("5545-076",
            fmt::format("SEQUENCE {} looks like a Unix time", *number));
  }
}

// A float of RFC 5545 3.3.7, within bounds.
bool is_angle(std::string_view text, int most) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  const std::size_t dot = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, dot);
  const std::string_view part = dot < text.size() ? text.substr(dot + 1) : "0";
  if (!std::ranges::all_of(whole, is_ascii_digit) ||
      !std::ranges::all_of(part, is_ascii_digit) || part.empty())
    return false;
  const auto degrees = parse_integer(whole);
  const bool beyond = part.find_first_not_of('0') != part.npos;
  return degrees && (*degrees < most || (*degrees == most && !beyond));
}

bool is_geo(std::string_view value) {
  const std::size_t semicolon = value.find(';');
  return semicolon != value.npos && is_angle(value.substr(0, semicolon), 90) &&
         is_angle(value.substr(semicolon + 1), 180);
}

void check_geo(const Line& line) {
  if (is_geo(line.value())) return;
  LintFinding& finding = line.at(
      "5545-077",
      fmt::format("GEO {} is no latitude;longitude", quoted(line.value())));
  std::string mended(line.value());
  std::erase_if(mended, [](char c) { return c == '\\' || c == ' '; });
  std::ranges::replace(mended, ',', ';');
  if (is_geo(mended))
    finding.edits = line.log.edits()
                        .set_value(line.log.part(), line.property, mended)
                        .take();
}

void check_uri(const Line& line) {
  if (is_absolute_uri(line.value())) return;
  line.at("5545-078", fmt::format("{} {} is no absolute URI",
                                  line.property.name, quoted(line.value())));
}

bool is_base64(std::string_view text) {
  const std::size_t padding =
      text.size() - text.substr(0, text.find('=')).size();
  return text.size() % 4 == 0 && padding <= 2 &&
         std::ranges::all_of(text.substr(0, text.size() - padding),
                             [](char c) {
                               return is_ascii_alpha(c) || is_ascii_digit(c) ||
                                      c == '+' || c == '/';
                             }) &&
         text.substr(text.size() - padding).find_first_not_of('=') == text.npos;
}

// True when the value is meant to be inline content.
bool check_binary(const Line& line) {
  const bool binary =
      same_ignoring_case(line.property.parameter_value("VALUE"), "BINARY");
  const bool encoded =
      same_ignoring_case(line.property.parameter_value("ENCODING"), "BASE64");
  if (!binary && !encoded) return false;
  line.at("5545-080",
          fmt::format("{} of {} inside the calendar", line.property.name,
                      counted(line.property.value.size(), "octet")));
  if (binary != encoded)
    line.at("5545-079",
            fmt::format("{} has {} only", line.property.name,
                        binary ? "VALUE=BINARY" : "ENCODING=BASE64"))
        .edits = line.log.edits()
                     .set_parameter(line.log.part(), line.property,
                                    binary ? "ENCODING" : "VALUE",
                                    binary ? "BASE64" : "BINARY")
                     .take();
  else if (!is_base64(line.value()))
    line.at("5545-079", fmt::format("{} holds no base64", line.property.name));
  return true;
}

void check_line(const Line& line) {
  const std::string& name = line.property.name;
  if (name == "STATUS") check_status(line);
  if (name == "TRANSP" || name == "CLASS") check_sets(line);
  for (const NumberRange& range : kNumbers)
    if (range.name == name) check_number(line, range);
  if (name == "GEO") check_geo(line);
  if (name == "URL" || name == "TZURL") check_uri(line);
  if (name == "ATTACH" && !check_binary(line)) check_uri(line);
  if (name == "IMAGE") check_binary(line);
}

}  // namespace

void check_plain_values(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const int index = static_cast<int>(i);
    const Component& component = calendar.component(index);
    for (const Property& property : component.properties)
      check_line({calendar, index, component, property, log});
  }
}

}  // namespace calspam
