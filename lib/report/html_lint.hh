// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "lint/lint.hh"

namespace calspam {

/// What the linter found, as a part of a message's section in an HTML report:
/// findings with the line marked, the tree beside the profile's, the edits
/// between them, and which kind of mail reader sees which part.
std::string html_lint(const LintReport& lint);

}  // namespace calspam
