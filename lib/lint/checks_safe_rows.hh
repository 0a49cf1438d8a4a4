// SPDX-License-Identifier: MIT
#pragma once

#include <array>

#include "lint/check.hh"
#include "lint/row.hh"

namespace calspam {

inline constexpr std::array<Check, 18> kSafetyChecks{{
    {"SAFE-01", "active-content", LintLevel::Error, "CC/R 18003 6.2",
     "HTML or SVG of the message has a script, an event handler or a form",
     "Mail programs strip it, filters block the message for it, and a "
     "calendar that shows it runs it.",
     "Take scripts, handlers and forms out; link to a page instead."},
    {"SAFE-02", "acting-link", LintLevel::Error, "RFC 5545 7",
     "a property leads to javascript:, data:, file: or a network share",
     "A click runs code, or hands the reader's password hash to a server.",
     "Use an https link."},
    {"SAFE-03", "alarm-acts", LintLevel::Warning, "RFC 5545 3.6.6",
     "an alarm starts a program, fetches a sound, or mails people who were "
     "not written to",
     "The sender makes the guests' calendars act for them.",
     "Leave alarms to the guests, or just display a text."},
    {"SAFE-04", "alarms-pushed", LintLevel::Note, "CC/R 18003 Introduction d",
     "several alarms, or a repeating one, are pushed onto the guests",
     "Guests have defaults of their own, and noisy invitations look like "
     "spam.",
     "Leave alarms out.", Mending::Safe, "", "Yahoo; Google sends one"},
    {"SAFE-05", "recurrence-floods", LintLevel::Warning,
     "CC/R 18003 Introduction e", "an event comes back more than once a day",
     "It fills the guests' calendars.",
     "Recur daily at most, and say COUNT or UNTIL."},
    {"SAFE-06", "event-far-away", LintLevel::Warning,
     "CC/R 18003 Introduction a",
     "an event lies more than a year back or more than ten years ahead",
     "Dates that nobody meets on are how spam stays in sight of searches.",
     "Check the dates.", Mending::None, "", "birthdays and anniversaries"},
    {"SAFE-07", "guests-exposed", LintLevel::Warning, "CC/R 18003 5.2",
     "one event lists more than a hundred attendees",
     "Everybody gets everybody's address.",
     "Send each guest an invitation that lists them alone."},
    {"SAFE-08", "hidden-characters", LintLevel::Error, "RFC 5545 7",
     "direction overrides or characters without shape in what people read",
     "The text shows as something else than it is; filters take it for a "
     "disguise.",
     "Take the characters out.", Mending::Safe, "SAFE-15",
     "text from right to left needs marks, which are let pass"},
    {"SAFE-09", "name-is-other-address", LintLevel::Warning, "RFC 5546 6.1",
     "a display name is a mail address, but not the one behind it",
     "Clients show the name only, so people trust the wrong address.",
     "Use the person's name.", Mending::None, "",
     "Google puts the same address, which is let pass"},
    {"SAFE-10", "link-names-other-host", LintLevel::Warning, "CC/R 18003 5.2",
     "the text of a link names another site than it leads to",
     "That is how people are led astray; filters count it.",
     "Let the text name the site, or use words.", Mending::None, "",
     "mailers that count clicks"},
    {"SAFE-11", "tracking-image", LintLevel::Note, "policy",
     "a remote image of one pixel, or one whose address is the reader's",
     "It tells the sender who has read the invitation and where.",
     "Leave it out.", Mending::None, "", "services for bulk mail"},
    {"SAFE-12", "answer-link-unsafe", LintLevel::Warning, "CC/R 18003 A.1",
     "a link to accept or decline is not https, shows an address, or has no "
     "token",
     "Scanners follow links and answer for the guest, and anybody who "
     "guesses the link can.",
     "Give each guest's links a long random token, and ask before acting.",
     Mending::None, "A1-18 DELIV-14"},
    {"SAFE-13", "passcode-shown", LintLevel::Note, "policy",
     "the event carries the passcode of its meeting",
     "Whoever sees the calendar entry can join.",
     "Let people in one by one, from a waiting room.", Mending::None, "",
     "Zoom"},
    {"SAFE-14", "classified-but-mailed", LintLevel::Warning, "RFC 5545 3.8.1.3",
     "an event with CLASS:PRIVATE or CONFIDENTIAL is mailed to others",
     "The property is a wish; nothing keeps those who get it from showing "
     "it.",
     "Send only what the guests may pass on."},
    {"SAFE-15", "file-name-misleads", LintLevel::Warning, "RFC 6047 2.6",
     "a file name has path parts, two extensions or control characters",
     "The file may be written elsewhere, or look like another kind of file.",
     "Use a plain name.", Mending::Safe, "6047-18/part"},
    {"SAFE-16", "text-nobody-sees", LintLevel::Warning, "CC/R 18003 A.1",
     "the message carries text that no client shows",
     "Filters take it for words meant to mislead them.", "Remove it.",
     Mending::None, "MIME-27", "newsletters with a preheader"},
    {"SAFE-17", "sent-by-stranger", LintLevel::Warning, "RFC 5546 6.1",
     "SENT-BY names an address of another organisation than ORGANIZER and "
     "From",
     "Receivers have no reason to believe that it may act for the "
     "organizer.",
     "Check who acts for whom."},
    {"SAFE-18", "fetches-from-third-party", LintLevel::Note, "RFC 7986",
     "a property makes the receiver's calendar fetch from a third party",
     "That party learns who has the event, and may change what is shown.",
     "Host it where the organizer is."},
}};

consteval const Check& safety_check(std::string_view slug) {
  return row_of(kSafetyChecks, slug);
}

// The family in pieces, in the order in which they run.
void check_safety_of_html(const LintInput& input, LintLog& log);
void check_safety_of_links(const LintInput& input, LintLog& log);
void check_safety_of_events(const LintInput& input, LintLog& log);
void check_safety_of_names(const LintInput& input, LintLog& log);

}  // namespace calspam
