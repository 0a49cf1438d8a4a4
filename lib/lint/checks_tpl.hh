// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

#include "lint/check.hh"

namespace calspam {

/// Templates: placeholders left in a message, and what a template does wrong
/// before anything is filled in.
extern const CheckFamily kFamilyTemplate;

/// The row of kFamilyTemplate with that slug.
const Check& template_check(std::string_view slug);

/// What the text of a template shows as it stands (checks_tpl_text.cc).
void check_template_text(const LintInput& input, LintLog& log);
/// What one of its renderings shows (checks_tpl_rendering.cc).
void check_rendering(const LintInput& input, LintLog& log);

}  // namespace calspam
