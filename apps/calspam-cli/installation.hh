// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "util/result.hh"

namespace calspam {

/// The rules that came with this program: ../share/calspam/rules beside an
/// installed one, those of the source tree when it runs where it was built.
Result<std::string> default_rules();

/// The file beside them that saves reading them (RuleOptions::prepared), which
/// need not be there.
std::string prepared_rules();

}  // namespace calspam
