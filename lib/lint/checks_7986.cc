// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ical/component_names.hh"
#include "lint/calendar_values.hh"
#include "lint/checks_extensions.hh"
#include "lint/colour_names.hh"
#include "lint/linted_calendar.hh"
#include "util/text.hh"

namespace calspam {

namespace {

using enum LintLevel;

constexpr auto kChecks = std::to_array<Check>({
    {"7986-01", "uid-reveals", Warning, "RFC 7986 5.3",
     "UID names a machine or a person",
     "It is copied to everybody who is ever invited.", "Use a UUID.",
     Mending::None, "", "Zoom (a network address), Notes"},
    {"7986-02", "colour-unknown", Error, "RFC 7986 5.9",
     "COLOR is no colour name of CSS3", "Readers ignore it.",
     "Write a name such as turquoise.", Mending::None, "",
     "software that writes #rrggbb"},
    {"7986-03", "conference-no-uri", Error, "RFC 7986 5.11",
     "CONFERENCE has no VALUE=URI, or holds no URI",
     "No reader offers a button to join.", "Write VALUE=URI and the link.",
     Mending::Safe},
    {"7986-04", "image-without-type", Error, "RFC 7986 5.10",
     "IMAGE has neither VALUE=URI nor VALUE=BINARY",
     "Readers cannot tell a link from content.", "Say which it is.",
     Mending::Safe},
    {"7986-05", "relay-without-email", Note, "RFC 7986 6.2",
     "a calendar address is a relay and EMAIL does not tell the real one",
     "People see letters and digits where a name should be.",
     "Add the EMAIL parameter."},
    {"7986-06", "feed-property-sent", Note, "RFC 7986 5.7",
     "a mailed calendar has REFRESH-INTERVAL or SOURCE",
     "They belong to feeds; nobody fetches a mail again.",
     "Remove the property.", Mending::Safe, "", "generators of feeds"},
});

// Domains whose addresses stand for another one.
constexpr std::string_view kRelays[] = {"imip.me.com",
                                        "privaterelay.appleid.com"};

bool is_relay(std::string_view address) {
  const std::string_view domain =
      address.substr(std::min(address.find('@') + 1, address.size()));
  return std::ranges::find(kRelays, domain) != std::end(kRelays);
}

bool is_ip_address(std::string_view text) {
  const auto numbers = split(text, '.');
  const bool four =
      numbers.size() == 4 && std::ranges::all_of(numbers, [](auto n) {
        const auto value = parse_integer(n);
        return n.size() <= 3 && value && *value >= 0 && *value <= 255;
      });
  return four || std::ranges::count(text, ':') >= 2;
}

// What the UID gives away, or "".
std::string_view revealed(std::string_view uid, const std::string& organizer) {
  const std::string lower = ascii_lower(uid);
  if (lower.find("fe80:") != lower.npos) return "a network address";
  const std::size_t at = lower.rfind('@');
  const std::string_view host = at == lower.npos
                                    ? std::string_view()
                                    : std::string_view(lower).substr(at + 1);
  if (is_ip_address(host)) return "a network address";
  if (organizer.find('@') != organizer.npos &&
      lower.find(organizer) != lower.npos)
    return "the organizer's address";
  for (std::string_view ending :
       {".local", ".lan", ".internal", ".home", ".localdomain", ".intranet"})
    if (host.ends_with(ending)) return "a machine";
  if (host == "localhost" || (!host.empty() && host.find('.') == host.npos))
    return "a machine";
  return "";
}

void check_uid(const LintedCalendar& calendar, int index, CalendarLog& log) {
  const PropertyIndex& properties = calendar.properties(index);
  const Property* uid = properties.first("UID");
  if (uid == nullptr || !is_schedulable(calendar.component(index).name)) return;
  const std::string_view what =
      revealed(trimmed(uid->value), address_key(properties.value("ORGANIZER")));
  if (!what.empty())
    log.at_value("7986-01", *uid,
                 fmt::format("UID {} names {}", quoted(uid->value), what));
}

void check_values(const PropertyIndex& properties, CalendarLog& log) {
  for (const auto& [name, colour] : properties.all("COLOR"))
    if (!is_colour_name(trimmed(colour->value)))
      log.at_value("7986-02", *colour,
                   fmt::format("COLOR {} is no name", quoted(colour->value)));
  for (const auto& [name, link] : properties.all("CONFERENCE")) {
    if (!is_absolute_uri(trimmed(link->value)))
      log.at_value("7986-03", *link,
                   fmt::format("CONFERENCE {} is no URI", quoted(link->value)));
    else if (!same_ignoring_case(link->parameter_value("VALUE"), "URI"))
      log.at("7986-03", *link, "CONFERENCE without VALUE=URI").edits =
          log.edits().set_parameter(log.part(), *link, "VALUE", "URI").take();
  }
  for (const auto& [name, image] : properties.all("IMAGE")) {
    if (is_one_of(image->parameter_value("VALUE"), "URI|BINARY")) continue;
    const bool binary =
        same_ignoring_case(image->parameter_value("ENCODING"), "BASE64");
    log.at("7986-04", *image, "IMAGE without VALUE").edits =
        log.edits()
            .set_parameter(log.part(), *image, "VALUE",
                           binary ? "BINARY" : "URI")
            .take();
  }
}

void check_relays(const PropertyIndex& properties, CalendarLog& log) {
  for (std::string_view name : {"ORGANIZER", "ATTENDEE"})
    for (const auto& [of, person] : properties.all(name))
      if (is_relay(address_key(person->value)) &&
          person->parameter("EMAIL") == nullptr)
        log.at_value("7986-05", *person,
                     fmt::format("{} is a relay", quoted(person->value)));
}

void check_feed(const LintedCalendar& calendar, int index, CalendarLog& log) {
  if (!calendar.subject().is_mail()) return;
  const PropertyIndex& properties = calendar.properties(index);
  for (std::string_view name : {"REFRESH-INTERVAL", "SOURCE"})
    for (const auto& [of, property] : properties.all(name))
      log.at("7986-06", *property, fmt::format("{} in a mail", name)).edits =
          log.edits().remove_lines(log.part(), property->span).take();
}

void run_calendar(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const int index = static_cast<int>(i);
    const PropertyIndex& properties = calendar.properties(index);
    check_uid(calendar, index, log);
    check_values(properties, log);
    check_relays(properties, log);
    if (calendar.component(index).name == "VCALENDAR")
      check_feed(calendar, index, log);
  }
}

void run(const LintInput& input, LintLog& log) {
  lint_calendars(input, kChecks, run_calendar, log);
}

}  // namespace

constexpr CheckFamily kFamily7986{"7986", "newer properties (RFC 7986)",
                                  kChecks, run};

}  // namespace calspam
