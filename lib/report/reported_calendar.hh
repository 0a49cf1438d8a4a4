// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/subject.hh"
#include "report/report.hh"

namespace calspam {

/// The calendar summary of a record: one entry a carrier.
std::vector<ReportedCalendar> reported_calendars(const Subject& subject);

/// A string of the input as a record holds it: valid UTF-8, at most `bytes`
/// long, an ellipsis where it was cut.
std::string reported_text(std::string_view text, std::size_t bytes = 4'096);

}  // namespace calspam
