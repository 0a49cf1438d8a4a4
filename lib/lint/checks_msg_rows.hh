// SPDX-License-Identifier: MIT
#pragma once

#include <array>

#include "lint/check.hh"
#include "lint/row.hh"

namespace calspam {

inline constexpr std::array<Check, 16> kMessageChecks{{
    {"MSG-01", "from-missing", LintLevel::Error, "RFC 5322 3.6.2",
     "no From, an empty one, or several authors and no Sender",
     "Servers refuse a message that nobody wrote.",
     "Name one author in From; with several, say in Sender who sent it."},
    {"MSG-02", "date-missing", LintLevel::Error, "RFC 5322 3.6.1",
     "the message has no Date, or one that is no date",
     "Clients sort it anywhere, and filters count it against the sender.",
     "Write the time of sending as RFC 5322 3.3 has it.", Mending::None},
    {"MSG-03", "message-id-missing", LintLevel::Warning, "RFC 5322 3.6.4",
     "the message has no Message-ID, or a malformed one",
     "Copies cannot be told apart, and filters count it against the sender.",
     "Give each message a <unique@domain> of its own."},
    {"MSG-04", "field-twice", LintLevel::Error, "RFC 5322 3.6",
     "a header field that may stand once stands twice",
     "Some readers show the first and some the last; servers may refuse the "
     "message.",
     "Keep one.", Mending::Unsafe},
    {"MSG-05", "recipient-missing", LintLevel::Warning, "RFC 5322 3.6.3",
     "neither To nor Cc is there",
     "Calendars match invitations with whom they were sent to, and filters "
     "count it against the sender.",
     "Put the attendee into To."},
    {"MSG-06", "subject-missing", LintLevel::Warning, "RFC 5322 3.6.5",
     "Subject is missing or empty",
     "People skip such mail, and filters count it against the sender.",
     "Use the summary of the event.", Mending::Unsafe},
    {"MSG-07", "header-8bit", LintLevel::Error, "RFC 5322 2.2",
     "a header field has bytes above 127, and no server on the way said "
     "SMTPUTF8",
     "Without that extension (RFC 6532) a header is ASCII; the name or title "
     "comes out garbled, or the message is refused.",
     "Write the text as encoded words of RFC 2047.", Mending::Safe, "",
     "text templates"},
    {"MSG-08", "header-line-long", LintLevel::Warning, "RFC 5322 2.1.1",
     "a line of the header is longer than 78 characters and could be folded",
     "Old relays and viewers cut it.", "Fold the field.", Mending::Safe},
    {"MSG-09", "encoded-word-broken", LintLevel::Error, "RFC 2047 2",
     "an encoded word is malformed, too long, within quotes, or ends inside "
     "a character",
     "Readers show the code instead of the text.", "Encode the text anew.",
     Mending::Safe},
    {"MSG-10", "address-malformed", LintLevel::Error, "RFC 5322 3.4",
     "an address field holds something that is no address",
     "Answers cannot be sent, and servers may refuse the message.",
     "Write name@domain, with a display name before it in angle brackets.",
     Mending::None, "", "templates around an empty name"},
    {"MSG-11", "auto-submitted-missing", LintLevel::Note, "RFC 3834",
     "a program sent this and does not say so",
     "Out-of-office programs answer it, and the answers answer each other.",
     "Add Auto-Submitted: auto-generated.", Mending::Safe, "",
     "Google, SOGo, nodemailer; Cyrus and Stalwart set it"},
    {"MSG-12", "bcc-shown", LintLevel::Error, "RFC 5322 3.6.3",
     "the message as sent has a Bcc",
     "It shows everybody who was meant to stay hidden.", "Remove the field.",
     Mending::Safe},
    {"MSG-13", "answers-go-nowhere", LintLevel::Warning, "RFC 6047 2",
     "From is not the one who invites or answers, and no Reply-To leads "
     "there",
     "Who writes back reaches a machine.",
     "Set Reply-To to the organizer, or to who answers.", Mending::Unsafe, "",
     "booking services that send as no-reply"},
    {"MSG-14", "sender-repeats-from", LintLevel::Note, "RFC 5322 3.6.2",
     "Sender is the same as From",
     "It says nothing, and some clients show \"on behalf of\".", "Drop Sender.",
     Mending::Safe},
    {"MSG-15", "line-end-in-field", LintLevel::Error, "RFC 5322 2.2",
     "a header field holds a line end once it is decoded",
     "Whoever copies the value into a new header lets its writer add fields: "
     "header injection.",
     "Refuse line ends in what is put into a header.", Mending::None,
     "SAFE-15"},
    {"MSG-16", "bulk-without-unsubscribe", LintLevel::Note, "RFC 2369",
     "bulk mail without List-Unsubscribe",
     "Large mail services ask for it, and people press the spam button "
     "instead.",
     "Add List-Unsubscribe."},
}};

consteval const Check& message_check(std::string_view slug) {
  return row_of(kMessageChecks, slug);
}

// The family in pieces, in the order in which they run.
void check_message_fields(const LintInput& input, LintLog& log);
void check_message_text(const LintInput& input, LintLog& log);
void check_message_addresses(const LintInput& input, LintLog& log);

}  // namespace calspam
