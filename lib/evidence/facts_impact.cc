// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "evidence/facts.hh"

namespace calspam {
namespace {

const Event& event_of(const Subject& s, std::size_t row) {
  return s.events[row].event;
}
Place rule_place(const Subject& s, std::size_t row) {
  const bool rule = event_of(s, row).component->property("RRULE") != nullptr;
  return event_place(s, s.events[row], rule ? "RRULE" : "RDATE");
}

// How often the alarms of one occurrence fire (RFC 5545 3.8.6.2: REPEAT is
// how often after the first time).
double firings(const Event& event) {
  double sum = 0;
  for (const Alarm& alarm : event.alarms)
    sum += 1 + static_cast<double>(alarm.repeat);
  return sum;
}

FactValue alarm_firings(const Subject& s, std::size_t row) {
  const Event& event = event_of(s, row);
  const double total =
      firings(event) * static_cast<double>(event.recurrence.total);
  return number(std::min(total, 1e9), event_place(s, s.events[row], "BEGIN"));
}

constexpr auto kFacts = std::to_array<Fact>({
    {"event.impact.occurrences", FactType::Number, Scope::Event,
     "entries it makes in all; of an endless series those of ten years",
     [](const Subject& s, std::size_t row) {
       return number(event_of(s, row).recurrence.total, rule_place(s, row));
     }},
    {"event.impact.occurrences_per_year", FactType::Number, Scope::Event,
     "entries it makes in a full year",
     [](const Subject& s, std::size_t row) {
       if (!event_of(s, row).recurrence.present) return unknown();
       return number(event_of(s, row).recurrence.per_year, rule_place(s, row));
     }},
    {"event.impact.endless", FactType::Boolean, Scope::Event,
     "the series has neither COUNT nor UNTIL",
     [](const Subject& s, std::size_t row) {
       return boolean(event_of(s, row).recurrence.endless, rule_place(s, row));
     }},
    {"event.impact.alarms", FactType::Number, Scope::Event,
     "alarms that fire for one occurrence, repeats included",
     [](const Subject& s, std::size_t row) {
       return number(firings(event_of(s, row)),
                     event_place(s, s.events[row], "BEGIN"));
     }},
    {"event.impact.alarm_firings", FactType::Number, Scope::Event,
     "alarms that fire for all occurrences, at most 1,000,000,000",
     alarm_firings},
    {"event.recurrence.frequency", FactType::Text, Scope::Event,
     "FREQ of the first RRULE",
     [](const Subject& s, std::size_t row) {
       return present(event_of(s, row).recurrence.frequency,
                      rule_place(s, row));
     }},
    {"event.recurrence.impossible", FactType::Boolean, Scope::Event,
     "no date can satisfy the RRULE",
     [](const Subject& s, std::size_t row) {
       if (!event_of(s, row).recurrence.present) return unknown();
       return boolean(event_of(s, row).recurrence.impossible,
                      rule_place(s, row));
     }},
    {"event.recurrence.explicit_dates", FactType::Number, Scope::Event,
     "dates that RDATE lists",
     [](const Subject& s, std::size_t row) {
       return number(event_of(s, row).recurrence.explicit_dates,
                     event_place(s, s.events[row], "RDATE"));
     }},
});

}  // namespace

std::span<const Fact> impact_facts() {
  return kFacts;
}

}  // namespace calspam
