// SPDX-License-Identifier: MIT
#pragma once

// What the tables of facts are made with. Only lib/evidence includes this.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/fact.hh"
#include "evidence/subject.hh"

namespace calspam {

// One table for each group of facts, in the file of that name.
std::span<const Fact> message_facts();
std::span<const Fact> auth_facts();
std::span<const Fact> identity_facts();
std::span<const Fact> mime_facts();
std::span<const Fact> part_facts();
std::span<const Fact> calendar_facts();
std::span<const Fact> feed_facts();
std::span<const Fact> event_facts();
std::span<const Fact> guest_facts();
std::span<const Fact> impact_facts();
std::span<const Fact> organizer_facts();
std::span<const Fact> attendee_facts();
std::span<const Fact> alarm_facts();
std::span<const Fact> link_facts();
std::span<const Fact> picture_facts();
std::span<const Fact> text_facts();
std::span<const Fact> site_facts();
std::span<const Fact> upstream_facts();

inline FactValue unknown() {
  return {};
}
inline FactValue boolean(bool value, Place place = {}) {
  return {value, {std::move(place)}};
}
template <typename T>
FactValue number(T value, Place place = {}) {
  return {static_cast<double>(value), {std::move(place)}};
}
inline FactValue words(std::string value, Place place = {}) {
  return {std::move(value), {std::move(place)}};
}
/// A text that is unknown when it is empty.
inline FactValue present(std::string value, Place place = {}) {
  if (value.empty()) return unknown();
  return words(std::move(value), std::move(place));
}
/// `places` has one for each value, or one for all.
inline FactValue list(std::vector<std::string> values,
                      std::vector<Place> places = {}) {
  return {std::move(values), std::move(places)};
}

/// The place of a root header field: "Subject:".
Place header_place(const Subject& subject, std::string_view name);
/// The place of a property, in the part that carries its calendar.
Place property_place(const CalendarPart& calendar, const Property* property,
                     std::string_view component = {});
/// The place of the first property of that name in an event.
Place event_place(const Subject& subject, const EventRow& row,
                  std::string_view property);
const CalendarPart& calendar_of(const Subject& subject, const EventRow& row);

/// The domain of "local@domain", lower case, "" when there is none.
std::string domain_of(std::string_view address);
/// Same registrable domain; false when either has none.
bool same_organisation(std::string_view domain_a, std::string_view domain_b);
/// Mailbox providers that anybody can have an account with.
bool is_freemail(std::string_view domain);

}  // namespace calspam
