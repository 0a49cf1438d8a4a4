// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detect/advice.hh"
#include "detect/lists.hh"
#include "detect/verdict.hh"
#include "evidence/finding.hh"
#include "evidence/subject.hh"
#include "util/result.hh"

namespace calspam {

/// The words and weights of a rule, as its file has them.
struct Rule {
  std::string id, title, description;
  Severity severity = Severity::Info;
  double score = 0;
  Certainty certainty = Certainty::Low;
  std::string group, classification, category;
  bool standalone = false;  ///< enough for `spam` without a second group
  std::vector<std::string> clauses, techniques, references, falsepositives;
  std::string message;  ///< template: {fact.name} is replaced by its value
  std::string file;     ///< where it was read from
};

/// What the condition of a rule is made of.
struct RuleTerms {
  std::vector<std::string> facts;  ///< that it reads, in its order, each once
  std::vector<std::string> words;  ///< that it compares them with
};

/// A rule that can be neither said to hold nor not to hold of a subject.
struct Undecided {
  std::string rule;
  std::vector<std::string> facts;  ///< those it lacked
};

/// Where rules come from and which are used.
struct RuleOptions {
  std::vector<std::string> directories = {};  ///< later ones are added
  std::vector<std::string> select = {};       ///< ids or groups; empty: all
  std::vector<std::string> ignore = {};       ///< ids or groups
  /// A file that RuleSet::prepare() made: saves time where the rules are still
  /// those it was made of. Need not be there.
  std::string prepared = {};
};

/// All rules with their conditions compiled, the policy and the lists.
/// Immutable after loading.
class RuleSet {
 public:
  /// Reads policy.yaml, actions.yaml, lists/ and <group>/<id>.yaml below each
  /// directory. Of several policies the last one holds; lists of one name are
  /// joined. Any fault in any file is an error that names file, line and
  /// column. `table` are the facts that conditions may name; it must outlive
  /// the set.
  static Result<RuleSet> load(const RuleOptions& options,
                              std::span<const Fact> table = facts());
  /// Loads the rules, and gives what `RuleOptions::prepared` should hold for
  /// the next time: their files as they were read, and what was found out of
  /// their patterns.
  static Result<std::string> prepare(const RuleOptions& options,
                                     std::span<const Fact> table = facts());

  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;
  ~RuleSet();

  /// Ordered by group (policy's order), then id.
  const std::vector<Rule>& rules() const;
  /// SHA-256 over all files that were read, names and bytes.
  const std::string& digest() const;

  /// rules/lists/NAME.txt; null when no folder has it. Lives with the set.
  const WordList* list(std::string_view name) const;

  /// What the rules say of a subject, in rule order; at most one finding of a
  /// rule, at its first place.
  std::vector<Finding> findings(const Subject& subject) const;
  /// The rules that unknown facts keep from an answer, in rule order.
  std::vector<Undecided> undecided(const Subject& subject) const;
  /// Of rules()[rule].
  RuleTerms terms(std::size_t rule) const;
  /// Sums, caps and levels by the policy.
  Verdict judge(const Subject& subject,
                const std::vector<Finding>& findings) const;
  /// False when no actions.yaml was among what was read.
  bool has_actions() const;
  /// What these roles should do, and whether a calendar should insert.
  Advice advise(const Subject& subject, const Verdict& verdict,
                std::span<const Role> roles) const;

 private:
  struct Impl;  // rule_set_impl.hh
  explicit RuleSet(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace calspam
