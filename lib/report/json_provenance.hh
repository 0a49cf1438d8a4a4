// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "report/json_text.hh"
#include "report/report.hh"

namespace calspam {

/// The members of the provenance block of a record, calspam.provenance/1, of a
/// report that has one.
void write_provenance(JsonText& json, const Report& report);
/// The block as an object of its own; "{}" for a report that has none.
std::string provenance_json(const Report& report);

}  // namespace calspam
