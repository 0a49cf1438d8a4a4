// SPDX-License-Identifier: MIT
#pragma once

#include "report/json_text.hh"
#include "report/report.hh"

namespace calspam {

/// The members of the lint block of a record.
void write_lint(JsonText& json, const LintReport& lint);

}  // namespace calspam
