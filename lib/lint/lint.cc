// SPDX-License-Identifier: MIT
#include "lint/lint.hh"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "lint/checks_io.hh"
#include "lint/checks_tpl.hh"
#include "lint/families.hh"
#include "lint/lint_rows.hh"
#include "lint/lint_template.hh"
#include "lint/suppression.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Findings = std::vector<LintFinding>;

bool overlap(Span a, Span b) {
  return a.begin < b.end && b.begin < a.end;
}

// A name among the `shadows` of a check.
struct Shadow {
  CheckPattern pattern;
  bool whole_part = false;
};

std::vector<Shadow> shadows_of(const Check& check) {
  std::vector<Shadow> shadows;
  for (std::string_view word : split(check.shadows, ' ')) {
    if (word.empty()) continue;
    constexpr std::string_view kPart = "/part";
    const bool whole = word.ends_with(kPart);
    if (whole) word.remove_suffix(kPart.size());
    shadows.push_back({CheckPattern::known(word), whole});
  }
  return shadows;
}

bool is_same_place(const Place& a, const Place& b, bool whole_part) {
  if (a.part != b.part) return false;
  return whole_part || a.span.empty() || b.span.empty() ||
         overlap(a.span, b.span);
}

/// Takes out what a more precise check has said.
class Precedence {
 public:
  Precedence(Findings& findings, const LintSelection& selection)
      : findings_(findings), silent_(findings.size()) {
    for (std::size_t i = 0; i < findings.size(); ++i)
      of_check_[findings[i].check].push_back(i);
    LintSelection chosen;
    chosen.select = selection.select;
    for (const auto& [check, rows] : of_check_) {
      // What was ignored was seen all the same; what was not asked was not.
      for (const Shadow& shadow : shadows_of(*check))
        for (const std::size_t row : rows)
          if (chosen.selects(*check, findings[row].key)) cast(row, shadow);
    }
  }

  void apply() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      if (silent_[i]) continue;
      if (kept != i) findings_[kept] = std::move(findings_[i]);
      ++kept;
    }
    findings_.resize(kept);
  }

 private:
  void cast(std::size_t row, const Shadow& shadow) {
    const Place& place = findings_[row].where;
    for (const auto& [check, rows] : of_check_) {
      if (check == findings_[row].check) continue;
      if (!shadow.pattern.matches(*check, "") && shadow.pattern.precision() < 3)
        continue;
      for (const std::size_t other : rows)
        if (shadow.pattern.matches(*check, findings_[other].key) &&
            is_same_place(place, findings_[other].where, shadow.whole_part))
          silent_[other] = true;
    }
  }

  Findings& findings_;
  std::vector<bool> silent_;
  std::unordered_map<const Check*, std::vector<std::size_t>> of_check_;
};

// The level that is asked for; false where that is none.
bool apply_level(const LintSelection& selection, LintFinding& finding) {
  const LevelOverride* asked = selection.level(*finding.check, finding.key);
  if (asked == nullptr) return true;
  if (!asked->level) return false;
  finding.level = *asked->level;
  finding.lowered.clear();
  return true;
}

// What the producer of the message is known for never raises a level.
void lower(const std::vector<const ProducerException*>& holding,
           LintFinding& finding) {
  for (const ProducerException* exception : holding) {
    LintSelection levels;
    levels.levels = exception->levels;
    const LevelOverride* known = levels.level(*finding.check, finding.key);
    if (known == nullptr || !known->level || *known->level >= finding.level)
      continue;
    finding.level = *known->level;
    finding.lowered = exception->reason;
  }
}

void choose(const LintInput& input, const LintOptions& options,
            Findings& findings) {
  std::vector<const ProducerException*> holding;
  if (options.exceptions) holding = options.exceptions->holding(input.subject);
  std::erase_if(findings, [&](LintFinding& finding) {
    if (!options.selection.selects(*finding.check, finding.key)) return true;
    if (!apply_level(options.selection, finding)) return true;
    lower(holding, finding);
    return false;
  });
}

// A check's position in the tables.
std::unordered_map<const Check*, std::size_t> check_order() {
  std::unordered_map<const Check*, std::size_t> order;
  for (const CheckFamily* family : check_families())
    for (const Check& check : family->checks)
      order.emplace(&check, order.size());
  return order;
}

void sort(Findings& findings) {
  const auto order = check_order();
  const auto rank = [&](const LintFinding& finding) {
    return std::make_tuple(
        finding.where.span.empty() ? 0 : finding.where.span.begin,
        order.at(finding.check), finding.where.span.end,
        std::string_view(finding.key), std::string_view(finding.message));
  };
  std::ranges::stable_sort(findings, [&](const auto& a, const auto& b) {
    return rank(a) < rank(b);
  });
  findings.erase(std::unique(findings.begin(), findings.end(),
                             [&](const LintFinding& a, const LintFinding& b) {
                               return rank(a) == rank(b) && a.where == b.where;
                             }),
                 findings.end());
}

Findings run_families(const LintInput& input, std::size_t& left_out) {
  Findings findings;
  for (const CheckFamily* family : check_families()) {
    LintLog log;
    family->run(input, log);
    left_out += log.left_out();
    Findings found = log.take();
    findings.insert(findings.end(), std::make_move_iterator(found.begin()),
                    std::make_move_iterator(found.end()));
  }
  return findings;
}

Findings chosen_findings(const LintInput& input, const LintOptions& options,
                         std::size_t& left_out) {
  Findings findings = run_families(input, left_out);
  Precedence(findings, options.selection).apply();
  choose(input, options, findings);
  sort(findings);
  return findings;
}

// Which findings the input asks to leave out; adds what it asks in vain.
std::vector<bool> suppress_inline(const LintInput& input,
                                  const LintOptions& options,
                                  Findings& findings) {
  std::vector<Suppression> asked = suppressions(input.subject);
  LintLog log;
  if (asked.size() > options.limits.suppressions) {
    note_unheeded_suppressions(asked[options.limits.suppressions], log);
    asked.resize(options.limits.suppressions);
  }
  const auto is_covered = [&](const LintFinding& finding) {
    bool covered = false;
    for (Suppression& one : asked)
      if (one.covers(*finding.check, finding.key, finding.where))
        covered = one.used = true;
    return covered;
  };
  for (const LintFinding& finding : findings) is_covered(finding);
  for (const Suppression& one : asked) note_idle_suppression(one, log);
  Findings idle = log.take();
  choose(input, options, idle);
  findings.insert(findings.end(), idle.begin(), idle.end());
  sort(findings);
  std::vector<bool> silent;
  for (const LintFinding& finding : findings)
    silent.push_back(is_covered(finding));
  return silent;
}

void take_baseline(const LintOptions& options, const Subject& subject,
                   std::vector<LintRow>& rows) {
  if (!options.baseline) return;
  const auto* known = options.baseline->find(subject.raw->origin.name());
  if (known == nullptr) return;
  auto left = *known;
  for (LintRow& row : rows) {
    const auto found = left.find(row.fingerprint);
    if (!row.counts() || found == left.end() || found->second == 0) continue;
    --found->second;
    row.suppressed = Suppressed::Baseline;
  }
}

void count(LintReport& report) {
  for (const LintRow& row : report.rows) {
    if (row.counts())
      ++report.counts[static_cast<std::size_t>(row.level)];
    else
      ++report.suppressed;
  }
}

bool is_template(const Subject& subject, const LintOptions& options) {
  if (options.template_mode != TemplateMode::Auto)
    return options.template_mode == TemplateMode::Yes;
  const Origin& origin = subject.raw->origin;
  return looks_like_template(
      origin.member.empty() ? origin.path : origin.member, subject.raw->bytes,
      options.limits);
}

// The template's own faults, and those of what may become of it.
Findings findings_of_template(LintInput input, const LintOptions& options,
                              LintReport& report) {
  const LintTemplate form(input.subject.raw->bytes, options.template_vars.get(),
                          options.limits);
  report.renderings = form.renderings().size();
  input.form = &form;
  LintLog log;
  kFamilyTemplate.run(input, log);
  Findings findings = log.take();
  Findings rendered = template_findings(input, form, [&](const LintInput& one) {
    Findings found = run_families(one, report.left_out);
    Precedence(found, options.selection).apply();
    return found;
  });
  findings.insert(findings.end(), std::make_move_iterator(rendered.begin()),
                  std::make_move_iterator(rendered.end()));
  choose(input, options, findings);
  sort(findings);
  return findings;
}

}  // namespace

std::string_view suppressed_name(Suppressed suppressed) {
  switch (suppressed) {
    case Suppressed::No:
      return "";
    case Suppressed::Inline:
      return "inline";
    case Suppressed::Baseline:
      return "baseline";
  }
  return "";
}

std::optional<LintLevel> LintReport::worst() const {
  for (const LintLevel level :
       {LintLevel::Error, LintLevel::Warning, LintLevel::Note})
    if (count(level) > 0) return level;
  return {};
}

bool LintReport::fails() const {
  return fail_on && worst() && *worst() >= *fail_on;
}

LintReport lint(LintInput input, const LintOptions& options) {
  LintReport report;
  report.fail_on = options.fail_on;
  report.brief = options.brief;
  const Subject& subject = input.subject;
  report.is_mail = subject.is_mail();
  if (options.layouts && subject.is_mail())
    report.layout = compare_layouts(subject, *options.layouts, options.layout,
                                    options.layout_strict, options.limits);
  input.layout = report.layout ? &*report.layout : nullptr;
  Findings findings = is_template(subject, options)
                          ? findings_of_template(input, options, report)
                          : chosen_findings(input, options, report.left_out);
  const std::vector<bool> silent =
      options.inline_suppressions ? suppress_inline(input, options, findings)
                                  : std::vector<bool>(findings.size());
  report.rows = lint_rows(subject, std::move(findings), silent, options.limits);
  take_baseline(options, subject, report.rows);
  if (report.rows.size() > options.limits.findings) {
    report.left_out += report.rows.size() - options.limits.findings;
    report.rows.resize(options.limits.findings);
  }
  count(report);
  report.clients = client_views(subject);
  return report;
}

}  // namespace calspam
