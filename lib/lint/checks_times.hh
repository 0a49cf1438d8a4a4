// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"
#include "lint/linted_calendar.hh"

namespace calspam {

/// Dates, times, zones, durations and how they fit together.
extern const CheckFamily kFamilyTimes;

/// 5545-026 to 032: a time as it is written.
void check_time_values(const LintedCalendar& calendar, CalendarLog& log);
/// 5545-033 and 037 to 039: times and the zones they name.
void check_zone_use(const LintedCalendar& calendar, CalendarLog& log);
/// 5545-040 to 047, 084, 086 and 093: times against each other.
void check_time_pairs(const LintedCalendar& calendar, CalendarLog& log);
/// 5545-084: when an alarm rings.
void check_triggers(const LintedCalendar& calendar, CalendarLog& log);

}  // namespace calspam
