// SPDX-License-Identifier: MIT
#include "detect/condition.hh"

#include <algorithm>

namespace calspam {
namespace {

using Kind = Condition::Kind;

Truth truth(bool value) {
  return value ? Truth::True : Truth::False;
}

Truth all_of(const Condition& condition, Observations& observations,
             const BoundRows& bound) {
  Truth least = Truth::True;
  for (const Condition& child : condition.children) {
    least = std::min(least, evaluate(child, observations, bound));
    if (least == Truth::False) break;
  }
  return least;
}

Truth any_of(const Condition& condition, Observations& observations,
             const BoundRows& bound) {
  Truth greatest = Truth::False;
  for (const Condition& child : condition.children) {
    greatest = std::max(greatest, evaluate(child, observations, bound));
    if (greatest == Truth::True) break;
  }
  return greatest;
}

Truth some_row(const Condition& condition, Observations& observations,
               const BoundRows& bound) {
  Truth greatest = Truth::False;
  for (int row : quantified_rows(condition.scope, observations, bound)) {
    const BoundRows here = bound.with(condition.scope, row);
    greatest = std::max(
        greatest, evaluate(condition.children.front(), observations, here));
    if (greatest == Truth::True) break;
  }
  return greatest;
}

Truth every_row(const Condition& condition, Observations& observations,
                const BoundRows& bound) {
  const Rows rows = quantified_rows(condition.scope, observations, bound);
  Truth least = truth(!rows.empty());
  for (int row : rows) {
    const BoundRows here = bound.with(condition.scope, row);
    least = std::min(least,
                     evaluate(condition.children.front(), observations, here));
    if (least == Truth::False) break;
  }
  return least;
}

Truth row_count(const Condition& condition, Observations& observations,
                const BoundRows& bound) {
  double surely = 0, perhaps = 0;
  for (int row : quantified_rows(condition.scope, observations, bound)) {
    const BoundRows here = bound.with(condition.scope, row);
    const Truth one = evaluate(condition.children.front(), observations, here);
    surely += one == Truth::True ? 1 : 0;
    perhaps += one != Truth::False ? 1 : 0;
  }
  return holds(condition.bounds, surely, perhaps);
}

}  // namespace

Truth negation(Truth value) {
  if (value == Truth::Unknown) return value;
  return truth(value == Truth::False);
}

bool holds(Bound bound, double number) {
  switch (bound.order) {
    case Bound::Order::Equal:
      return number == bound.limit;
    case Bound::Order::NotEqual:
      return number != bound.limit;
    case Bound::Order::Less:
      return number < bound.limit;
    case Bound::Order::AtMost:
      return number <= bound.limit;
    case Bound::Order::Greater:
      return number > bound.limit;
    case Bound::Order::AtLeast:
      return number >= bound.limit;
  }
  return false;
}

Truth holds(const std::vector<Bound>& bounds, double low, double high) {
  // The whole numbers that pass all bounds need not lie together (ne), so
  // that each bound is asked by itself; the least of them is never more
  // certain than the facts.
  Truth least = Truth::True;
  for (Bound bound : bounds) {
    const bool at_low = holds(bound, low), at_high = holds(bound, high);
    Truth one = at_low == at_high ? truth(at_low) : Truth::Unknown;
    const bool inside = low < bound.limit && bound.limit < high;
    const bool point = bound.order == Bound::Order::Equal ||
                       bound.order == Bound::Order::NotEqual;
    if (point && inside) one = Truth::Unknown;
    least = std::min(least, one);
  }
  return least;
}

Rows quantified_rows(Scope scope, Observations& observations,
                     const BoundRows& bound) {
  if (scope != Scope::Event && bound[Scope::Event] >= 0)
    return Rows(observations.related(scope, Scope::Event, bound[Scope::Event]));
  for (Scope outer : {Scope::Part, Scope::Attendee, Scope::Alarm, Scope::Link})
    if (scope == Scope::Event && bound[outer] >= 0)
      return Rows(observations.related(scope, outer, bound[outer]));
  return {0, observations.row_count(scope)};
}

Rows read_rows(int fact, Observations& observations, const BoundRows& bound) {
  const Scope scope = observations.facts()[fact].scope;
  if (scope == Scope::Message) return {0, 1};
  if (bound[scope] >= 0) return {bound[scope], 1};
  return {0, observations.row_count(scope)};
}

Truth evaluate(const Condition& condition, Observations& observations,
               const BoundRows& bound) {
  switch (condition.kind) {
    case Kind::All:
      return all_of(condition, observations, bound);
    case Kind::Any:
      return any_of(condition, observations, bound);
    case Kind::Not:
      return negation(
          evaluate(condition.children.front(), observations, bound));
    case Kind::Some:
      return some_row(condition, observations, bound);
    case Kind::Every:
      return every_row(condition, observations, bound);
    case Kind::None:
      return negation(some_row(condition, observations, bound));
    case Kind::Count:
      return row_count(condition, observations, bound);
    case Kind::Compare:
      return compare(condition.comparison, observations, bound);
  }
  return Truth::Unknown;
}

}  // namespace calspam
