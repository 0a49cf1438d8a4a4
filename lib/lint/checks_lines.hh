// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"
#include "lint/linted_calendar.hh"

namespace calspam {

/// The stream, its lines and how a content line is put together.
extern const CheckFamily kFamilyLines;

/// 5545-003 to 006 and 008 to 011: physical lines.
void check_physical_lines(const LintedCalendar& calendar, CalendarLog& log);
/// 5545-012 to 014: parameters as they are written.
void check_parameter_syntax(const LintedCalendar& calendar, CalendarLog& log);

}  // namespace calspam
