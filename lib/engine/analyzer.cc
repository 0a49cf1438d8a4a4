// SPDX-License-Identifier: MIT
#include "engine/analyzer.hh"

#include <algorithm>
#include <utility>

#include "evidence/subject.hh"
#include "report/build_report.hh"
#include "report/facts.hh"

namespace calspam {
namespace {

// By the message alone, so that the same bytes are always read by the same
// readers: where ours met anything odd, or a rule had something to say.
bool deserves_second_opinion(const Subject& subject,
                             const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& f) { return f.score != 0; }) ||
         std::any_of(
             subject.anomalies.begin(), subject.anomalies.end(),
             [](const Anomaly& a) { return a.kind->weight != Weight::Note; });
}

}  // namespace

Analyzer::Analyzer(RuleSet rules, const Limits& limits, AnalyzerOptions options)
    : rules_(std::move(rules)), limits_(limits), options_(options) {}

Report Analyzer::analyze(const RawMessage& raw) const {
  Subject subject;
  observe(subject, raw, limits_, options_.now);
  std::vector<Finding> findings;
  if (subject.has_calendar_content()) {
    findings = rules_.findings(subject);
    if (deserves_second_opinion(subject, findings)) {
      ask_second_opinion(subject);
      findings = rules_.findings(subject);
    }
  }
  Verdict verdict = rules_.judge(subject, findings);
  return build_report(subject, rules_, std::move(findings), std::move(verdict));
}

std::string Analyzer::facts(const RawMessage& raw) const {
  Subject subject;
  observe(subject, raw, limits_, options_.now);
  if (subject.has_calendar_content()) ask_second_opinion(subject);
  return facts_text(subject);
}

}  // namespace calspam
