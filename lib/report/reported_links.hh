// SPDX-License-Identifier: MIT
#pragma once

#include "evidence/subject.hh"
#include "report/report.hh"
#include "util/line_index.hh"

namespace calspam {

/// Fills `links` and `link_count` of a report.
void add_links(const Subject& subject, LineIndex& lines, Report& report);

}  // namespace calspam
