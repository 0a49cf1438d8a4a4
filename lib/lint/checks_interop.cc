// SPDX-License-Identifier: MIT
#include "lint/checks_interop.hh"

#include <algorithm>
#include <array>

namespace calspam {

namespace {

using enum LintLevel;

// Product behaviour changes; each summary says what was seen when this was
// written, and none of it is more than a warning.
constexpr auto kChecks = std::to_array<Check>({
    {"INTEROP-01", "publish-as-invitation", Warning,
     "PHPMailer issue 175, as of 2026", "METHOD:PUBLISH in a mail that invites",
     "Outlook, Gmail and others show no way to accept or decline.",
     "Use METHOD:REQUEST with ORGANIZER and ATTENDEE.", Mending::Unsafe},
    {"INTEROP-02", "no-html-beside", Warning, "a comment in Zimbra, as of 2026",
     "an invitation without an HTML text beside it",
     "Outlook used to lay out such invitations badly.", "Add text/html.",
     Mending::None, "", "Thunderbird"},
    {"INTEROP-03", "invitation-as-attachment", Warning,
     "Nextcloud Mail issue 10416, as of 2026",
     "the text/calendar part that invites is marked as an attachment",
     "Evolution and others show a file instead of an invitation.",
     "Use inline, or no Content-Disposition.", Mending::Safe, "",
     "the icalendar gem"},
    {"INTEROP-04", "inline-with-content-id", Note,
     "PHPMailer issue 175, as of 2025",
     "the calendar part is inline and has a Content-ID",
     "One report says that Thunderbird then shows no invitation.",
     "Drop both fields.", Mending::Safe, "", "Apple CalendarServer, Cyrus"},
    {"INTEROP-05", "calendar-quoted-printable", Warning,
     "rdv-service issue 1548, as of 2026",
     "a text/calendar part is quoted-printable",
     "There are reports of Outlook ignoring it and of addresses broken at "
     "soft line breaks.",
     "Use base64.", Mending::Safe, "", "Google, Zoom"},
    {"INTEROP-06", "recurrence-beyond-outlook", Warning, "Microsoft KB 2643084",
     "a recurrence that Outlook cannot keep",
     "Outlook shows a file it does not support.",
     "Send the instances as events of their own.", Mending::None, "",
     "Lotus Notes"},
    {"INTEROP-07", "zone-rule-and-dates", Warning,
     "Microsoft KB 4456241; RFC 5546 3.1.2",
     "a change of a VTIMEZONE has both RRULE and RDATE",
     "Exchange 2016 before CU12 could not read it, and RFC 5546 rules it out "
     "for STANDARD.",
     "Use one of them."},
    {"INTEROP-08", "daylight-without-summer", Note,
     "calendars of Exchange, as of 2026",
     "a zone without summer time has a DAYLIGHT part",
     "Readers that go by the name show summer time.", "Describe STANDARD only.",
     Mending::None, "", "Exchange"},
    {"INTEROP-09", "zone-name-unknown", Warning, "RFC 5545 3.8.3.1",
     "a TZID is no name that is known anywhere",
     "Readers that map names to their own zones find none.",
     "Use an IANA name.", Mending::None, "", "Notes, CDO"},
    {"INTEROP-10", "windows-zone-name", Note,
     "calendars of Exchange, as of 2026",
     "a Windows zone name in a calendar that is not Microsoft's",
     "Fine in Outlook, guessed elsewhere.", "Use an IANA name.", Mending::None,
     "", "Exchange and Outlook, from where it is copied"},
    {"INTEROP-11", "alternative-with-more", Warning,
     "nodemailer issue 1616, as of 2026",
     "a multipart/alternative holds a calendar beside related parts or "
     "attachments",
     "Mail on iOS shows an empty body.",
     "Put the calendar under multipart/mixed.", Mending::None, "INTEROP-12",
     "nodemailer, with pictures in the HTML"},
    {"INTEROP-12", "calendar-in-alternative", Note,
     "a comment in SOGo, as of 2026", "the calendar is one of the alternatives",
     "Some clients show only the calendar, or only the text.",
     "Put it beside the multipart/alternative.", Mending::None, "",
     "Google, Exchange, Zimbra, and they are understood"},
    {"INTEROP-13", "invited-in-cc", Warning,
     "vendors' help pages for Gmail, as of 2026",
     "the attendees are in Cc or Bcc only", "Gmail may not add the event.",
     "Send each attendee a mail, in To."},
    {"INTEROP-14", "cancellation-not-cancel", Warning,
     "cal.com issue 29706, as of 2026",
     "a REQUEST that reads as a cancellation, or a CANCEL of an unknown UID",
     "The event stays in the guest's calendar.",
     "Send METHOD:CANCEL with the UID of the invitation."},
    {"INTEROP-15", "recurrence-in-utc", Warning, "RFC 5545 3.8.5.3",
     "an event recurs in UTC", "It moves by an hour whenever clocks change.",
     "Use a TZID.", Mending::None, "", "senders that use toISOString()"},
    {"INTEROP-16", "summary-long", Note, "RFC 5545 6",
     "SUMMARY is longer than 255 octets", "Receivers may cut it.",
     "Shorten it.", Mending::None, "", "Zoom webinars"},
    {"INTEROP-17", "microsoft-marks-differ", Note,
     "calendars of Exchange, as of 2026",
     "an X-MICROSOFT-CDO- property contradicts the event",
     "Outlook follows its own property, everybody else the standard one.",
     "Make them agree.", Mending::Safe},
    {"INTEROP-18", "organizer-without-mailto", Warning,
     "PHPMailer issue 175, as of 2025", "ORGANIZER is no mailto: address",
     "Clients show no buttons, since answers have nowhere to go.",
     "Write mailto: before the address.", Mending::Safe},
    {"INTEROP-19", "calendar-text-hashed", Note,
     "inbox-zero issue 3760, as of 2026",
     "the calendar part carries a hash of its text",
     "Exchange rewrites calendar parts on the way; the hash then fails.",
     "Leave Content-MD5 out.", Mending::Safe},
    {"INTEROP-20", "posing-as-outlook", Warning,
     "mail of tutorial code, as of 2026",
     "fields that Outlook writes in a mail that is not Outlook's",
     "They have no documented effect and raise suspicion.", "Remove the field.",
     Mending::Safe, "", "tutorial code, SOGo"},
    {"INTEROP-21", "organizer-relay", Note, "Open-Xchange MWB-1078, as of 2026",
     "the organizer is one of iCloud's relay addresses",
     "The address changes from message to message; matching by it fails.",
     "Match messages by UID."},
    {"INTEROP-22", "copy-of-other-type", Warning, "RFC 2046 4.5.1",
     "the .ics copy is application/octet-stream or text/plain",
     "Clients offer it as an unknown file.", "Use application/ics.",
     Mending::Safe, "", "services whose interface allows no parameters"},
    {"INTEROP-23", "alarm-in-request", Note, "RFC 5545 3.6.6",
     "a REQUEST brings an alarm",
     "Guests' own settings usually decide, so it does nothing or annoys.",
     "Leave the alarm out.", Mending::Safe, "", "Google, Exchange, Yahoo"},
    {"INTEROP-24", "request-without-sequence", Warning, "RFC 5545 3.8.7.4",
     "a REQUEST has no SEQUENCE",
     "It counts as 0, but some clients cannot order updates then.",
     "Write SEQUENCE:0.", Mending::Safe, "", "hand-made invitations"},
});

void run(const LintInput& input, LintLog& log) {
  lint_calendars(input, kChecks, check_interop_calendar, log);
  if (input.subject.is_mail()) check_interop_mail(input, log);
}

}  // namespace

const Check& interop_check(std::string_view id) {
  return *std::ranges::find(kChecks, id, &Check::id);
}

constexpr CheckFamily kFamilyInterop{"INTEROP", "interoperability", kChecks,
                                     run};

}  // namespace calspam
