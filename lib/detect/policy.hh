// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "detect/verdict.hh"
#include "evidence/finding.hh"
#include "util/result.hh"

namespace calspam {

struct Rule;
struct Subject;
struct YamlNode;

/// rules/policy.yaml: what findings add up to.
struct Policy {
  struct Group {
    std::string id, title;
    double cap = 0;  ///< the most its findings add to the score
  };
  std::vector<Group> groups;        ///< in the order users see them
  double suspicious = 0, spam = 0;  ///< scores from which on
  int spam_needs_groups = 2;
  /// Gravest first: they settle what a verdict is called when two findings
  /// weigh the same.
  std::vector<std::string> classes, categories;

  /// Index into `groups`, or -1.
  int group(std::string_view id) const;
  std::vector<std::string> group_ids() const;
};

Result<Policy> parse_policy(std::string_view bytes, const std::string& file);
/// The same of what the file was read as.
Result<Policy> parse_policy(const YamlNode& root, const std::string& file);

/// The verdict on a subject with these findings. `rules` are those that the
/// findings came from; a finding of no rule counts by its group and score, one
/// of no group of the policy does not count.
Verdict judge(const Policy& policy, const std::vector<Rule>& rules,
              const Subject& subject, const std::vector<Finding>& findings);

}  // namespace calspam
