// SPDX-License-Identifier: MIT
// Calendar addresses, and whether the mail comes from them.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/checks_6047_rows.hh"
#include "lint/edits.hh"
#include "lint/message_parts.hh"
#include "util/text.hh"
#include "web/encoding.hh"

namespace calspam {
namespace {

constexpr std::array<std::string_view, 5> kOrganizerMethods{
    "PUBLISH", "REQUEST", "ADD", "CANCEL", "DECLINECOUNTER"};
constexpr std::array<std::string_view, 3> kAttendeeMethods{"REPLY", "COUNTER",
                                                           "REFRESH"};

// What is wrong with what stands after "mailto:", or "".
std::string fault_of(std::string_view address) {
  if (trimmed(address).empty()) return "nothing after mailto:";
  if (address.find_first_of(" \t") != address.npos)
    return "a blank in the address";
  if (address.find_first_of("<>\"") != address.npos)
    return "a display name beside the address";
  if (address.find('?') != address.npos) return "a query after the address";
  if (address.find(',') != address.npos) return "more than one address";
  for (std::size_t i = 0; i < address.size(); ++i)
    if (address[i] == '%' &&
        (i + 2 >= address.size() || hex_digit(address[i + 1]) < 0 ||
         hex_digit(address[i + 2]) < 0))
      return "a percent sign that escapes nothing";
  const auto signs = std::ranges::count(address, '@');
  if (signs != 1) return signs == 0 ? "no @" : "more than one @";
  if (address.starts_with('@') || address.ends_with('@'))
    return "half an address";
  return "";
}

// Edits of the property and of the same one in the copies.
std::vector<Edit> with_value(const LintInput& input, std::size_t calendar,
                             std::size_t component, std::size_t property,
                             const std::string& value) {
  Edits edits(input);
  for (const CalendarPart* copy : with_twins(input.subject, calendar))
    edits.set_value(*copy,
                    copy->calendar.components[component].properties[property],
                    value);
  return edits.take();
}

void check_address(const LintInput& input, std::size_t calendar,
                   std::size_t component, std::size_t index, LintLog& log) {
  const CalendarPart& part = input.subject.calendars[calendar];
  const Property& property =
      part.calendar.components[component].properties[index];
  const Place place = property_place(part, property);
  if (input.has_hole(place.span)) return;
  const std::string_view value = property.value;
  constexpr std::string_view kScheme = "mailto:";
  if (!starts_ignoring_case(trimmed(value), kScheme)) {
    LintFinding& finding = log.add(imip_check("address-not-mailto"), place,
                                   fmt::format("{} \"{}\" is no mailto: URI",
                                               property.name, trimmed(value)));
    if (fault_of(trimmed(value)).empty() && value.find(':') == value.npos)
      finding.edits = with_value(input, calendar, component, index,
                                 "mailto:" + std::string(trimmed(value)));
    return;
  }
  const std::string_view address = trimmed(value).substr(kScheme.size());
  const std::string fault = fault_of(address);
  if (fault.empty()) return;
  LintFinding& finding =
      log.add(imip_check("mailto-malformed"), place,
              fmt::format("{} \"{}\": {}", property.name, value, fault));
  const std::vector<Address> read = parse_addresses(
      address.substr(0, address.find('?')), *input.subject.limits);
  if (read.size() == 1 && fault_of(read.front().spec()).empty())
    finding.edits = with_value(input, calendar, component, index,
                               "mailto:" + read.front().spec());
}

void check_addresses(const LintInput& input, LintLog& log) {
  const auto& calendars = input.subject.calendars;
  for (std::size_t c = 0; c < calendars.size(); ++c) {
    if (calendars[c].twin_of >= 0) continue;
    const auto& components = calendars[c].calendar.components;
    for (std::size_t i = 0; i < components.size(); ++i)
      for (std::size_t p = 0; p < components[i].properties.size(); ++p)
        if (const std::string& name = components[i].properties[p].name;
            name == "ORGANIZER" || name == "ATTENDEE")
          check_address(input, c, i, p, log);
  }
}

bool is_among(const std::vector<Address>& addresses, std::string_view wanted) {
  return std::ranges::any_of(addresses, [&](const Address& address) {
    return same_mailbox(address.spec(), wanted);
  });
}

bool stands_for(const std::vector<Address>& addresses,
                const Participant& person) {
  return is_among(addresses, person.address) ||
         is_among(addresses, person.sent_by) ||
         is_among(addresses, person.email);
}

bool is_one_of(std::string_view method,
               std::span<const std::string_view> methods) {
  return std::ranges::find(methods, method) != methods.end();
}

void check_organizer(const LintInput& input, const EventRow& row,
                     LintLog& log) {
  const Subject& subject = input.subject;
  const std::optional<Participant>& organizer = row.event.organizer;
  if (!organizer || organizer->address.empty()) return;
  if (stands_for(subject.from, *organizer) ||
      stands_for(subject.sender, *organizer) ||
      stands_for(subject.reply_to, *organizer))
    return;
  log.add(imip_check("sender-not-organizer"), header_place(subject, 0, "From"),
          fmt::format("\"{}\" sends an event of \"{}\"",
                      subject.from.front().spec(), organizer->address));
}

void check_attendee(const LintInput& input, const EventRow& row, LintLog& log) {
  const Subject& subject = input.subject;
  const std::vector<Participant>& attendees = row.event.attendees;
  if (attendees.empty() ||
      std::ranges::any_of(attendees, [&](const Participant& attendee) {
        return attendee.address.empty() || stands_for(subject.from, attendee);
      }))
    return;
  log.add(imip_check("attendee-not-sender"), header_place(subject, 0, "From"),
          fmt::format("\"{}\" answers for \"{}\"", subject.from.front().spec(),
                      attendees.front().address));
}

void check_senders(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  if (subject.from.empty() || subject.from.front().spec().empty() ||
      input.has_hole(header_place(subject, 0, "From").span))
    return;
  for (const EventRow& row : subject.events) {
    const CalendarPart& calendar =
        subject.calendars[static_cast<std::size_t>(row.calendar)];
    // An object that was forwarded inside another message is not sent here.
    if (calendar.part < 0 || !part_at(subject, calendar.part).reading.empty() ||
        enclosing(subject, calendar.part, "message/rfc822") >= 0)
      continue;
    if (is_one_of(row.method, kOrganizerMethods))
      return check_organizer(input, row, log);
    if (is_one_of(row.method, kAttendeeMethods))
      return check_attendee(input, row, log);
  }
}

}  // namespace

void check_imip_people(const LintInput& input, LintLog& log) {
  check_addresses(input, log);
  if (input.subject.is_mail()) check_senders(input, log);
}

}  // namespace calspam
