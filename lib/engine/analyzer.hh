// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "detect/rule_set.hh"
#include "report/report.hh"
#include "util/limits.hh"
#include "util/raw_message.hh"
#include "util/time.hh"

namespace calspam {

struct AnalyzerOptions {
  /// Time that dates are judged against; without it the message's own.
  std::optional<Instant> now;
};

/// The spine: one input in, one record out. Immutable; analyze() keeps no
/// state between messages, so that the same bytes give the same record
/// whatever came before them.
class Analyzer {
 public:
  Analyzer(RuleSet rules, const Limits& limits, AnalyzerOptions options);

  Report analyze(const RawMessage& raw) const;
  /// All facts of the input as text, for authors of rules.
  std::string facts(const RawMessage& raw) const;
  const RuleSet& rules() const { return rules_; }

 private:
  RuleSet rules_;
  Limits limits_;
  AnalyzerOptions options_;
};

}  // namespace calspam
