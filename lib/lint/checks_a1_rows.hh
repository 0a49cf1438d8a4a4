// SPDX-License-Identifier: MIT
#pragma once

#include <array>

#include "lint/check.hh"
#include "lint/row.hh"

namespace calspam {

inline constexpr std::array<Check, 19> kStructureChecks{{
    {"A1-01", "several-invitations", LintLevel::Warning, "CC/R 18003 A.1",
     "the message carries more than one invitation",
     "Mail programs offer the first one, or none; the others go unanswered.",
     "Send one message for each."},
    {"A1-02", "not-multipart-mixed", LintLevel::Warning, "CC/R 18003 A.1",
     "the outermost part is no multipart/mixed",
     "There is no place beside the text for the calendar and its copy.",
     "Put a multipart/mixed around everything.", Mending::Unsafe, "",
     "Exchange and Zimbra, whose outermost part is multipart/alternative"},
    {"A1-03", "alternative-misplaced", LintLevel::Warning, "CC/R 18003 A.1",
     "there is not exactly one multipart/alternative, or it does not come "
     "first",
     "The text is what people without a calendar read; they expect it first.",
     "Put both texts into one multipart/alternative at the beginning.",
     Mending::Unsafe, "", "SOGo and Yahoo, which have none"},
    {"A1-04", "no-plain-body", LintLevel::Warning, "CC/R 18003 A.1",
     "there is no text/plain among the alternatives",
     "Readers of plain text see nothing, and filters hold its absence against "
     "the sender.",
     "Add the event as plain text.", Mending::None, "", "Yahoo, SOGo and Zoom"},
    {"A1-05", "no-html-body", LintLevel::Warning, "CC/R 18003 A.1",
     "there is no text/html among the alternatives",
     "People whose mail program knows no calendar have no links to answer by.",
     "Add the event as HTML.", Mending::None, "", "Thunderbird"},
    {"A1-06", "no-calendar-part", LintLevel::Error, "CC/R 18003 A.1",
     "the message means to invite, and has no text/calendar part",
     "Mail programs show a file, or nothing, where they would ask for an "
     "answer.",
     "Add the object as text/calendar with its method.", Mending::None, "",
     "programs that attach an .ics file and send no invitation"},
    {"A1-07", "calendar-misplaced", LintLevel::Warning, "CC/R 18003 A.1",
     "the text/calendar part is not where the layout has it",
     "Inside the alternatives it hides the text from some readers; elsewhere "
     "some do not look for it.",
     "Move the part, or name the layout that was meant.", Mending::Unsafe, "",
     "Google, Exchange, Zimbra and others, who put it into the alternative"},
    {"A1-08", "other-layout", LintLevel::Note, "CC/R 18003 A.1",
     "the message has another layout than the one asked for, and a known one",
     "Its sender's mail is understood in practice.",
     "Nothing, or name that layout with --layout.", Mending::None, "",
     "every calendar service"},
    {"A1-09", "unknown-layout", LintLevel::Warning, "CC/R 18003 A.1",
     "the message has no layout that is known to work",
     "Nobody has tried what mail programs make of it.",
     "Follow the steps to the layout nearest to it.", Mending::None, "",
     "mail put together by hand"},
    {"A1-10", "no-calendar-copy", LintLevel::Warning, "CC/R 18003 A.1",
     "there is no copy of the calendar as application/ics",
     "Mail programs that hand files to a calendar find nothing to hand on.",
     "Attach the same object as application/ics.", Mending::Unsafe, "",
     "Exchange, Zimbra, SOGo, Nextcloud; Zoom attaches text/calendar"},
    {"A1-11", "copy-not-attachment", LintLevel::Warning, "CC/R 18003 A.1",
     "the application/ics part is not declared to be an attachment",
     "Some mail programs print it into the text.",
     "Add Content-Disposition: attachment.", Mending::Safe},
    {"A1-12", "copy-not-base64", LintLevel::Warning, "CC/R 18003 A.1",
     "the application/ics part is not sent as base64",
     "Gateways rewrite the line ends of text, and the copy is one no more.",
     "Encode the part as base64.", Mending::Safe, "",
     "Thunderbird (8bit), Google in 2008 (7bit)"},
    {"A1-13", "copy-misnamed", LintLevel::Warning, "CC/R 18003 A.1 guideline 1",
     "the name of an attached calendar does not end in .ics",
     "Programs and people go by the ending.",
     "Give it a name that ends in .ics.", Mending::Safe},
    {"A1-14", "copies-differ", LintLevel::Error, "CC/R 18003 A.1",
     "text/calendar and its copy are not the same invitation",
     "Which meeting a person gets depends on the mail program.",
     "Make both from one object."},
    {"A1-15", "copies-spelled-apart", LintLevel::Note, "CC/R 18003 A.1",
     "text/calendar and its copy are the same invitation in other bytes",
     "Nothing comes of it; a gateway may have rewritten one of them.",
     "Nothing needs to be done.", Mending::None, "",
     "Exchange rewrites text/calendar and keeps the sender's copy"},
    {"A1-16", "body-without-event", LintLevel::Warning,
     "CC/R 18003 A.1 guideline 5",
     "the text does not name the event and its day",
     "People without a calendar cannot tell what they are invited to.",
     "Write title and date of the event into the text.", Mending::None, "",
     "invitations to Teams whose text is left empty"},
    {"A1-17", "part-unknown-to-layout", LintLevel::Note,
     "CC/R 18003 A.1 guideline 6", "a part that the layout does not know",
     "It may be a file that belongs to the meeting, or a way to hide "
     "something.",
     "Leave it out where it is not needed.", Mending::None, "",
     "Google adds files and pictures"},
    {"A1-18", "answer-links", LintLevel::Note, "CC/R 18003 A.1 guideline 4",
     "the HTML has links to accept or decline",
     "They help people without a calendar, and teach them to trust links in "
     "invitations.",
     "See that each is https and tells the organizer's system only.",
     Mending::None, "", "Google, Nextcloud, Calendly"},
    {"A1-19", "bodies-out-of-order", LintLevel::Warning, "CC/R 18003 A.1",
     "the alternatives do not stand in the order plain text, HTML, calendar",
     "The last one that a reader knows is the one it shows (RFC 2046 5.1.4).",
     "Put them in this order.", Mending::Safe},
}};

consteval const Check& structure_check(std::string_view slug) {
  return row_of(kStructureChecks, slug);
}

void check_layout(const LintInput& input, LintLog& log);
void check_invitations(const LintInput& input, LintLog& log);
void check_copies(const LintInput& input, LintLog& log);
void check_bodies(const LintInput& input, LintLog& log);

}  // namespace calspam
