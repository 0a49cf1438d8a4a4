// SPDX-License-Identifier: MIT
#include "lint/checks_objects.hh"

#include <array>

namespace calspam {

namespace {

using enum LintLevel;

constexpr auto kChecks = std::to_array<Check>({
    {"5545-015", "name-unregistered", Note, "RFC 5545 3.8.8",
     "a property or component is neither registered nor begins with X-",
     "Readers skip it; another meaning may be registered later.",
     "Put X- before the name.", Mending::Unsafe, "", "Syncfusion (ISREADONLY)"},
    {"5545-016", "property-misplaced", Error, "RFC 5545 3.6",
     "a property stands in a component that may not have it",
     "It has no effect there, and strict readers reject the component.",
     "Move it to where it belongs, or remove it.", Mending::Unsafe, "",
     "Zoom and iCloud (TZID in VEVENT)"},
    {"5545-017", "calendar-property-late", Warning, "RFC 5545 3.6",
     "a property of the calendar stands after its first component",
     "Readers that stream have decided on the method by then.",
     "Move it ahead of the components.", Mending::Safe, "",
     "libraries that write METHOD last"},
    {"5545-018", "version-not-2", Error, "RFC 5545 3.7.4",
     "VERSION is missing or not 2.0",
     "Without it readers may take the object for vCalendar 1.0.",
     "Write VERSION:2.0.", Mending::Safe},
    {"5545-019", "prodid-missing", Error, "RFC 5545 3.7.3",
     "the calendar has no PRODID",
     "Readers that work around quirks by product cannot, and some refuse.",
     "Name the product that wrote it.", Mending::Unsafe, "",
     "one of fourteen public REQUESTs"},
    {"5545-020", "prodid-informal", Note, "RFC 5545 3.7.3",
     "PRODID is not a formal public identifier",
     "It works, but says less than -//Owner//Product//EN.",
     "Write -//Owner//Product//EN.", Mending::None, "",
     "Exchange, Zimbra, Yahoo, the icalendar gem"},
    {"5545-021", "calendar-empty", Error, "RFC 5545 3.6",
     "the calendar holds no component", "There is nothing to show or answer.",
     "Put the event in."},
    {"5545-022", "property-twice", Error, "RFC 5545 3.6",
     "a property that may stand once stands twice",
     "Some readers take the first, some the last.", "Keep one.", Mending::None,
     "", "Yahoo"},
    {"5545-023", "no-uid", Error, "RFC 5545 3.8.4.7", "a component has no UID",
     "Nobody can update, cancel or answer it, and each import adds a copy.",
     "Give it a UUID and keep that for its lifetime.", Mending::Unsafe},
    {"5545-024", "dtstamp-missing", Error, "RFC 5545 3.8.7.2",
     "a component has no DTSTAMP",
     "Of two versions nobody can tell the newer one.",
     "Write the time at which the object was made.", Mending::Unsafe, "",
     "one of thirteen public calendars"},
    {"5545-025", "dtstart-missing", Error, "RFC 5545 3.6.1",
     "an event, or something that recurs, has no DTSTART",
     "It has no place in a calendar.", "Say when it starts."},
    {"5545-034", "zone-unused", Note, "RFC 5545 3.6.5",
     "a VTIMEZONE is described but no time names it",
     "It costs space and suggests that times lost their zone.", "Remove it.",
     Mending::Safe, "", "events in UTC with a zone along"},
    {"5545-035", "zone-twice", Error, "RFC 5545 3.6.5",
     "two VTIMEZONE components have the same TZID",
     "Which of them counts is up to the reader.", "Keep one."},
    {"5545-036", "zone-incomplete", Error, "RFC 5545 3.6.5",
     "a VTIMEZONE lacks what it needs to say an offset",
     "Readers fall back on the name, or on no zone at all.",
     "Give it STANDARD with DTSTART, TZOFFSETFROM and TZOFFSETTO.",
     Mending::None, "", "templates with a zone by hand"},
    {"5545-081", "alarm-incomplete", Error, "RFC 5545 3.6.6",
     "a VALARM has no ACTION or no TRIGGER",
     "It never rings, or the reader rejects the event.",
     "Add ACTION and TRIGGER."},
    {"5545-082", "alarm-content", Warning, "RFC 5545 3.6.6",
     "a VALARM lacks what its ACTION needs, or has too much of it",
     "Readers show an empty alarm or drop it.",
     "DISPLAY needs DESCRIPTION; EMAIL also SUMMARY and ATTENDEE.",
     Mending::Unsafe, "", "Evolution"},
    {"5545-083", "alarm-repeat", Error, "RFC 5545 3.6.6",
     "REPEAT without DURATION, or the reverse",
     "The alarm cannot be repeated without both.", "Write both or none."},
    {"5545-085", "alarm-misplaced", Error, "RFC 5545 3.6.6",
     "a VALARM stands outside of VEVENT and VTODO",
     "No reader has a use for it there.", "Remove it.", Mending::Unsafe,
     "5546-T2"},
    {"5545-087", "uid-not-unique", Warning, "RFC 5545 3.8.4.7",
     "UID is short or a plain number, so others may have it too",
     "An event with the same UID replaces this one, or the reverse.",
     "Use a UUID.", Mending::None, "", "ids of databases"},
    {"5545-088", "attendee-twice", Warning, "RFC 5545 3.8.4.1",
     "the same ATTENDEE stands twice", "Answers land on one of the two lines.",
     "Keep one.", Mending::Safe},
    {"5545-089", "organizer-undecided", Warning, "RFC 5545 3.8.4.1",
     "the organizer is an ATTENDEE who has not answered",
     "Guests see a host who may not come.",
     "Set the organizer's PARTSTAT to ACCEPTED.", Mending::Unsafe},
    {"5545-090", "organizer-without-guests", Warning, "RFC 5545 3.8.4.3",
     "an item that is no message and has no attendees names an ORGANIZER",
     "Calendars then treat a private entry as somebody else's meeting.",
     "Remove ORGANIZER.", Mending::None, "", "KOrganizer"},
    {"5545-091", "calscale-other", Note, "RFC 5545 3.7.1",
     "CALSCALE is not GREGORIAN",
     "No other scale is defined; readers ignore the value or the file.",
     "Remove CALSCALE.", Mending::None, "", "spam"},
    {"5545-095", "related-to-nothing", Error, "RFC 5545 3.8.4.5",
     "RELATED-TO is empty or names its own UID", "A tree of tasks gets a loop.",
     "Name another UID, or remove it."},
    {"5545-096", "vcalendar-1-relic", Note, "RFC 5545 8.3.2",
     "something of vCalendar 1.0 stands in an iCalendar object",
     "Readers of iCalendar show the encoded bytes or skip it.",
     "Write it the iCalendar way.", Mending::None, "5545-015 5545-014",
     "telephones"},
});

void check_calscale(const LintedCalendar& calendar, CalendarLog& log) {
  for (const LintedCalendar::Object& object : calendar.objects()) {
    const PropertyIndex& properties = calendar.properties(object.root);
    const Property* scale = properties.first("CALSCALE");
    if (scale != nullptr && properties.value("CALSCALE") != "GREGORIAN" &&
        properties.value("CALSCALE") != "gregorian")
      log.at_value("5545-091", *scale, "CALSCALE is " + quoted(scale->value));
  }
}

void run_calendar(const LintedCalendar& calendar, CalendarLog& log) {
  check_properties_placed(calendar, log);
  check_zone_components(calendar, log);
  check_alarms(calendar, log);
  check_identity(calendar, log);
  check_calscale(calendar, log);
}

void run(const LintInput& input, LintLog& log) {
  lint_calendars(input, kChecks, run_calendar, log);
}

}  // namespace

constexpr CheckFamily kFamilyObjects{
    "5545", "iCalendar: components and properties (RFC 5545)", kChecks, run};

}  // namespace calspam
