// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <unordered_set>

#include "detect/condition.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Test = Comparison::Test;

// A boolean or number as a number; only for values that are one.
double number_of(const FactValue& value) {
  if (const auto* boolean = std::get_if<bool>(&value.value))
    return *boolean ? 1 : 0;
  return std::get<double>(value.value);
}

bool is_number(const FactValue& value) {
  return std::holds_alternative<bool>(value.value) ||
         std::holds_alternative<double>(value.value);
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

bool is_any_of(std::string_view text, const std::vector<std::string>& texts) {
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& one) {
    return same_ignoring_case(one, text);
  });
}

bool contains_any(std::string_view text,
                  const std::vector<std::string>& texts) {
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& one) {
    return find_ignoring_case(text, one) != std::string_view::npos;
  });
}

// The values of the other fact of same_as.
class Others {
 public:
  Others(int fact, Observations& observations, const BoundRows& bound) {
    const Rows rows = read_rows(fact, observations, bound);
    for (int row : rows) {
      const FactValue& value = observations.value(fact, row);
      all_known_ &= value.known();
      if (is_number(value)) numbers_.push_back(number_of(value));
      // One row is what a quantifier gives: its set is made once for all of
      // the rows that are held against it.
      const auto& texts = observations.folded(fact, row);
      if (rows.size() == 1)
        texts_ = &texts;
      else
        own_.insert(texts.begin(), texts.end());
    }
  }

  bool all_known() const { return all_known_; }
  bool contain(const FactValue& value, std::size_t element) const {
    if (is_number(value))
      return std::find(numbers_.begin(), numbers_.end(), number_of(value)) !=
             numbers_.end();
    const std::string text = ascii_lower(text_at(value, element));
    return texts_ != nullptr ? texts_->contains(text) : own_.contains(text);
  }

 private:
  bool all_known_ = true;
  std::vector<double> numbers_;
  std::unordered_set<std::string> own_;  // lower case
  const std::unordered_set<std::string>* texts_ = nullptr;
};

bool passes_alone(const Comparison& c, Observations& observations, int row,
                  std::size_t element) {
  const FactValue& value = observations.value(c.fact, row);
  if (is_number(value)) {
    const double number = number_of(value);
    if (c.test == Test::Within)
      return std::all_of(c.bounds.begin(), c.bounds.end(),
                         [&](Bound bound) { return holds(bound, number); });
    return std::find(c.numbers.begin(), c.numbers.end(), number) !=
           c.numbers.end();
  }
  const std::string& text = text_at(value, element);
  switch (c.test) {
    case Test::Equal:
      return is_any_of(text, c.texts);
    case Test::InList:
      return c.list->contains(text);
    case Test::InDomainList:
      return c.list->contains_domain(text);
    case Test::Matches:
      return std::any_of(
          c.patterns.begin(), c.patterns.end(), [&](int pattern) {
            return observations.matches(c.fact, row, element, pattern);
          });
    case Test::Contains:
      return contains_any(text, c.texts);
    case Test::Within:
    case Test::SameAs:
    case Test::Size:
      break;
  }
  return false;
}

Truth size_holds(const Comparison& c, Observations& observations,
                 const BoundRows& bound) {
  const Fact& fact = observations.facts()[c.fact];
  const Rows rows = read_rows(c.fact, observations, bound);
  const bool one_text =
      fact.type == FactType::Text &&
      (fact.scope == Scope::Message || bound[fact.scope] >= 0);
  double known = 0, unknown = 0;
  for (int row : rows) {
    const FactValue& value = observations.value(c.fact, row);
    // How long an unknown list or text is, nobody knows.
    if (!value.known() && (one_text || fact.type == FactType::List))
      return Truth::Unknown;
    unknown += value.known() ? 0 : 1;
    known += static_cast<double>(one_text ? characters(text_at(value, 0))
                                          : element_count(value));
  }
  return holds(c.bounds, known, known + unknown);
}

}  // namespace

std::size_t element_count(const FactValue& value) {
  return is_number(value) ? 1 : text_count(value);
}

Truth compare(const Comparison& c, Observations& observations,
              const BoundRows& bound, Passing* passing) {
  if (c.test == Test::Size) return size_holds(c, observations, bound);
  std::optional<Others> others;
  if (c.test == Test::SameAs) others.emplace(c.other, observations, bound);
  bool unknown = false;
  Passing found;
  for (int row : read_rows(c.fact, observations, bound)) {
    const FactValue& value = observations.value(c.fact, row);
    const std::size_t elements = element_count(value);
    unknown |= !value.known();
    unknown |= elements > 0 && others && !others->all_known();
    for (std::size_t i = 0; i < elements && found.row < 0; ++i)
      if (others ? others->contain(value, i)
                 : passes_alone(c, observations, row, i))
        found = {row, i};
    if (found.row >= 0) break;
  }
  if (passing != nullptr) *passing = found;
  const Truth truth = found.row >= 0 ? Truth::True
                      : unknown      ? Truth::Unknown
                                     : Truth::False;
  return c.negated ? negation(truth) : truth;
}

}  // namespace calspam
