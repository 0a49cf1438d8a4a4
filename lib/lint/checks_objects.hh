// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"
#include "lint/linted_calendar.hh"

namespace calspam {

/// What components and properties have to be there, and which may not.
extern const CheckFamily kFamilyObjects;

/// 5545-015 to 025: the properties of any component.
void check_properties_placed(const LintedCalendar& calendar, CalendarLog& log);
/// 5545-034 to 036: time zones as components.
void check_zone_components(const LintedCalendar& calendar, CalendarLog& log);
/// 5545-081 to 083 and 085: alarms.
void check_alarms(const LintedCalendar& calendar, CalendarLog& log);
/// 5545-087 to 090, 095 and 096: who and which.
void check_identity(const LintedCalendar& calendar, CalendarLog& log);

}  // namespace calspam
