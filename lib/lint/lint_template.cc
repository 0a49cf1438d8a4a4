// SPDX-License-Identifier: MIT
#include "lint/lint_template.hh"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "lint/checks_tpl.hh"
#include "lint/families.hh"
#include "lint/patch.hh"
#include "mail/carrier.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Findings = std::vector<LintFinding>;

bool overlap(Span a, Span b) {
  return a.begin < b.end && b.begin < a.end;
}

// How long a line is going to be is not known before it is filled in.
bool is_about_length(const Check& check) {
  return check.id == "5545-004" || check.id == "5545-005" ||
         check.id == "MSG-08" || check.id == "MIME-15";
}

// Brings what was found in one rendering back to the template.
class WayBack {
 public:
  WayBack(const Subject& as_it_stands, const Subject& rendered,
          const Rendering& rendering, std::string_view form)
      : as_it_stands_(as_it_stands),
        rendered_(rendered),
        rendering_(rendering),
        form_(form) {}

  /// False for a judgement of what only stands in.
  bool take(LintFinding& finding) const {
    const Span span = finding.where.span;
    if (is_about_length(*finding.check) && touches_hole(span)) return false;
    if (!finding.check->id.starts_with("TPL") && is_stand_in(span))
      return false;
    finding.where.span = rendering_.in_template(span);
    if (span.empty()) finding.where.span = {};
    finding.where.part = part_of(finding.where.part);
    finding.message = with_placeholders(std::move(finding.message), span);
    finding.excerpt = with_placeholders(std::move(finding.excerpt), span);
    finding.edits = edits_of(finding.edits);
    return true;
  }

 private:
  bool is_stand_in(Span span) const {
    if (span.empty()) return false;
    const auto hole = std::find_if(
        rendering_.holes.begin(), rendering_.holes.end(), [&](Span one) {
          return one.begin <= span.begin && span.end <= one.end;
        });
    return hole != rendering_.holes.end();
  }

  bool touches_hole(Span span) const {
    return std::any_of(rendering_.holes.begin(), rendering_.holes.end(),
                       [&](Span hole) { return overlap(hole, span); });
  }

  // The part with the same path; -1 when the template as it stands has none.
  int part_of(int part) const {
    const std::size_t count = rendered_.message.parts.size();
    if (part < 0 || static_cast<std::size_t>(part) >= count) return -1;
    const auto& path =
        rendered_.message.parts[static_cast<std::size_t>(part)].path;
    const std::vector<Part>& parts = as_it_stands_.message.parts;
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (parts[i].path == path && parts[i].reading.empty())
        return static_cast<int>(i);
    return -1;
  }

  // "{{uid}}" where a message says what stands in for it.
  std::string with_placeholders(std::string text, Span span) const {
    constexpr std::size_t kTelling = 6;
    for (const Span& hole : rendering_.holes) {
      if (!span.empty() && !overlap(hole, span)) continue;
      const std::string_view filling = slice(rendering_.bytes, hole);
      if (filling.size() < kTelling) continue;
      const std::size_t at = text.find(filling);
      if (at == text.npos) continue;
      const std::string_view tag = slice(form_, rendering_.in_template(hole));
      text.replace(at, filling.size(), to_valid_utf8(tag));
    }
    return text;
  }

  // None where one of them would put a stand-in into the template.
  std::vector<Edit> edits_of(const std::vector<Edit>& edits) const {
    Patch patch(rendered_, false);
    if (edits.empty() || patch.add(edits) != Patch::Answer::Taken) return {};
    std::vector<Edit> out = patch.raw_edits();
    for (Edit& edit : out) {
      if (!rendering_.is_copied(edit.span) || copies_stand_in(edit.text))
        return {};
      edit.span = rendering_.in_template(edit.span);
    }
    return out;
  }

  bool copies_stand_in(std::string_view text) const {
    constexpr std::size_t kTelling = 4;
    return std::any_of(
        rendering_.holes.begin(), rendering_.holes.end(), [&](Span hole) {
          const std::string_view filling = slice(rendering_.bytes, hole);
          return filling.size() >= kTelling && text.find(filling) != text.npos;
        });
  }

  const Subject& as_it_stands_;
  const Subject& rendered_;
  const Rendering& rendering_;
  std::string_view form_;
};

// What a template that leaves it out in one branch breaks there.
bool is_about_absence(const Check& check) {
  return check.slug.find("missing") != std::string_view::npos ||
         check.slug.starts_with("no-") || check.id == "5546-T1";
}

void tell_branch(const Rendering& rendering, LintFinding& finding) {
  if (rendering.branch.empty()) return;
  if (rendering.drops && is_about_absence(*finding.check)) {
    finding.message = fmt::format("{}: {}", rendering.branch, finding.message);
    finding.check = &template_check("branch-drops-required");
    finding.level = finding.check->level;
    finding.where.span = rendering.block;
    finding.edits.clear();
    return;
  }
  finding.message = fmt::format("{} ({})", finding.message, rendering.branch);
}

// Findings of all renderings, each once.
class Collected {
 public:
  void add(LintFinding finding, const Rendering& rendering) {
    const auto key =
        std::make_tuple(finding.check, finding.key, finding.where.span,
                        finding.where.part, finding.message);
    if (!seen_.emplace(key, true).second) return;
    tell_branch(rendering, finding);
    findings_.push_back(std::move(finding));
  }
  Findings take() { return std::move(findings_); }

 private:
  std::map<std::tuple<const Check*, std::string, Span, int, std::string>, bool>
      seen_;
  Findings findings_;
};

}  // namespace

Findings template_findings(
    const LintInput& input, const LintTemplate& form,
    const std::function<Findings(const LintInput&)>& run) {
  const Subject& subject = input.subject;
  Collected collected;
  const std::vector<Rendering> renderings = form.renderings();
  for (const Rendering& rendering : renderings) {
    RawMessage raw = *subject.raw;
    raw.bytes = rendering.bytes;
    raw.full_size = rendering.bytes.size();
    if (starts_calendar(rendering.bytes)) raw.kind = RawKind::Calendar;
    Subject rendered;
    observe(rendered, raw, *subject.limits, input.now, subject.site);
    LintInput one{rendered, input.previous};
    one.holes = rendering.holes;
    one.form = &form;
    one.rendering = &rendering;
    one.now = input.now;
    const WayBack way(subject, rendered, rendering, form.text());
    for (LintFinding& finding : run(one))
      if (way.take(finding)) collected.add(std::move(finding), rendering);
  }
  Findings findings = collected.take();
  if (!form.complete() || renderings.back().leaves) {
    LintLog log;
    log.add(*find_check("limit-reached"), {},
            "not every branch of the template was looked at");
    Findings bound = log.take();
    findings.insert(findings.end(), bound.begin(), bound.end());
  }
  return findings;
}

}  // namespace calspam
