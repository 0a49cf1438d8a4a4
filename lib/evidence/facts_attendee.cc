// SPDX-License-Identifier: MIT
#include <array>

#include "evidence/facts.hh"
#include "evidence/recipients.hh"
#include "util/text.hh"

namespace calspam {
namespace {

const Event& event_of(const Subject& s, std::size_t row) {
  return s.events[static_cast<std::size_t>(s.attendees[row].event)].event;
}
const Participant& attendee(const Subject& s, std::size_t row) {
  return event_of(s, row)
      .attendees[static_cast<std::size_t>(s.attendees[row].index)];
}
Place place_of(const Subject& s, std::size_t row) {
  const EventRow& event =
      s.events[static_cast<std::size_t>(s.attendees[row].event)];
  return property_place(calendar_of(s, event), attendee(s, row).property,
                        "ATTENDEE");
}

template <std::string Participant::*member>
FactValue text_of(const Subject& s, std::size_t row) {
  return present(attendee(s, row).*member, place_of(s, row));
}

constexpr auto kFacts = std::to_array<Fact>({
    {"attendee.address", FactType::Text, Scope::Attendee,
     "address of the ATTENDEE", text_of<&Participant::address>},
    {"attendee.domain", FactType::Text, Scope::Attendee,
     "domain of the ATTENDEE", text_of<&Participant::domain>},
    {"attendee.name", FactType::Text, Scope::Attendee, "CN",
     text_of<&Participant::common_name>},
    {"attendee.partstat", FactType::Text, Scope::Attendee,
     "PARTSTAT, upper case", text_of<&Participant::partstat>},
    {"attendee.role", FactType::Text, Scope::Attendee, "ROLE, upper case",
     text_of<&Participant::role>},
    {"attendee.cutype", FactType::Text, Scope::Attendee, "CUTYPE, upper case",
     text_of<&Participant::cutype>},
    {"attendee.rsvp", FactType::Boolean, Scope::Attendee, "RSVP",
     [](const Subject& s, std::size_t row) {
       const auto& rsvp = attendee(s, row).rsvp;
       return rsvp ? boolean(*rsvp, place_of(s, row)) : unknown();
     }},
    {"attendee.is_recipient", FactType::Boolean, Scope::Attendee,
     "the ATTENDEE is a recipient of the mail",
     [](const Subject& s, std::size_t row) {
       if (s.recipients.empty() || attendee(s, row).address.empty())
         return unknown();
       return boolean(is_recipient(s, attendee(s, row).address),
                      place_of(s, row));
     }},
    {"attendee.is_organizer", FactType::Boolean, Scope::Attendee,
     "the ATTENDEE is the organizer",
     [](const Subject& s, std::size_t row) {
       const auto& organizer = event_of(s, row).organizer;
       if (!organizer || organizer->address.empty()) return unknown();
       return boolean(
           same_ignoring_case(organizer->address, attendee(s, row).address),
           place_of(s, row));
     }},
});

}  // namespace

std::span<const Fact> attendee_facts() {
  return kFacts;
}

}  // namespace calspam
