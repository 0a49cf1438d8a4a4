// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "detect/condition.hh"
#include "detect/condition_compiler.hh"
#include "detect/message_template.hh"
#include "detect/policy.hh"
#include "detect/rule_set.hh"

namespace calspam {

/// A rule with what it takes to apply it.
struct CompiledRule {
  Rule rule;
  MessageTemplate message;
  int place = -1;  ///< number of the fact whose place is reported, or -1
  Condition condition;
};

/// The bytes of rules/<group>/<id>.yaml and what its path says of it.
struct RuleSource {
  std::string file;   ///< the name errors give
  std::string group;  ///< its folder
  std::string id;     ///< its name without .yaml
  std::string_view bytes;
};

/// Adds its patterns to `vocabulary`.
Result<CompiledRule> parse_rule(const RuleSource& source, const Policy& policy,
                                Vocabulary vocabulary);
/// The same of what the bytes were read as.
Result<CompiledRule> parse_rule(const RuleSource& source, const YamlNode& root,
                                const Policy& policy, Vocabulary vocabulary);

}  // namespace calspam
