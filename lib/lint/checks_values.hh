// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"
#include "lint/linted_calendar.hh"

namespace calspam {

/// Texts, numbers, addresses, enumerations: values other than times.
extern const CheckFamily kFamilyValues;

/// 5545-063 to 066: texts and their escapes.
void check_texts(const LintedCalendar& calendar, CalendarLog& log);
/// 5545-067 to 072, 092 and 094: parameters.
void check_parameters(const LintedCalendar& calendar, CalendarLog& log);
/// 5545-073 to 080: properties with a closed set or a form.
void check_plain_values(const LintedCalendar& calendar, CalendarLog& log);

}  // namespace calspam
