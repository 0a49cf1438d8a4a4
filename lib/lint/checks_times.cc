// SPDX-License-Identifier: MIT
#include "lint/checks_times.hh"

#include <array>

namespace calspam {

namespace {

using enum LintLevel;

constexpr auto kChecks = std::to_array<Check>({
    {"5545-026", "time-not-utc", Error, "RFC 5545 3.8.7.2",
     "DTSTAMP, CREATED, LAST-MODIFIED or COMPLETED is not in UTC",
     "Which of two versions is newer then depends on the reader's own zone.",
     "Write it in UTC, with a Z.", Mending::Unsafe, "",
     "examples in RFC 5546 itself"},
    {"5545-027", "time-malformed", Error, "RFC 5545 3.3.5",
     "a value is no DATE or DATE-TIME",
     "Readers drop the property, or the event with it.",
     "Write YYYYMMDD or YYYYMMDDTHHMMSS.", Mending::Safe, "5545-026 5545-029",
     "templates that use toISOString()"},
    {"5545-028", "time-impossible", Error, "RFC 5545 3.3.5",
     "a date or time that does not exist",
     "Readers reject it or move it to a day they choose.",
     "Write a date of the calendar and an hour from 00 to 23."},
    {"5545-029", "date-type", Error, "RFC 5545 3.2.20",
     "a DATE without VALUE=DATE, or a DATE-TIME with it",
     "A reader that goes by the type fails to read the value.",
     "Let VALUE say what the value is.", Mending::Safe, "",
     "Google's holidays of 2005"},
    {"5545-030", "time-with-offset", Error, "RFC 5545 3.3.5",
     "a time has an offset from UTC behind it",
     "iCalendar has no such form; readers drop the offset or the event.",
     "Write UTC, or local time with a TZID.", Mending::Unsafe, "5545-027"},
    {"5545-031", "utc-with-zone", Error, "RFC 5545 3.2.19",
     "a UTC time has a TZID", "Some readers apply the zone to it.",
     "Drop the TZID.", Mending::Safe},
    {"5545-032", "date-with-zone", Error, "RFC 5545 3.2.19",
     "a DATE has a TZID", "A day has no zone; some readers shift it.",
     "Drop the TZID.", Mending::Safe},
    {"5545-033", "zone-missing", Error, "RFC 5545 3.2.19",
     "a time names a zone that the object does not describe",
     "Readers guess from the name, or show another hour.",
     "Include its VTIMEZONE.", Mending::None, "7809-01",
     "feeds of Google and Apple"},
    {"5545-037", "zone-time-not-local", Error, "RFC 5545 3.6.5",
     "a change of a VTIMEZONE is not given in local time, or its UNTIL not "
     "in UTC",
     "The zone would depend on itself; readers compute other offsets.",
     "Write DTSTART of the change as local time, and UNTIL in UTC.",
     Mending::Safe, "5545-031 5545-052"},
    {"5545-038", "zone-rules-differ", Warning, "RFC 5545 3.6.5",
     "the VTIMEZONE has another offset at the event than the zone it names",
     "Readers that go by the name show another hour than those that go by "
     "the rules.",
     "Take the rules from present time zone data.", Mending::None, "",
     "Lotus Notes"},
    {"5545-039", "zone-starts-late", Warning, "RFC 5545 3.6.5",
     "no part of the VTIMEZONE covers the begin of the event",
     "What the offset is before the first change is not said.",
     "Let the zone begin before the event."},
    {"5545-040", "floating-meeting", Warning, "RFC 5545 3.3.5",
     "an event with attendees has a time without zone",
     "Every guest reads it in a zone of their own.", "Use UTC or a TZID.",
     Mending::None, "", "hand-made invitations"},
    {"5545-041", "end-not-later", Error, "RFC 5545 3.8.2.2",
     "DTEND is not later than DTSTART",
     "Readers show an event of no length, or none.",
     "Correct DTEND, or drop it for an event of no length.", Mending::None, "",
     "reminders of Outlook (both equal)"},
    {"5545-042", "end-and-duration", Error, "RFC 5545 3.6.1",
     "DTEND and DURATION stand in one event", "Readers take one or the other.",
     "Keep DTEND.", Mending::Unsafe},
    {"5545-043", "end-of-other-type", Error, "RFC 5545 3.8.2.2",
     "DTSTART is a day and DTEND a time, or the reverse",
     "The length of the event is undefined.", "Write both the same way."},
    {"5545-044", "end-of-other-form", Error, "RFC 5545 3.8.2.2",
     "one of DTSTART and DTEND has a zone and the other floats",
     "The length depends on where the reader is.",
     "Give both a zone, or none."},
    {"5545-045", "duration-malformed", Error, "RFC 5545 3.3.6",
     "a duration cannot be read, is negative, or has hours on a day",
     "Readers drop it or the event.",
     "Write P1D, PT1H30M or P2W; days only where the start is a DATE."},
    {"5545-046", "due-unfit", Error, "RFC 5545 3.8.2.3",
     "DUE does not fit DTSTART, or a DURATION has nothing to start from",
     "Readers drop the deadline.",
     "Let DUE be later than DTSTART and of its type; keep DUE or DURATION."},
    {"5545-047", "day-as-times", Warning, "RFC 5545 3.8.2.2",
     "an event of whole days is written as midnight to midnight",
     "Guests in other zones see two halves of days.", "Use VALUE=DATE.",
     Mending::Unsafe, "", "Outlook, for all-day events"},
    {"5545-084", "trigger-unfit", Error, "RFC 5545 3.8.6.3",
     "a TRIGGER is absolute without saying so, not in UTC, or relative to an "
     "end that is not there",
     "The alarm rings at another time or never.",
     "Write VALUE=DATE-TIME with UTC, or a duration.", Mending::Safe},
    {"5545-086", "busy-time-malformed", Error, "RFC 5545 3.8.2.6",
     "a FREEBUSY value is no period in UTC", "Readers show the person as free.",
     "Write start/end or start/duration, in UTC."},
    {"5545-093", "dtstamp-off", Note, "RFC 5545 3.8.7.2",
     "DTSTAMP is days away from the Date of the mail, or in its future",
     "Receivers order messages of one SEQUENCE by it.",
     "Stamp the object when it is sent."},
});

void run_calendar(const LintedCalendar& calendar, CalendarLog& log) {
  check_time_values(calendar, log);
  check_zone_use(calendar, log);
  check_time_pairs(calendar, log);
  check_triggers(calendar, log);
}

void run(const LintInput& input, LintLog& log) {
  lint_calendars(input, kChecks, run_calendar, log);
}

}  // namespace

constexpr CheckFamily kFamilyTimes{"5545", "iCalendar: times (RFC 5545)",
                                   kChecks, run};

}  // namespace calspam
