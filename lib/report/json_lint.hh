// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "report/report.hh"

namespace calspam {

/// The lint block of a record as JSON text; "{}" for a report without one.
std::string lint_json(const Report& report);

}  // namespace calspam
