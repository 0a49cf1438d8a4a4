// SPDX-License-Identifier: MIT
#include "lint/suppression.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::string_view kName = "X-CALSPAM-LINT";

bool is_within(Span inner, Span outer) {
  return inner.begin >= outer.begin && inner.end <= outer.end;
}

void read_words(std::string_view value, Suppression& made) {
  std::string_view text = trimmed(value);
  constexpr std::string_view kDisable = "disable=";
  if (!starts_ignoring_case(text, kDisable)) {
    made.unknown.emplace_back(text);
    return;
  }
  for (const std::string_view word : split(text.substr(kDisable.size()), ',')) {
    Result<CheckPattern> pattern = CheckPattern::parse(word);
    if (pattern)
      made.patterns.push_back(std::move(*pattern));
    else
      made.unknown.emplace_back(trimmed(word));
  }
}

void add_of_headers(const Subject& subject, std::vector<Suppression>& found) {
  const auto& parts = subject.message.parts;
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (const Header* header : parts[i].all_headers(kName)) {
      Suppression made;
      read_words(header->text(), made);
      made.part = static_cast<int>(i);
      made.everywhere = i == 0;
      made.place = {made.part, header->name + ":", header->span};
      found.push_back(std::move(made));
    }
}

void add_of_calendar(const CalendarPart& calendar,
                     std::vector<Suppression>& found) {
  for (const Component& component : calendar.calendar.components)
    for (const Property* property : component.all(kName)) {
      Suppression made;
      read_words(property->text(), made);
      made.part = calendar.part;
      if (component.parent >= 0) made.scope = calendar.raw(component.span);
      made.everywhere = component.parent < 0 && calendar.part < 0;
      made.place = {calendar.part, std::string(kName),
                    calendar.raw(property->span)};
      found.push_back(std::move(made));
    }
}

}  // namespace

bool Suppression::covers(const Check& check, std::string_view key,
                         const Place& where) const {
  if (!everywhere) {
    if (where.part != part) return false;
    if (!scope.empty() && (where.span.empty() || !is_within(where.span, scope)))
      return false;
  }
  return std::ranges::any_of(patterns, [&](const CheckPattern& pattern) {
    return pattern.matches(check, key);
  });
}

std::vector<Suppression> suppressions(const Subject& subject) {
  std::vector<Suppression> found;
  add_of_headers(subject, found);
  for (const CalendarPart& calendar : subject.calendars)
    add_of_calendar(calendar, found);
  return found;
}

}  // namespace calspam
