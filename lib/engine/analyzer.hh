// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "detect/rule_set.hh"
#include "report/explanation.hh"
#include "report/report.hh"
#include "util/limits.hh"
#include "util/raw_message.hh"
#include "util/time.hh"

namespace calspam {

/// When gmime and libical are asked (evidence/subject.hh). Auto depends on the
/// message alone: where our readers met something odd.
enum class SecondOpinionUse { Auto, Always, Never };

struct AnalyzerOptions {
  /// Time that dates are judged against; without it the message's own.
  std::optional<Instant> now;
  /// Mail that the sift (mail/sift.hh) finds no calendar in is not parsed. Its
  /// record then is header_report()'s, or, without `all`, nothing but origin
  /// and size.
  bool sift = false;
  bool all = false;  ///< records without calendar content are wanted
  /// Paths the user named. A message that is one of them is always parsed.
  std::unordered_set<std::string> named;
  SecondOpinionUse second_opinion = SecondOpinionUse::Auto;
  /// What the operator knows, calspam-site(5); null: nothing.
  std::shared_ptr<const Site> site;
  /// Whom to advise; nobody when empty.
  std::vector<Role> roles;
};

/// The spine: one input in, one record out. Immutable; analyze() keeps no
/// state between messages, so that the same bytes give the same record
/// whatever came before them.
class Analyzer {
 public:
  Analyzer(RuleSet rules, const Limits& limits, AnalyzerOptions options);

  Report analyze(const RawMessage& raw) const;
  /// The same without the sift, and all that was read of the message, for
  /// whoever has more to say of it. `raw` must outlive `subject`.
  Report analyze(const RawMessage& raw, Subject& subject) const;
  /// The record and what it takes to tell a person why.
  Explanation explain(const RawMessage& raw) const;
  /// All facts of the input as text, for authors of rules.
  std::string facts(const RawMessage& raw) const;
  const RuleSet& rules() const { return rules_; }

 private:
  bool is_sifted_out(const RawMessage& raw) const;
  Report sifted_report(const RawMessage& raw) const;
  Report judged(Subject& subject) const;

  RuleSet rules_;
  Limits limits_;
  AnalyzerOptions options_;
};

}  // namespace calspam
