// SPDX-License-Identifier: MIT
// What filters know of calendars that spam tools make.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/checks_deliv_rows.hh"
#include "lint/message_parts.hh"
#include "util/text.hh"
#include "web/encoding.hh"

namespace calspam {
namespace {

constexpr std::size_t kMostCustom = 10, kLongHex = 16, kRecipientsTried = 20,
                      kLongestUid = 1'000;

// Products of tutorials, of RFC 5545's examples and of libraries' manuals; in
// lower case, the start of a PRODID.
constexpr std::array<std::string_view, 16> kBoilerplate{
    "-//your app//",     "-//your company//",   "-//your organization//",
    "-//your product//", "-//yourcompany//",    "-//myapp//",
    "-//my app//",       "-//my company//",     "-//my calendar product//",
    "-//organization//", "-//calendar event//", "-//company//",
    "-//example corp",   "-//hacksw/handcal//", "-//abc corporation//",
    "-//xyz corp//"};

// "-//x7Kq2mP9//EN": one random word.
bool is_random(std::string_view product) {
  if (!product.starts_with("-//") || !product.ends_with("//EN")) return false;
  if (product.size() < 3 + 6 + 4) return false;
  product.remove_prefix(3);
  product.remove_suffix(4);
  const auto digits = std::ranges::count_if(product, is_ascii_digit);
  const auto letters = std::ranges::count_if(product, is_ascii_alpha);
  return digits >= 2 && letters >= 2 &&
         static_cast<std::size_t>(digits + letters) == product.size();
}

struct CalendarCheck {
  const LintInput& input;
  const CalendarPart& calendar;
  LintLog& log;

  void add(const Check& check, const Property& property,
           std::string message) const {
    const Place place = property_place(calendar, property);
    if (!input.has_hole(place.span)) log.add(check, place, std::move(message));
  }
};

void check_product(const CalendarCheck& c, const Property& property) {
  const std::string_view product = trimmed(property.value);
  const bool known =
      std::ranges::any_of(kBoilerplate, [&](std::string_view start) {
        return starts_ignoring_case(product, start);
      });
  if (known || is_random(product))
    c.add(delivery_check("boilerplate-product"), property,
          fmt::format("PRODID \"{}\"", product));
}

bool is_example_domain(std::string_view domain) {
  for (std::string_view name : {"example.com", "example.org", "example.net"})
    if (same_ignoring_case(domain, name)) return true;
  return false;
}

void check_uid(const CalendarCheck& c, const Property& property) {
  const std::string_view uid =
      trimmed(std::string_view(property.value).substr(0, kLongestUid));
  const std::size_t at = uid.rfind('@');
  if (at != uid.npos && is_example_domain(uid.substr(at + 1)))
    c.add(delivery_check("boilerplate-uid"), property,
          fmt::format("UID ends in \"{}\"", uid.substr(at)));
  const std::string method = c.calendar.calendar.method();
  // Who answers repeats the UID of the organizer, who is the recipient then.
  if (method == "REPLY" || method == "COUNTER" || method == "REFRESH") return;
  std::size_t tried = 0;
  for (const Address& recipient : c.input.subject.recipients) {
    if (++tried > kRecipientsTried) return;
    const std::string address = recipient.spec();
    if (recipient.domain.empty() ||
        find_ignoring_case(uid, address) == uid.npos)
      continue;
    c.add(delivery_check("uid-names-recipient"), property,
          fmt::format("UID holds \"{}\"", address));
    return;
  }
}

// Figures alone are counters and ids of honest products.
bool is_long_hex(std::string_view value) {
  value = trimmed(value);
  return value.size() >= kLongHex &&
         std::ranges::any_of(value, is_ascii_alpha) &&
         std::ranges::all_of(
             value, [](char c) { return hex_digit(c) >= 0 || c == '-'; });
}

void check_custom(const CalendarCheck& c, const Component& component) {
  std::size_t custom = 0;
  const Property* first = nullptr;
  for (const Property& property : component.properties) {
    if (!property.name.starts_with("X-") || !is_long_hex(property.value))
      continue;
    if (custom++ == 0) first = &property;
  }
  if (custom > kMostCustom)
    c.add(delivery_check("many-custom-properties"), *first,
          fmt::format("{} X- properties with long hexadecimal values", custom));
}

}  // namespace

void check_delivery_of_calendars(const LintInput& input, LintLog& log) {
  for (const CalendarPart& calendar : input.subject.calendars) {
    if (calendar.twin_of >= 0) continue;
    const CalendarCheck check{input, calendar, log};
    for (const Component& component : calendar.calendar.components) {
      check_custom(check, component);
      for (const Property& property : component.properties) {
        if (property.name == "PRODID" && component.name == "VCALENDAR")
          check_product(check, property);
        if (property.name == "UID") check_uid(check, property);
      }
    }
  }
}

}  // namespace calspam
