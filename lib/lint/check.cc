// SPDX-License-Identifier: MIT
#include "lint/check.hh"

#include <algorithm>

#include "lint/limits.hh"

namespace calspam {

std::string_view lint_level_name(LintLevel level) {
  switch (level) {
    case LintLevel::Note:
      return "note";
    case LintLevel::Warning:
      return "warning";
    case LintLevel::Error:
      return "error";
  }
  return "";
}

bool LintInput::has_hole(Span raw) const {
  // Holes stand in order and apart, so the first that ends behind the
  // beginning of `raw` is the only one to look at.
  const auto hole = std::ranges::lower_bound(
      holes, raw.begin + 1, {}, [](const Span& span) { return span.end; });
  return hole != holes.end() && hole->begin < std::max(raw.end, raw.begin + 1);
}

LintFinding& LintLog::add(const Check& check, Place where,
                          std::string message) {
  const bool kept = counts_[&check]++ < LintLimits{}.findings_of_check;
  if (!kept) {
    ++left_out_;
    spare_ = {};
  }
  LintFinding& finding = kept ? findings_.emplace_back() : spare_;
  finding.check = &check;
  finding.level = check.level;
  finding.where = std::move(where);
  finding.message = std::move(message);
  return finding;
}

}  // namespace calspam
