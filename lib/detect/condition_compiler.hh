// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "detect/condition.hh"
#include "detect/fact_table.hh"
#include "detect/lists.hh"
#include "util/pattern.hh"
#include "util/yaml_reader.hh"

namespace calspam {

/// What the words of a rule can refer to. Patterns are collected here.
struct Vocabulary {
  const FactTable& facts;
  const Lists& lists;
  PatternSet& patterns;
};

/// Makes a Condition of a rule file's `condition` key. What is wrong with it
/// is noted in `faults`, and the condition is then of no use.
class ConditionCompiler {
 public:
  ConditionCompiler(Vocabulary vocabulary, Faults& faults)
      : vocabulary_(vocabulary), faults_(faults) {}

  Condition compile(const YamlNode& node);

  /// The number of the fact that `node` names, or -1 and a fault.
  int fact_named(const YamlNode& node, std::string_view name);

 private:
  Condition clause(const YamlNode& key, const YamlNode& value);
  std::vector<Condition> clauses(const YamlNode& node);
  bool quantifier(const YamlNode& key, const YamlNode& value,
                  Condition& condition);
  Condition count(const YamlNode& key, const YamlNode& value);
  Condition over(const YamlNode& key, Scope scope, const YamlNode& inner,
                 Condition::Kind kind);
  bool may_nest(const YamlNode& key, Scope scope);
  void check_bound(const YamlNode& at, const Fact& fact);

  Condition comparisons(const YamlNode& key, const YamlNode& value);
  Comparison comparison(int fact, const YamlNode& op, const YamlNode& value);
  void operand(Comparison& compared, FactType type, std::string_view op,
               const YamlNode& value);
  void scalar(Comparison& compared, FactType type, const YamlNode& value);
  void patterns(Comparison& compared, const YamlNode& value);
  void list(Comparison& compared, const YamlNode& value);
  void other_fact(Comparison& compared, const YamlNode& value);

  Vocabulary vocabulary_;
  Faults& faults_;
  std::vector<Scope> open_;  // quantifiers around what is being compiled
};

/// `{ge: 2, lt: 5}`; a fault where there is none or another key, unless it
/// stands in `apart`.
std::vector<Bound> read_bounds(const YamlNode& node, Faults& faults,
                               const std::vector<std::string>& apart = {});

}  // namespace calspam
