// SPDX-License-Identifier: MIT
#include "detect/rule_set.hh"

#include "detect/observations.hh"
#include "detect/rule_finding.hh"
#include "detect/rule_set_impl.hh"

namespace calspam {

RuleSet::RuleSet(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;
RuleSet::~RuleSet() = default;

const std::vector<Rule>& RuleSet::rules() const {
  return impl_->rules;
}

const std::string& RuleSet::digest() const {
  return impl_->digest;
}

const WordList* RuleSet::list(std::string_view name) const {
  const auto found = impl_->lists.find(name);
  return found == impl_->lists.end() ? nullptr : &found->second;
}

std::vector<Finding> RuleSet::findings(const Subject& subject) const {
  std::vector<Finding> found;
  if (!subject.has_calendar_content()) return found;
  Observations observations(subject, impl_->table, impl_->patterns);
  for (const CompiledRule& rule : impl_->compiled)
    if (evaluate(rule.condition, observations) == Truth::True)
      found.push_back(finding_of(rule, observations));
  return found;
}

Verdict RuleSet::judge(const Subject& subject,
                       const std::vector<Finding>& findings) const {
  return calspam::judge(impl_->policy, impl_->rules, subject, findings);
}

bool RuleSet::has_actions() const {
  return !impl_->actions.empty();
}

Advice RuleSet::advise(const Subject& subject, const Verdict& verdict,
                       std::span<const Role> roles) const {
  Advice advice;
  if (!subject.has_calendar_content()) return advice;
  Observations observations(subject, impl_->table, impl_->patterns);
  advice.actions = impl_->actions.advised(roles, verdict, observations);
  advice.gate = insertion_gate(subject, verdict);
  if (advice.gate)
    advice.gate->options = impl_->actions.options(advice.gate->insert);
  return advice;
}

}  // namespace calspam
