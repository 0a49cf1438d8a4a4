// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"
#include "lint/linted_calendar.hh"

namespace calspam {

/// What a message may ask for, and what it then has to hold.
extern const CheckFamily kFamilyItip;

/// 5546-T1 to T5: the tables.
void check_itip_tables(const LintedCalendar& calendar, CalendarLog& log);
/// 5546-01 to 05, 20 and 21: the message as a whole.
void check_itip_message(const LintedCalendar& calendar, CalendarLog& log);
/// 5546-06 to 12 and 16 to 19, 22 and 25: a component.
void check_itip_component(const LintedCalendar& calendar, CalendarLog& log);
/// 5546-13 to 15: who hands on to whom.
void check_itip_delegation(const LintedCalendar& calendar, CalendarLog& log);
/// 5546-23 and 24.
void check_itip_busy_time(const LintedCalendar& calendar, CalendarLog& log);
/// 5546-09 and 26 to 30: against the earlier message.
void check_itip_previous(const LintedCalendar& calendar, CalendarLog& log);

}  // namespace calspam
