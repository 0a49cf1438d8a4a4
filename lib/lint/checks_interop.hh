// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"
#include "lint/linted_calendar.hh"

namespace calspam {

/// What is allowed and still goes wrong in products.
extern const CheckFamily kFamilyInterop;

/// INTEROP-01, 06 to 10, 14 to 18, 21, 23 and 24: the calendar.
void check_interop_calendar(const LintedCalendar& calendar, CalendarLog& log);
/// INTEROP-02 to 05, 11 to 13, 19, 20 and 22: the mail around it.
void check_interop_mail(const LintInput& input, LintLog& log);
/// The row of an id.
const Check& interop_check(std::string_view id);

}  // namespace calspam
