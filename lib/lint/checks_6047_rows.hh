// SPDX-License-Identifier: MIT
#pragma once

#include <array>

#include "lint/check.hh"
#include "lint/row.hh"

namespace calspam {

inline constexpr std::array<Check, 29> kImipChecks{{
    {"6047-01", "method-parameter-missing", LintLevel::Error, "RFC 6047 2.4",
     "a text/calendar part has no method parameter although its object has a "
     "METHOD",
     "Mail programs decide by the parameter whether a part is an invitation; "
     "without it the buttons to answer stay away.",
     "Put method= with the METHOD of the object into the Content-Type.",
     Mending::Safe, "",
     "the copy that Zoom attaches, the icalendar gem, exports of Apple Mail"},
    {"6047-02", "method-mismatch", LintLevel::Error, "RFC 6047 2.4",
     "the method parameter of the part and the METHOD of the object differ",
     "Receivers follow one or the other, so some see a request where others "
     "see a cancellation; Exchange Online refuses the message.",
     "Write the METHOD of the object into the parameter.", Mending::Safe, "",
     "cancellations of Yahoo (method=REQUEST around METHOD:CANCEL)"},
    {"6047-03", "method-property-missing", LintLevel::Error, "RFC 6047 2.4",
     "the part has a method parameter but its object has no METHOD",
     "The object then is no iTIP message, and its reader has nothing to "
     "answer to.",
     "Give the object the METHOD that the parameter promises.", Mending::Unsafe,
     "", "programs that use ical4j and forget to set it"},
    {"6047-04", "method-unknown", LintLevel::Error, "RFC 5546 1.4",
     "METHOD is none of the methods that iTIP defines",
     "A receiver cannot know what is asked of it and leaves the object alone.",
     "Use one of PUBLISH, REQUEST, REPLY, ADD, CANCEL, REFRESH, COUNTER and "
     "DECLINECOUNTER."},
    {"6047-05", "charset-missing", LintLevel::Error, "RFC 6047 2.4",
     "calendar text beyond ASCII in a part that declares no charset",
     "Text without a declared charset is US-ASCII for a mail reader; names "
     "and titles come out garbled.",
     "Add charset=UTF-8 to the Content-Type.", Mending::Safe, "",
     "older Nextcloud; services whose interface allows no parameters"},
    {"6047-06", "charset-unsaid", LintLevel::Warning, "RFC 5545 3.1.4",
     "a text/calendar part declares no charset, though its text is ASCII",
     "RFC 5545 asks for the parameter; the same sender's first umlaut breaks "
     "without it.",
     "Add charset=UTF-8 to the Content-Type.", Mending::Safe, "",
     "the icalendar gem, the copy that Zoom attaches"},
    {"6047-07", "charset-not-utf-8", LintLevel::Error, "RFC 6047 2.4",
     "a text/calendar part is in a charset other than UTF-8 or US-ASCII",
     "Calendar readers take the text for UTF-8 whatever the mail header "
     "says.",
     "Convert the calendar to UTF-8.", Mending::Safe, "",
     "Google in 2008, Outlook 2003"},
    {"6047-08", "component-mismatch", LintLevel::Warning, "RFC 6047 2.4",
     "the component parameter names other components than the object holds",
     "A receiver that files by the parameter hands the object to the wrong "
     "program.",
     "Name what is inside, or drop the parameter.", Mending::Safe},
    {"6047-09", "component-unsaid", LintLevel::Note, "RFC 6047 2.4",
     "a text/calendar part has no component parameter",
     "The parameter is optional; with it a receiver knows what is inside "
     "before it reads the object.",
     "Add component=VEVENT or what else is inside.", Mending::Safe, "",
     "nearly everybody; Cyrus sets it"},
    {"6047-10", "calendar-8bit-as-7bit", LintLevel::Error, "RFC 6047 2.5",
     "calendar text beyond ASCII in a part that is declared 7bit, or without "
     "a transfer encoding",
     "A relay may clear the eighth bit or refuse the message, and the "
     "calendar is damaged.",
     "Send the calendar as base64.", Mending::Safe, "MIME-13/part",
     "templates of Go and shell programs"},
    {"6047-11", "calendar-8bit", LintLevel::Note, "RFC 6047 2.5",
     "calendar text is sent as 8bit",
     "It arrives whole only when every server on the way takes 8bit mail.",
     "Send the calendar as base64.", Mending::Safe, "MIME-14/part",
     "Thunderbird"},
    {"6047-12", "address-not-mailto", LintLevel::Error, "RFC 6047 2.3",
     "an ORGANIZER or ATTENDEE is no mailto: URI",
     "Over mail everybody is a mail address; programs show no buttons, or "
     "send the answer nowhere.",
     "Write the address as mailto:name@host.", Mending::Safe, "INTEROP-18",
     "Zoom's organizer, iCloud's paths of principals, Outlook's "
     "invalid:nomail, examples within the RFCs"},
    {"6047-13", "mailto-malformed", LintLevel::Error, "RFC 6047 2.3",
     "the mailto: URI of an ORGANIZER or ATTENDEE is not just one address",
     "A blank, a name, a second address or a query makes the answer "
     "undeliverable.",
     "Write one bare address after mailto:.", Mending::Unsafe, "",
     "hand-made calendars with a name in place of the address"},
    {"6047-14", "no-text-for-people", LintLevel::Warning, "RFC 6047 2.4",
     "nothing in the message can be read without a calendar program",
     "Whoever has no such program, or one that fails, sees an empty mail.",
     "Add a text/plain part that says what the calendar says.", Mending::None,
     "", "sabre/dav, simple-java-mail"},
    {"6047-15", "alternatives-differ", LintLevel::Error, "RFC 6047 2.4",
     "one multipart/alternative offers two different invitations",
     "Each client picks one of them, so people answer different questions.",
     "Keep one of them, or put the other beside the alternative.",
     Mending::None, "6047-16/part 6047-27/part"},
    {"6047-16", "methods-share-a-place", LintLevel::Error, "RFC 6047 2.4",
     "objects with different methods are not in parts of their own under "
     "multipart/mixed",
     "One part has one method parameter, and one of several alternatives is "
     "chosen: all objects but one are lost.",
     "Give each object a text/calendar part under multipart/mixed.",
     Mending::None, "6047-17/part"},
    {"6047-17", "several-objects-in-part", LintLevel::Warning, "RFC 6047 4.5",
     "one text/calendar part holds several VCALENDAR objects",
     "Many programs read the first and drop the others; Cyrus can be set to "
     "refuse them.",
     "Put each object into a part of its own."},
    {"6047-18", "file-name-of-other-type", LintLevel::Warning, "RFC 6047 2.6",
     "a text/calendar part has the file name of some other kind of file",
     "The name decides what happens on a double click, and filters take the "
     "contradiction for a disguise.",
     "Let the file name end in .ics.", Mending::Safe, "A1-13/part"},
    {"6047-19", "reference-not-carried", LintLevel::Error, "RFC 6047 5.1",
     "a cid: or mid: reference of the calendar leads to nothing in the "
     "message",
     "The reader gets a dead attachment or picture.",
     "Attach what is meant, with that Content-ID."},
    {"6047-20", "reference-outside-related", LintLevel::Note, "RFC 6047 4.3",
     "a cid: reference crosses over to a part that is not in one "
     "multipart/related with the calendar",
     "Many programs look for a Content-ID only inside the same related "
     "group.",
     "Put calendar and attachment into one multipart/related."},
    {"6047-21", "sender-not-organizer", LintLevel::Warning, "RFC 6047 3",
     "none of From, Sender and Reply-To is the organizer or who acts for them",
     "A receiver cannot tell an invitation by the organizer from one in "
     "their name, and may refuse to apply it.",
     "Send as the organizer, or say SENT-BY and set Reply-To.", Mending::None,
     "MSG-13", "Zoom webinars, booking services, Nextcloud before Reply-To"},
    {"6047-22", "attendee-not-sender", LintLevel::Warning, "RFC 6047 3",
     "an answer whose From is neither the attendee nor who acts for them",
     "The organizer's program cannot match the answer with anybody invited.",
     "Answer from the address that was invited, or say SENT-BY.", Mending::None,
     "MSG-13", "shared mailboxes, aliases"},
    {"6047-23", "not-signed", LintLevel::Note, "RFC 6047 2.2.2",
     "the message is not signed by S/MIME",
     "Nothing in the message itself proves who sent it.",
     "Sign the whole body.", Mending::None, "", "practically everybody", true},
    {"6047-24", "signature-leaves-calendar-out", LintLevel::Error, "RFC 6047 3",
     "the message is signed, but the signature does not cover the calendar",
     "The seal that people see says nothing about the invitation beside it.",
     "Sign the whole body, calendar and all.", Mending::None, "",
     "gateways that append parts"},
    {"6047-25", "signer-not-sender", LintLevel::Warning, "RFC 6047 3",
     "no address in the signer's certificates is that of the organizer, the "
     "attendee or who acts for them",
     "The signature is good for somebody who has no say in this event.",
     "Sign with the key of the address that invites or answers."},
    {"6047-26", "encrypted", LintLevel::Note, "RFC 6047 2.2.3",
     "the body is encrypted, so no calendar could be looked at",
     "That nothing else was found says nothing about what is inside.",
     "Check the message before it is encrypted."},
    {"6047-27", "alternatives-unlabelled", LintLevel::Note, "RFC 6047 2.4",
     "several text/calendar parts of one multipart/alternative are labelled "
     "alike",
     "A client has nothing to choose by and takes the last one.",
     "Tell them apart by Content-Language."},
    {"6047-28", "invitation-only-attached", LintLevel::Warning, "RFC 6047 2.4",
     "an iTIP object travels in some other type than text/calendar only",
     "Mail programs show a file instead of an invitation; Outlook calls it a "
     "calendar message it does not support.",
     "Send the object as text/calendar with its method parameter.",
     Mending::Unsafe, "INTEROP-22/part", "programs that just attach an .ics"},
    {"6047-29", "copy-claims-other-method", LintLevel::Warning, "RFC 6047 2.4",
     "the .ics copy declares another method than the text/calendar part",
     "Clients that open the attachment do something else than those that "
     "read the part.",
     "Declare the same method, or none on the copy.", Mending::Safe},
}};

consteval const Check& imip_check(std::string_view slug) {
  return row_of(kImipChecks, slug);
}

// The family in pieces, in the order in which they run.
void check_imip_types(const LintInput& input, LintLog& log);
void check_imip_company(const LintInput& input, LintLog& log);
void check_imip_references(const LintInput& input, LintLog& log);
void check_imip_people(const LintInput& input, LintLog& log);
void check_imip_signature(const LintInput& input, LintLog& log);

}  // namespace calspam
