// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"
#include "lint/linted_calendar.hh"

namespace calspam {

/// Recurrence rules, their instances and exceptions.
extern const CheckFamily kFamilyRecurrence;

/// 5545-048 to 054 and 057: a rule as it is written.
void check_rule_syntax(const LintedCalendar& calendar, CalendarLog& log);
/// 5545-055, 056 and 058 to 062: rules, instances and exceptions together.
void check_instances(const LintedCalendar& calendar, CalendarLog& log);

}  // namespace calspam
