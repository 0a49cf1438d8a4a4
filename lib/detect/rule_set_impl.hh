// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "detect/action_table.hh"
#include "detect/fact_table.hh"
#include "detect/lists.hh"
#include "detect/policy.hh"
#include "detect/rule_file.hh"
#include "detect/rule_set.hh"
#include "util/pattern.hh"

namespace calspam {

/// What load.cc fills and rule_set.cc applies. Conditions point into `lists`.
struct RuleSet::Impl {
  explicit Impl(std::span<const Fact> facts) : table(facts) {}

  FactTable table;
  Policy policy;
  Lists lists;
  PatternSet patterns;
  ActionTable actions;
  std::vector<CompiledRule> compiled;
  std::vector<Rule> rules;  // of `compiled`, in the same order
  std::string digest;
};

}  // namespace calspam
