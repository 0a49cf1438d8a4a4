// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "evidence/facts.hh"
#include "evidence/recipients.hh"
#include "util/text.hh"

namespace calspam {
namespace {

const EventRow& row_of(const Subject& s, std::size_t row) {
  return s.events[row];
}

FactValue attendee_domains(const Subject& s, std::size_t row) {
  std::vector<std::string> domains;
  for (const Participant& attendee : row_of(s, row).event.attendees)
    if (!attendee.domain.empty()) domains.push_back(attendee.domain);
  std::sort(domains.begin(), domains.end());
  domains.erase(std::unique(domains.begin(), domains.end()), domains.end());
  return number(domains.size(), event_place(s, row_of(s, row), "ATTENDEE"));
}

// A meeting among colleagues, as far as the calendar says.
FactValue internal(const Subject& s, std::size_t row) {
  const EventRow& event = row_of(s, row);
  const auto& attendees = event.event.attendees;
  if (!event.event.organizer || attendees.empty()) return boolean(false);
  const std::string& home = event.event.organizer->domain;
  const bool all_there =
      !home.empty() && !is_freemail(home) &&
      std::all_of(attendees.begin(), attendees.end(),
                  [&](const Participant& attendee) {
                    return same_organisation(attendee.domain, home);
                  });
  return boolean(all_there, event_place(s, event, "ATTENDEE"));
}

// Lists that were harvested and sorted put dana@ beside daniel@, whoever they
// are; guests of one host seldom stand like that. Of few nothing can be said.
FactValue attendee_neighbours(const Subject& s, std::size_t row) {
  constexpr std::size_t kLeast = 10, kLetters = 3;
  const auto& attendees = row_of(s, row).event.attendees;
  if (attendees.size() < kLeast) return unknown();
  std::size_t alike = 0;
  for (std::size_t i = 1; i < attendees.size(); ++i) {
    const std::string_view before = attendees[i - 1].address;
    const std::string_view here = attendees[i].address;
    alike += here.size() >= kLetters &&
             same_ignoring_case(before.substr(0, kLetters),
                                here.substr(0, kLetters));
  }
  return number(100 * alike / (attendees.size() - 1),
                event_place(s, row_of(s, row), "ATTENDEE"));
}

// Known only where both sides name somebody.
FactValue recipient_is_attendee(const Subject& s, std::size_t row) {
  const EventRow& event = row_of(s, row);
  if (event.event.attendees.empty() || s.recipients.empty()) return unknown();
  const bool listed = std::any_of(
      event.event.attendees.begin(), event.event.attendees.end(),
      [&](const Participant& a) { return is_recipient(s, a.address); });
  // A list that was cut cannot prove that somebody is missing.
  if (!listed && event.event.attendee_count > event.event.attendees.size())
    return unknown();
  return boolean(listed, event_place(s, event, "ATTENDEE"));
}

FactValue organizer_is_recipient(const Subject& s, std::size_t row) {
  const EventRow& event = row_of(s, row);
  if (!event.event.organizer || s.recipients.empty()) return unknown();
  return boolean(is_recipient(s, event.event.organizer->address),
                 event_place(s, event, "ORGANIZER"));
}

constexpr auto kFacts = std::to_array<Fact>({
    {"event.attendees", FactType::Number, Scope::Event, "ATTENDEE properties",
     [](const Subject& s, std::size_t row) {
       return number(row_of(s, row).event.attendee_count,
                     event_place(s, row_of(s, row), "ATTENDEE"));
     }},
    {"event.attendee_domains", FactType::Number, Scope::Event,
     "distinct domains of the attendees", attendee_domains},
    {"event.internal", FactType::Boolean, Scope::Event,
     "every ATTENDEE is at the organizer's registrable domain, "
     "which is no mailbox provider's",
     internal},
    {"event.attendee_neighbours", FactType::Number, Scope::Event,
     "of 100 attendees, those whose address begins with the "
     "three characters of the one before; unknown below ten",
     attendee_neighbours},
    {"event.recipient_is_attendee", FactType::Boolean, Scope::Event,
     "a recipient of the mail is an attendee", recipient_is_attendee},
    {"event.organizer_is_recipient", FactType::Boolean, Scope::Event,
     "the organizer is a recipient of the mail", organizer_is_recipient},
});

}  // namespace

std::span<const Fact> guest_facts() {
  return kFacts;
}

}  // namespace calspam
