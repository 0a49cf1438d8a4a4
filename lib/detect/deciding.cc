// SPDX-License-Identifier: MIT
#include "detect/deciding.hh"

#include <algorithm>

namespace calspam {
namespace {

using Kind = Condition::Kind;
using Test = Comparison::Test;

constexpr Scope kRowScopes[] = {Scope::Part, Scope::Event, Scope::Attendee,
                                Scope::Alarm, Scope::Link};

class Tracer {
 public:
  explicit Tracer(Observations& observations) : observations_(observations) {}

  Grounds found;

  // `truth` is what the condition evaluates to: True or False.
  void trace(const Condition& condition, Truth truth, const BoundRows& bound) {
    switch (condition.kind) {
      case Kind::All:
        return children(condition, truth, bound, truth == Truth::False);
      case Kind::Any:
        return children(condition, truth, bound, truth == Truth::True);
      case Kind::Not:
        return trace(condition.children.front(), negation(truth), bound);
      case Kind::Some:
      case Kind::Count:
        if (truth == Truth::True) first_row(condition, Truth::True, bound);
        return;
      case Kind::Every:
        return first_row(condition, truth, bound);
      case Kind::None:
        if (truth == Truth::False) first_row(condition, Truth::True, bound);
        return;
      case Kind::Compare:
        return comparison(condition.comparison, bound);
    }
  }

 private:
  // Those children that are `truth` themselves: the first, or each.
  void children(const Condition& condition, Truth truth, const BoundRows& bound,
                bool first_only) {
    for (const Condition& child : condition.children) {
      if (evaluate(child, observations_, bound) != truth) continue;
      trace(child, truth, bound);
      if (first_only) return;
    }
  }

  void first_row(const Condition& condition, Truth truth,
                 const BoundRows& bound) {
    const Condition& child = condition.children.front();
    for (int row : quantified_rows(condition.scope, observations_, bound)) {
      const BoundRows here = bound.with(condition.scope, row);
      if (evaluate(child, observations_, here) != truth) continue;
      for (Scope scope : kRowScopes)
        if (found.rows[scope] < 0 && here[scope] >= 0)
          found.rows = found.rows.with(scope, here[scope]);
      return trace(child, truth, here);
    }
  }

  void comparison(const Comparison& compared, const BoundRows& bound) {
    Passing passing;
    compare(compared, observations_, bound, &passing);
    Deciding deciding{compared.fact, passing.row, passing.element, -1,
                      passing.row >= 0 && !compared.negated};
    if (passing.row < 0) deciding.row = first_known(compared.fact, bound);
    if (deciding.row < 0) return;
    if (compared.test == Test::Matches && passing.row >= 0)
      deciding.pattern = first_pattern(compared, passing);
    found.values.push_back(deciding);
  }

  int first_known(int fact, const BoundRows& bound) {
    for (int row : read_rows(fact, observations_, bound))
      if (observations_.value(fact, row).known()) return row;
    return -1;
  }

  int first_pattern(const Comparison& compared, const Passing& passing) {
    for (int pattern : compared.patterns)
      if (observations_.matches(compared.fact, passing.row, passing.element,
                                pattern))
        return pattern;
    return -1;
  }

  Observations& observations_;
};

}  // namespace

Grounds grounds(const Condition& condition, Observations& observations) {
  Tracer tracer(observations);
  tracer.trace(condition, Truth::True, {});
  return std::move(tracer.found);
}

namespace {

// The piece of a joined text that the pattern occurs in.
std::size_t piece_of(const Deciding& deciding, const FactValue& value,
                     const Observations& observations) {
  if (deciding.pattern < 0 || value.ends.size() != value.places.size())
    return 0;
  const auto match =
      observations.patterns().find(deciding.pattern, text_at(value, 0));
  const auto end = std::upper_bound(value.ends.begin(), value.ends.end(),
                                    static_cast<std::size_t>(match.begin));
  return std::min(static_cast<std::size_t>(end - value.ends.begin()),
                  value.places.size() - 1);
}

}  // namespace

Place place_of(const Deciding& deciding, Observations& observations) {
  const FactValue& value = observations.value(deciding.fact, deciding.row);
  if (value.places.empty()) return {};
  if (!value.ends.empty())
    return value.places[piece_of(deciding, value, observations)];
  const bool own = value.places.size() == element_count(value);
  return value.places[own ? deciding.element : 0];
}

const Deciding* foremost(const Grounds& grounds, Observations& observations) {
  const auto weight = [&](const Deciding& deciding) {
    const FactType type = observations.facts()[deciding.fact].type;
    const bool text = type == FactType::Text || type == FactType::List;
    const Place place = place_of(deciding, observations);
    return (place.span.empty() ? 0 : 4) + (deciding.passed && text ? 2 : 0) +
           (deciding.pattern >= 0 ? 1 : 0);
  };
  const Deciding* best = nullptr;
  int most = -1;
  for (const Deciding& deciding : grounds.values)
    if (const int here = weight(deciding); here > most) {
      most = here;
      best = &deciding;
    }
  return best;
}

}  // namespace calspam
