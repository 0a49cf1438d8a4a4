// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "report/report.hh"

namespace calspam {

/// What a report of abuse says, and which rules it breaks, as lines of the text
/// format; "" for a record without.
std::string arf_text(const Report& report);

}  // namespace calspam
