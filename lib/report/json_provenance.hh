// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "report/report.hh"

namespace calspam {

/// The provenance block of a record as JSON text, for a report that has one:
/// calspam.provenance/1. "{}" for one that has none.
std::string provenance_json(const Report& report);

}  // namespace calspam
