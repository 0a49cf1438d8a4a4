// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "evidence/subject.hh"
#include "report/report.hh"
#include "util/line_index.hh"

namespace calspam {

/// `lines` is the index of `subject.raw->bytes`.
Location locate(const Subject& subject, LineIndex& lines, const Place& place);
/// "part 1.2, ORGANIZER, line 40:3"; "" when nothing is known. Untrusted.
std::string location_text(const Location& location);

}  // namespace calspam
