// SPDX-License-Identifier: MIT
#include "lint/checks_recurrence.hh"

#include <array>

namespace calspam {

namespace {

using enum LintLevel;

constexpr auto kChecks = std::to_array<Check>({
    {"5545-048", "rule-malformed", Error, "RFC 5545 3.3.10",
     "RRULE has no FREQ, or a part that is unknown, doubled or out of range",
     "Readers drop the rule and show one event, or reject all of it.",
     "Write NAME=value parts with semicolons between.", Mending::Safe, "",
     "Syncfusion (a semicolon at the end)"},
    {"5545-049", "count-and-until", Error, "RFC 5545 3.3.10",
     "COUNT and UNTIL stand in one rule",
     "Readers end the series at one or the other.", "Keep one."},
    {"5545-050", "freq-not-first", Note, "RFC 5545 3.3.10",
     "FREQ is not the first part of the rule",
     "Readers take any order now; those of RFC 2445 did not.",
     "Write FREQ first.", Mending::Safe, "", "an example in RFC 5546 itself"},
    {"5545-051", "until-of-other-type", Error, "RFC 5545 3.3.10",
     "UNTIL is a day where DTSTART is a time, or the reverse",
     "The last instance comes or goes by reader.",
     "Write UNTIL the way DTSTART is.", Mending::Unsafe, "5545-052"},
    {"5545-052", "until-not-utc", Warning, "RFC 5545 3.3.10",
     "UNTIL is not in UTC although DTSTART has a zone",
     "Readers apply a zone of their own choice.", "Write UNTIL in UTC.",
     Mending::Unsafe, "", "old calendar servers"},
    {"5545-053", "part-not-for-frequency", Error, "RFC 5545 3.3.10",
     "a BY part that the FREQ, or a start without a time, rules out",
     "Readers ignore the part or the rule.", "Remove the part."},
    {"5545-054", "part-without-context", Error, "RFC 5545 3.3.10",
     "BYSETPOS without another BY part, or a number before a weekday where "
     "there is no month or year",
     "The part selects from nothing.", "Remove it, or add what it needs."},
    {"5545-055", "several-rules", Warning, "RFC 5545 3.8.5.3",
     "more than one RRULE, or EXRULE, which RFC 5545 has dropped",
     "Many readers know one rule and no exception rules.",
     "Merge them into one RRULE and EXDATEs.", Mending::None, "",
     "software of RFC 2445's time"},
    {"5545-056", "start-not-instance", Warning, "RFC 5545 3.8.5.3",
     "DTSTART is no instance of its own rule",
     "Whether the first day counts is undefined; readers differ by one.",
     "Move DTSTART to the first instance.", Mending::None, "",
     "hand-made rules"},
    {"5545-057", "rule-below-one", Error, "RFC 5545 3.3.10",
     "INTERVAL or COUNT is below 1", "A rule that never moves on.",
     "Write a number from 1."},
    {"5545-058", "instance-of-other-form", Error, "RFC 5545 3.8.4.4",
     "RECURRENCE-ID is written in another form than the DTSTART of its series",
     "Readers do not find the instance and show it twice.",
     "Write it the way the series' DTSTART is.", Mending::Unsafe, "",
     "Exchange, for moved instances of all-day series"},
    {"5545-059", "instance-not-in-series", Warning, "RFC 5545 3.8.4.4",
     "RECURRENCE-ID names no instance of its series",
     "The change applies to nothing, and shows up as an event of its own.",
     "Name the original start of the instance."},
    {"5545-060", "range-prior", Error, "RFC 5545 3.2.13", "RANGE=THISANDPRIOR",
     "RFC 5545 took the value away.", "Use THISANDFUTURE from the other side."},
    {"5545-061", "date-of-other-form", Error, "RFC 5545 3.8.5.1",
     "EXDATE or RDATE is written in another form than DTSTART",
     "Readers compare by form and leave the exception out.",
     "Write it the way DTSTART is.", Mending::Unsafe, "",
     "ical4j's samples (EXDATE in UTC)"},
    {"5545-062", "exception-hits-nothing", Warning, "RFC 5545 3.8.5.1",
     "EXDATE takes out no instance",
     "What was to be left out still takes place.",
     "Give the start of an instance."},
});

void run_calendar(const LintedCalendar& calendar, CalendarLog& log) {
  check_rule_syntax(calendar, log);
  check_instances(calendar, log);
}

void run(const LintInput& input, LintLog& log) {
  lint_calendars(input, kChecks, run_calendar, log);
}

}  // namespace

constexpr CheckFamily kFamilyRecurrence{
    "5545", "iCalendar: recurrence (RFC 5545)", kChecks, run};

}  // namespace calspam
