// SPDX-License-Identifier: MIT
#include "detect/observations.hh"

#include <cassert>

#include "util/text.hh"

namespace calspam {

Observations::Observations(const Subject& subject, const FactTable& facts,
                           const PatternSet& patterns)
    : subject_(subject),
      facts_(facts),
      patterns_(patterns),
      slots_(facts.size()) {}

Observations::Slot& Observations::observed(int fact, int row) {
  const Fact& asked = facts_[fact];
  auto& rows_of_fact = slots_[static_cast<std::size_t>(fact)];
  if (rows_of_fact.empty()) rows_of_fact.resize(row_count(asked.scope));
  Slot& slot = rows_of_fact[static_cast<std::size_t>(row)];
  slot.value = asked.observe(subject_, static_cast<std::size_t>(row));
  slot.observed = true;
  return slot;
}

void Observations::add_words(std::string_view line, std::vector<int>& words) {
  constexpr std::size_t kLinesKept = 10'000;  // a hostile megabyte has more
  const auto add = [&](const std::vector<int>& own) {
    words.insert(words.end(), own.begin(), own.end());
  };
  const auto known = words_of_lines_.find(line);
  if (known != words_of_lines_.end()) return add(known->second);
  std::vector<int> own = patterns_.words(line);
  add(own);
  if (words_of_lines_.size() < kLinesKept)
    words_of_lines_.emplace(line, std::move(own));
}

// One pass tells which patterns are worth another.
Observations::Answers Observations::first_answers(std::string_view text) {
  Answers answers(patterns_.size(), kNo);
  std::vector<int> words;
  for (std::string_view line : split(text, '\n')) add_words(line, words);
  for (int candidate : patterns_.candidates(words))
    answers[static_cast<std::size_t>(candidate)] = kOpen;
  return answers;
}

Observations::Answers& Observations::answers_of(std::string_view text) {
  const auto [found, is_new] = answers_.try_emplace(text);
  if (is_new) found->second = first_answers(text);
  return found->second;
}

bool Observations::matches(int fact, int row, std::size_t element,
                           int pattern) {
  Slot& asked = slot(fact, row);
  const std::size_t count = text_count(asked.value);
  assert(element < count);
  if (asked.answers.empty()) asked.answers.resize(count);
  const std::string& text = text_at(asked.value, element);
  Answers*& answers = asked.answers[element];
  if (answers == nullptr) answers = &answers_of(text);
  char& answer = (*answers)[static_cast<std::size_t>(pattern)];
  if (answer == kOpen) answer = patterns_.matches(pattern, text) ? kYes : kNo;
  return answer == kYes;
}

const std::unordered_set<std::string>& Observations::folded(int fact, int row) {
  const Slot& asked = slot(fact, row);
  const auto [known, is_new] = folded_.try_emplace(&asked);
  for (std::size_t i = 0; is_new && i < text_count(asked.value); ++i)
    known->second.insert(ascii_lower(text_at(asked.value, i)));
  return known->second;
}

namespace {

// The event that a row of the scope belongs to, or -1.
int event_of(const Subject& subject, Scope scope, std::size_t row) {
  switch (scope) {
    case Scope::Attendee:
      return subject.attendees[row].event;
    case Scope::Alarm:
      return subject.alarms[row].event;
    case Scope::Link:
      return subject.links[row].event;
    case Scope::Message:
    case Scope::Part:
    case Scope::Event:
      break;
  }
  return -1;
}

// The part that carries the event, or -1.
int carrier_of(const Subject& subject, const EventRow& row) {
  const auto calendar = static_cast<std::size_t>(row.calendar);
  return calendar < subject.calendars.size() ? subject.calendars[calendar].part
                                             : -1;
}

}  // namespace

void Observations::relate(Scope scope, Relation& relation) const {
  const std::size_t count = row_count(scope);
  relation.known = true;
  relation.of_event.resize(subject_.events.size());
  relation.events_of.resize(count);
  const auto join = [&](int event, std::size_t row) {
    const auto at = static_cast<std::size_t>(event);
    if (event < 0 || at >= relation.of_event.size()) return;
    relation.of_event[at].push_back(static_cast<int>(row));
    relation.events_of[row].push_back(event);
  };
  for (std::size_t row = 0; scope != Scope::Part && row < count; ++row)
    join(event_of(subject_, scope, row), row);
  for (std::size_t i = 0; scope == Scope::Part && i < subject_.events.size();
       ++i) {
    const int part = carrier_of(subject_, subject_.events[i]);
    if (part >= 0 && static_cast<std::size_t>(part) < count)
      join(static_cast<int>(i), static_cast<std::size_t>(part));
  }
}

const std::vector<int>& Observations::related(Scope inner, Scope outer,
                                              int row) {
  assert((inner == Scope::Event) != (outer == Scope::Event));
  const Scope other = inner == Scope::Event ? outer : inner;
  Relation& relation = relations_[static_cast<std::size_t>(other)];
  if (!relation.known) relate(other, relation);
  const auto at = static_cast<std::size_t>(row);
  return outer == Scope::Event ? relation.of_event[at] : relation.events_of[at];
}

std::size_t text_count(const FactValue& value) {
  if (std::holds_alternative<std::string>(value.value)) return 1;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value.value))
    return list->size();
  return 0;
}

const std::string& text_at(const FactValue& value, std::size_t element) {
  if (const auto* text = std::get_if<std::string>(&value.value)) return *text;
  return std::get<std::vector<std::string>>(value.value)[element];
}

}  // namespace calspam
