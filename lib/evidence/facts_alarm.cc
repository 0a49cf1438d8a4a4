// SPDX-License-Identifier: MIT
#include <array>

#include "evidence/facts.hh"

namespace calspam {
namespace {

const EventRow& event_of(const Subject& s, std::size_t row) {
  return s.events[static_cast<std::size_t>(s.alarms[row].event)];
}
const Alarm& alarm(const Subject& s, std::size_t row) {
  return event_of(s, row)
      .event.alarms[static_cast<std::size_t>(s.alarms[row].index)];
}
Place place_of(const Subject& s, std::size_t row, std::string_view property) {
  const CalendarPart& calendar = calendar_of(s, event_of(s, row));
  const Component& component = *alarm(s, row).component;
  if (const Property* found = component.property(property))
    return property_place(calendar, found);
  return {calendar.part, "VALARM", calendar.raw(component.span)};
}

constexpr auto kFacts = std::to_array<Fact>({
    {"alarm.action", FactType::Text, Scope::Alarm,
     "ACTION, upper case: DISPLAY, AUDIO, EMAIL, PROCEDURE, ...",
     [](const Subject& s, std::size_t row) {
       return present(alarm(s, row).action, place_of(s, row, "ACTION"));
     }},
    {"alarm.trigger", FactType::Text, Scope::Alarm, "TRIGGER as written",
     [](const Subject& s, std::size_t row) {
       return present(alarm(s, row).trigger, place_of(s, row, "TRIGGER"));
     }},
    {"alarm.offset", FactType::Number, Scope::Alarm,
     "seconds from start or end of the event to the alarm",
     [](const Subject& s, std::size_t row) {
       const auto& offset = alarm(s, row).offset;
       return offset ? number(*offset, place_of(s, row, "TRIGGER")) : unknown();
     }},
    {"alarm.repeat", FactType::Number, Scope::Alarm,
     "REPEAT: times after the first",
     [](const Subject& s, std::size_t row) {
       return number(alarm(s, row).repeat, place_of(s, row, "REPEAT"));
     }},
    {"alarm.interval", FactType::Number, Scope::Alarm,
     "seconds between repeats",
     [](const Subject& s, std::size_t row) {
       if (alarm(s, row).repeat == 0) return unknown();
       return number(alarm(s, row).repeat_interval,
                     place_of(s, row, "DURATION"));
     }},
    {"alarm.fires", FactType::Number, Scope::Alarm,
     "times it fires for one occurrence",
     [](const Subject& s, std::size_t row) {
       return number(1 + alarm(s, row).repeat, place_of(s, row, "REPEAT"));
     }},
    {"alarm.attachment", FactType::Text, Scope::Alarm,
     "ATTACH of the alarm: a sound, a file, a program",
     [](const Subject& s, std::size_t row) {
       const Property* attach = alarm(s, row).component->property("ATTACH");
       if (attach == nullptr) return unknown();
       return present(attach->value, place_of(s, row, "ATTACH"));
     }},
    {"alarm.attendees", FactType::Number, Scope::Alarm,
     "people an EMAIL alarm would mail",
     [](const Subject& s, std::size_t row) {
       return number(alarm(s, row).component->all("ATTENDEE").size(),
                     place_of(s, row, "ATTENDEE"));
     }},
});

}  // namespace

std::span<const Fact> alarm_facts() {
  return kFacts;
}

}  // namespace calspam
