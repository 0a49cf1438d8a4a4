// SPDX-License-Identifier: MIT
#include <algorithm>

#include "detect/observations.hh"
#include "detect/rule_set.hh"
#include "detect/rule_set_impl.hh"

namespace calspam {
namespace {

using Kind = Condition::Kind;

void add_once(std::vector<std::string>& list, std::string_view word) {
  if (std::find(list.begin(), list.end(), word) == list.end())
    list.emplace_back(word);
}

bool is_known(int fact, Observations& observations, const BoundRows& bound) {
  for (int row : read_rows(fact, observations, bound))
    if (!observations.value(fact, row).known()) return false;
  return true;
}

// The facts that a condition lacked; it evaluates to Unknown at `bound`.
void add_lacking(const Condition& condition, Observations& observations,
                 const BoundRows& bound, std::vector<std::string>& lacking) {
  switch (condition.kind) {
    case Kind::All:
    case Kind::Any:
    case Kind::Not:
      for (const Condition& child : condition.children)
        if (evaluate(child, observations, bound) == Truth::Unknown)
          add_lacking(child, observations, bound, lacking);
      return;
    case Kind::Some:
    case Kind::Every:
    case Kind::None:
    case Kind::Count:
      // One row tells what the others lack too.
      for (int row : quantified_rows(condition.scope, observations, bound)) {
        const BoundRows here = bound.with(condition.scope, row);
        const Condition& child = condition.children.front();
        if (evaluate(child, observations, here) != Truth::Unknown) continue;
        return add_lacking(child, observations, here, lacking);
      }
      return;
    case Kind::Compare:
      for (int fact : {condition.comparison.fact, condition.comparison.other})
        if (fact >= 0 && !is_known(fact, observations, bound))
          add_once(lacking, observations.facts()[fact].name);
  }
}

// As deep as the rule's author wrote it, kYamlDepth at most.
void add_terms(const Condition& condition, const FactTable& table,
               RuleTerms& terms) {
  for (const Condition& child : condition.children)
    add_terms(child, table, terms);
  if (condition.kind != Kind::Compare) return;
  for (int fact : {condition.comparison.fact, condition.comparison.other})
    if (fact >= 0) add_once(terms.facts, table[fact].name);
  for (const std::string& word : condition.comparison.texts)
    add_once(terms.words, word);
}

}  // namespace

std::vector<Undecided> RuleSet::undecided(const Subject& subject) const {
  std::vector<Undecided> found;
  if (!subject.has_calendar_content()) return found;
  Observations observations(subject, impl_->table, impl_->patterns);
  for (const CompiledRule& rule : impl_->compiled) {
    if (evaluate(rule.condition, observations) != Truth::Unknown) continue;
    Undecided undecided{rule.rule.id, {}};
    add_lacking(rule.condition, observations, {}, undecided.facts);
    found.push_back(std::move(undecided));
  }
  return found;
}

RuleTerms RuleSet::terms(std::size_t rule) const {
  RuleTerms terms;
  add_terms(impl_->compiled[rule].condition, impl_->table, terms);
  return terms;
}

}  // namespace calspam
