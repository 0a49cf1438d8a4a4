// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "lint/lint.hh"

namespace calspam {

/// Findings as they are shown, in their order: lines and columns counted, the
/// offending line decoded. `silent` has one for each of them: the input asked
/// for it to be left out.
std::vector<LintRow> lint_rows(const Subject& subject,
                               std::vector<LintFinding> findings,
                               const std::vector<bool>& silent,
                               const LintLimits& limits);

}  // namespace calspam
