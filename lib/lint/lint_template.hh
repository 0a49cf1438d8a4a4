// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <vector>

#include "lint/check.hh"
#include "lint/template.hh"

namespace calspam {

/// Lints the renderings of a template: `run` gives the findings about one of
/// them, which come back with their places, and edits, in the template. What
/// shows in one branch only says so. `input` holds the template as it stands.
std::vector<LintFinding> template_findings(
    const LintInput& input, const LintTemplate& form,
    const std::function<std::vector<LintFinding>(const LintInput&)>& run);

}  // namespace calspam
