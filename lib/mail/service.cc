// SPDX-License-Identifier: MIT
#include "mail/service.hh"

#include "mail/address.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr CalendarService kServices[] = {
    {"google", "calendar-notification@google.com", true},
    {"google", "calendar-server.bounces.google.com", true},
    {"apple", "noreply@email.apple.com", false},
    {"calendly", "calendly.com", true},
    {"eventbrite", "event.eventbrite.com", true},
    {"eventbrite", "eventbrite.com", true},
    {"meetup", "meetup.com", true},
    {"doodle", "doodle.com", true},
    {"luma", "lu.ma", true},
    {"luma", "luma-mail.com", true},
    {"salonized", "email.salonized.com", true},
    {"acuity", "acuityscheduling.com", true},
    {"setmore", "setmore.com", true},
    {"simplybook", "simplybook.me", true},
    {"bookings", "bookings.microsoft.com", true},
    {"zoho", "zohobookings.com", true},
    {"zoho", "zohocalendar.com", true},
    {"hubspot", "meetings.hubspot.com", true},
    {"zoom", "no-reply@zoom.us", false},
    {"zoom", "zoom.us", false},
    {"webex", "messenger@webex.com", false},
    {"teams", "noreply@email.teams.microsoft.com", false},
    {"yahoo", "calendar@yahoo-inc.com", true},
};

bool matches(std::string_view address, std::string_view entry) {
  if (entry.find('@') != std::string_view::npos)
    return same_ignoring_case(address, entry);
  const std::size_t at = address.rfind('@');
  if (at == std::string_view::npos) return false;
  const std::string_view domain = address.substr(at + 1);
  return same_ignoring_case(domain, entry) ||
         (domain.size() > entry.size() && ends_ignoring_case(domain, entry) &&
          domain[domain.size() - entry.size() - 1] == '.');
}

}  // namespace

std::span<const CalendarService> calendar_services() {
  return kServices;
}

const CalendarService* service_of_address(std::string_view address) {
  for (const CalendarService& service : kServices)
    if (matches(address, service.address)) return &service;
  return nullptr;
}

const CalendarService* calendar_service(const Message& message,
                                        const Limits& limits) {
  if (message.parts.empty()) return nullptr;
  for (std::string_view name : {"Sender", "From"}) {
    const Header* header = message.root().header(name);
    if (header == nullptr) continue;
    for (const Address& address : parse_addresses(header->value, limits))
      if (const CalendarService* service = service_of_address(address.spec()))
        return service;
  }
  return nullptr;
}

}  // namespace calspam
