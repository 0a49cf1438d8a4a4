// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "evidence/facts.hh"
#include "util/text.hh"

namespace calspam {
namespace {

bool leads_somewhere(const Link& link) {
  return link.event >= 0 && link.url.is_web() && !link.hidden;
}

template <typename Has>
FactValue share_of_events(const Subject& s, Has has) {
  if (s.events.empty()) return unknown();
  std::size_t count = 0;
  for (std::size_t row = 0; row < s.events.size(); ++row) count += has(row);
  return number(100 * count / s.events.size());
}

FactValue linked_events(const Subject& s, std::size_t) {
  std::vector<bool> linked(s.events.size());
  for (const Link& link : s.links)
    if (leads_somewhere(link)) linked[static_cast<std::size_t>(link.event)] = 1;
  return share_of_events(s, [&](std::size_t row) { return linked[row]; });
}

FactValue ringing_events(const Subject& s, std::size_t) {
  return share_of_events(
      s, [&](std::size_t row) { return !s.events[row].event.alarms.empty(); });
}

FactValue link_domains(const Subject& s, std::size_t) {
  if (s.events.empty()) return unknown();
  std::set<std::string_view> domains;
  for (const Link& link : s.links)
    if (leads_somewhere(link))
      domains.insert(link.url.domain.empty() ? link.url.host : link.url.domain);
  return number(domains.size());
}

// "Day 1 of 30" and "Day 2 of 30" are the same title.
FactValue titles(const Subject& s, std::size_t) {
  if (s.events.empty()) return unknown();
  std::set<std::string> different;
  for (const EventRow& row : s.events) {
    std::string title = ascii_lower(squeezed(row.event.summary));
    std::erase_if(title, is_ascii_digit);
    different.insert(std::move(title));
  }
  return number(different.size());
}

constexpr auto kFacts = std::to_array<Fact>({
    {"calendar.linked_events", FactType::Number, Scope::Message,
     "of 100 events, those that show a web link", linked_events},
    {"calendar.ringing_events", FactType::Number, Scope::Message,
     "of 100 events, those that have an alarm", ringing_events},
    {"calendar.link_domains", FactType::Number, Scope::Message,
     "distinct registrable domains that the events' web links lead to",
     link_domains},
    {"calendar.titles", FactType::Number, Scope::Message,
     "distinct SUMMARYs, digits left out", titles},
});

}  // namespace

std::span<const Fact> feed_facts() {
  return kFacts;
}

}  // namespace calspam
