// SPDX-License-Identifier: MIT
#include "lint/checks_values.hh"

#include <array>

namespace calspam {

namespace {

using enum LintLevel;

constexpr auto kChecks = std::to_array<Check>({
    {"5545-063", "bare-comma", Warning, "RFC 5545 3.3.11",
     "a comma or semicolon of a text has no backslash",
     "Most readers do not mind; strict ones cut the text there.",
     "Put a backslash before it.", Mending::Safe, "",
     "very many hand-made calendars"},
    {"5545-064", "escape-unknown", Warning, "RFC 5545 3.3.11",
     "a backslash stands before a character that needs none",
     "Some readers show the backslash.", "Remove the backslash.", Mending::Safe,
     "", "old Notes"},
    {"5545-065", "escaped-twice", Warning, "RFC 5545 3.3.11",
     "a line break was escaped twice",
     "The reader sees a backslash and an n in the text.", "Escape once.",
     Mending::Safe},
    {"5545-066", "markup-in-description", Note, "RFC 5545 3.8.1.5",
     "DESCRIPTION holds HTML", "Readers that show plain text show the tags.",
     "Write plain text, and HTML into X-ALT-DESC or STYLED-DESCRIPTION.",
     Mending::None, "", "Google Calendar"},
    {"5545-067", "partstat-not-for-component", Error, "RFC 5545 3.2.12",
     "PARTSTAT has a value that this kind of component does not have",
     "The answer is lost or read as none.",
     "Use a value of the component; COMPLETED is for tasks."},
    {"5545-068", "parameter-no-token", Error, "RFC 5545 3.2.16",
     "ROLE or CUTYPE holds characters that no value may have",
     "Readers take it for unknown, and everybody for a required participant.",
     "Write hyphens, as in REQ-PARTICIPANT.", Mending::Safe, "",
     "Yahoo (REQ_PARTICIPANT)"},
    {"5545-069", "parameter-value-unknown", Note, "RFC 5545 3.2.12",
     "ROLE, CUTYPE or PARTSTAT has a value that is not registered",
     "Readers treat it as the default.", "Use a registered value."},
    {"5545-070", "rsvp-no-boolean", Error, "RFC 5545 3.2.17",
     "RSVP is neither TRUE nor FALSE",
     "Readers take it for FALSE and show no buttons.",
     "Write RSVP=TRUE or RSVP=FALSE.", Mending::Safe, "",
     "examples in RFC 6047 itself (RSVP=YES)"},
    {"5545-071", "parameter-misplaced", Error, "RFC 5545 3.2",
     "a parameter stands on a property that does not have it",
     "It has no effect, and strict readers reject the line.",
     "Remove the parameter.", Mending::Safe, "",
     "Zoom and GroupWise (ROLE and RSVP on ORGANIZER)"},
    {"5545-072", "parameter-no-address", Error, "RFC 5545 3.2.18",
     "a parameter that names an address or URI is not quoted, or is none",
     "The colon in it ends the parameter, and the rest joins the value.",
     "Write a URI in double quotes.", Mending::Safe, "5545-012 6047-12"},
    {"5545-073", "status-not-for-component", Error, "RFC 5545 3.8.1.11",
     "STATUS has a value that this kind of component does not have",
     "Readers ignore it or reject the component.",
     "Use a value of the component."},
    {"5545-074", "transp-or-class-unknown", Error, "RFC 5545 3.8.2.7",
     "TRANSP is neither OPAQUE nor TRANSPARENT, or CLASS is unknown",
     "Whether the time is busy, or who may see it, is guessed.",
     "Use a value of the property."},
    {"5545-075", "number-out-of-range", Error, "RFC 5545 3.3.8",
     "PRIORITY, PERCENT-COMPLETE, SEQUENCE or REPEAT is no number it may be",
     "Readers drop it or the component.",
     "Write a whole number within the range of the property."},
    {"5545-076", "sequence-is-clock", Note, "RFC 5545 3.8.7.4",
     "SEQUENCE looks like a Unix time",
     "It only grows, until in 2038 it is no integer any more.",
     "Count revisions from 0.", Mending::None, "", "Zoom"},
    {"5545-077", "geo-malformed", Error, "RFC 5545 3.8.1.6",
     "GEO is not a latitude and a longitude with a semicolon between",
     "Maps show another place or none.", "Write latitude;longitude.",
     Mending::Safe, "", "SOGo 3.2 (an escaped semicolon)"},
    {"5545-078", "uri-malformed", Error, "RFC 5545 3.3.13",
     "URL, TZURL or ATTACH is no absolute URI", "A click leads nowhere.",
     "Write scheme:... in full."},
    {"5545-079", "binary-malformed", Error, "RFC 5545 3.3.1",
     "inline content without ENCODING=BASE64 and VALUE=BINARY, or that is no "
     "base64",
     "Readers take the bytes for a link.", "Say both, and encode in base64.",
     Mending::Safe},
    {"5545-080", "binary-inline", Note, "RFC 5545 3.1.3",
     "an attachment stands inside the calendar",
     "Many readers drop it, and every update carries it again.",
     "Attach it to the mail (cid:) or link to it.", Mending::None, "",
     "Exchange, Notes"},
    {"5545-092", "language-malformed", Warning, "RFC 5545 3.2.10",
     "LANGUAGE is no language tag", "Readers cannot choose by it.",
     "Write a tag such as en or de-AT."},
    {"5545-094", "fmttype-malformed", Warning, "RFC 5545 3.2.8",
     "FMTTYPE is no media type", "Readers cannot tell what opens it.",
     "Write type/subtype."},
});

void run_calendar(const LintedCalendar& calendar, CalendarLog& log) {
  check_texts(calendar, log);
  check_parameters(calendar, log);
  check_plain_values(calendar, log);
}

void run(const LintInput& input, LintLog& log) {
  lint_calendars(input, kChecks, run_calendar, log);
}

}  // namespace

constexpr CheckFamily kFamilyValues{"5545", "iCalendar: values (RFC 5545)",
                                    kChecks, run};

}  // namespace calspam
