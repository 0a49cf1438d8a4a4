// SPDX-License-Identifier: MIT
#include "engine/analyzer.hh"

#include <algorithm>
#include <utility>

#include "evidence/subject.hh"
#include "mail/sift.hh"
#include "report/build_report.hh"
#include "report/facts.hh"

namespace calspam {
namespace {

// By the message alone, so that the same bytes are always read by the same
// readers: where ours met anything odd. Of plain bytes all say the same.
bool deserves_second_opinion(SecondOpinionUse use, const Subject& subject) {
  if (use != SecondOpinionUse::Auto) return use == SecondOpinionUse::Always;
  return std::any_of(
      subject.anomalies.begin(), subject.anomalies.end(),
      [](const Anomaly& a) { return a.kind->weight != Weight::Note; });
}

}  // namespace

Analyzer::Analyzer(RuleSet rules, const Limits& limits, AnalyzerOptions options)
    : rules_(std::move(rules)), limits_(limits), options_(std::move(options)) {}

Report Analyzer::analyze(const RawMessage& raw) const {
  if (is_sifted_out(raw)) return sifted_report(raw);
  Subject subject;
  return analyze(raw, subject);
}

Report Analyzer::analyze(const RawMessage& raw, Subject& subject) const {
  observe(subject, raw, limits_, options_.now, options_.site.get());
  return judged(subject);
}

Explanation Analyzer::explain(const RawMessage& raw) const {
  Subject subject;
  Report report = analyze(raw, subject);
  return calspam::explain(subject, rules_, std::move(report));
}

Report Analyzer::judged(Subject& subject) const {
  if (subject.has_calendar_content() &&
      deserves_second_opinion(options_.second_opinion, subject))
    ask_second_opinion(subject);
  std::vector<Finding> findings = rules_.findings(subject);
  const Verdict verdict = rules_.judge(subject, findings);
  Report report = build_report(subject, rules_, std::move(findings), verdict);
  if (!options_.roles.empty())
    report.advice =
        reported_advice(rules_.advise(subject, verdict, options_.roles));
  return report;
}

bool Analyzer::is_sifted_out(const RawMessage& raw) const {
  if (!options_.sift || raw.kind != RawKind::Mail) return false;
  if (raw.full_size > raw.bytes.size()) return false;
  const bool alone = raw.origin.index == 0 && raw.origin.member.empty();
  if (options_.all && alone && options_.named.contains(raw.origin.path))
    return false;
  return !sift(raw.bytes, limits_).carrier;
}

Report Analyzer::sifted_report(const RawMessage& raw) const {
  if (!options_.all) {
    Report report;
    report.origin = raw.origin;
    report.size = raw.bytes.size();
    return report;
  }
  Report report = header_report(raw, parse_root_header(raw.bytes, limits_));
  if (!options_.roles.empty()) report.advice.emplace();
  return report;
}

std::string Analyzer::facts(const RawMessage& raw) const {
  Subject subject;
  observe(subject, raw, limits_, options_.now, options_.site.get());
  if (subject.has_calendar_content()) ask_second_opinion(subject);
  return facts_text(subject);
}

}  // namespace calspam
