// SPDX-License-Identifier: MIT
#include "lint/checks_itip.hh"

#include <array>

namespace calspam {

namespace {

using enum LintLevel;

constexpr auto kChecks = std::to_array<Check>({
    {"5546-T1", "itip-missing", Error, "RFC 5546 3.2-3.5",
     "something that the table of the method requires is not there",
     "A receiver may refuse the message, or cannot file what it brings.",
     "Add the property or component that the key names.", Mending::Safe,
     "5545-023 5545-024 5545-025 INTEROP-24",
     "calendars published by Google and Apple, which name no ORGANIZER"},
    {"5546-T2", "itip-forbidden", Error, "RFC 5546 3.2-3.5",
     "something that the table of the method forbids is there",
     "Receivers drop it or refuse the message; what it was to say is lost.",
     "Take out the property or component that the key names.", Mending::Unsafe,
     "5545-016",
     "files saved by Outlook (ATTENDEE in PUBLISH), Yahoo (VALARM in CANCEL)"},
    {"5546-T3", "itip-too-many", Error, "RFC 5546 3.2-3.5",
     "something stands more often than the table of the method allows",
     "Some readers take the first, some the last: they see different events.",
     "Keep the one that is meant.", Mending::None, "5545-022 5545-055",
     "Yahoo (STATUS twice)"},
    {"5546-T4", "itip-component-count", Error, "RFC 5546 3.2-3.5",
     "the message holds several components where its method allows one",
     "A receiver handles the first and never shows the others.",
     "Send one message for each of them."},
    {"5546-T5", "itip-condition", Error, "RFC 5546 3.2-3.5",
     "a value, or two properties side by side, that the table rules out",
     "The message contradicts its own method, and receivers choose what to "
     "believe.",
     "Write a value the table allows, or keep one of the two properties.",
     Mending::None, "5545-042 5545-046 5545-073", "senders of RFC 2446's time"},
    {"5546-01", "method-not-for-component", Error, "RFC 5546 3",
     "iTIP does not define this method for this kind of component",
     "No receiver has a way to act on it.",
     "Use a method that the component has."},
    {"5546-02", "mixed-components", Error, "RFC 5546 1.4",
     "one message holds components of two kinds",
     "A message is about one kind; receivers look at the first and skip the "
     "rest.",
     "Send one message for each kind.", Mending::None, "5546-T2",
     "exports of whole calendars"},
    {"5546-03", "several-uids", Error, "RFC 5546 3.2.2",
     "the components of one message have different UIDs",
     "An answer can name one UID only, so all but one stay unanswered.",
     "Send one message for each UID.", Mending::None, "",
     "exports of RIM and Apple that call themselves REQUEST"},
    {"5546-04", "same-instance-twice", Error, "RFC 5546 2.1.5",
     "two components describe the same instance of the same UID",
     "Which of them counts is up to the reader.", "Keep the newer one."},
    {"5546-05", "instance-without-series", Warning, "RFC 5546 3.7.1",
     "a REQUEST changes instances of a series without bringing the series",
     "Allowed for guests of a single instance, but many calendars show "
     "nothing or drop the series.",
     "Send the series along to those who are invited to it.", Mending::None, "",
     "calendar servers that invite to one instance"},
    {"5546-06", "add-without-sequence", Error, "RFC 5546 3.2.4",
     "an ADD has no SEQUENCE above 0",
     "Adding instances is a new revision; without a higher number receivers "
     "take it for an old one.",
     "Raise SEQUENCE by one.", Mending::None, "5546-T1"},
    {"5546-07", "cancel-without-sequence", Error, "RFC 5546 3.2.5",
     "a CANCEL has no SEQUENCE",
     "A receiver that holds a revision above 0 ignores the cancellation.",
     "Write the SEQUENCE of the last message plus one.", Mending::None,
     "5546-T1", "hand-made cancellations"},
    {"5546-08", "cancel-status", Error, "RFC 5546 3.2.5",
     "a CANCEL carries a STATUS other than CANCELLED",
     "Calendars that go by STATUS keep the event alive.",
     "Write STATUS:CANCELLED.", Mending::Unsafe, "5546-T5 5545-073",
     "Yahoo (STATUS:CONFIRMED)"},
    {"5546-09", "uninvite-status", Warning, "RFC 5546 3.2.5",
     "a CANCEL that uninvites only some attendees carries STATUS",
     "The others' calendars can read it as the end of the event.",
     "Leave STATUS out when the event goes on."},
    {"5546-10", "cancelled-request", Error, "RFC 5546 3.2.2",
     "a REQUEST with STATUS:CANCELLED",
     "Guests are asked to accept what no longer takes place; it stays in "
     "their calendars.",
     "Send METHOD:CANCEL.", Mending::None, "5546-T5 INTEROP-14",
     "cal.com and code around ical-generator"},
    {"5546-11", "reply-without-answer", Error, "RFC 5546 3.2.3",
     "the ATTENDEE of a REPLY does not say whether it comes",
     "The organizer learns nothing from the answer.",
     "Set PARTSTAT to what was answered."},
    {"5546-12", "reply-for-several", Warning, "RFC 5546 3.2.3",
     "a REPLY speaks for several attendees though none has delegated",
     "The organizer cannot tell who answered.",
     "Send one REPLY for each attendee.", Mending::None, "5546-T3",
     "mu4e, for people with several addresses"},
    {"5546-13", "delegation-incomplete", Error, "RFC 5546 3.2.2.3",
     "a delegation that does not say to whom, or whose delegate is missing",
     "The organizer never learns who comes instead.",
     "Set DELEGATED-TO and add an ATTENDEE for the delegate."},
    {"5546-14", "delegate-without-delegator", Warning, "RFC 5546 3.2.3",
     "a delegate's ATTENDEE does not say for whom it stands in",
     "The organizer sees a stranger on the list.",
     "Set DELEGATED-FROM to the delegator.", Mending::Unsafe},
    {"5546-15", "delegate-differs", Warning, "RFC 5546 3.4.2.3",
     "a delegate has another ROLE or RSVP than who delegated",
     "The delegate takes over a place and should take its terms too.",
     "Copy ROLE and RSVP.", Mending::Safe},
    {"5546-16", "range-not-future", Error, "RFC 5546 3.2.5",
     "RECURRENCE-ID has a RANGE other than THISANDFUTURE",
     "Readers without the old value change one instance where many were "
     "meant.",
     "Use THISANDFUTURE, or name the instances.", Mending::None, "5545-060",
     "old Notes"},
    {"5546-17", "cancel-rule-and-instance", Warning, "RFC 5546 3.2.5",
     "a CANCEL has both RRULE and RECURRENCE-ID in one component",
     "It reads as the end of the series and of one instance at once.",
     "Drop the RRULE to cancel the instance, else the RECURRENCE-ID."},
    {"5546-18", "answered-in-advance", Warning, "RFC 5546 2.1.1",
     "a first REQUEST says that a guest has already answered",
     "The guest's calendar can show an answer that nobody gave.",
     "Start with PARTSTAT=NEEDS-ACTION.", Mending::Unsafe, "",
     "Google, which sends present answers along without a new SEQUENCE"},
    {"5546-19", "no-answer-asked", Warning, "RFC 5546 3.2.2.7",
     "no ATTENDEE of a REQUEST has RSVP=TRUE",
     "Several clients show no buttons to answer then.",
     "Set RSVP=TRUE for those who shall answer.", Mending::Unsafe, "",
     "Thunderbird, for attendees it calls required"},
    {"5546-20", "recipient-not-invited", Warning, "RFC 5546 3.7.2",
     "nobody the mail is addressed to is an ATTENDEE",
     "Whoever gets the mail cannot answer it.",
     "Address the attendees, or invite the list as a GROUP.", Mending::None, "",
     "mailing lists, Zoom to a list"},
    {"5546-21", "organizer-alone", Warning, "RFC 5546 3.2.2",
     "the organizer is the only ATTENDEE of a REQUEST", "Nobody is invited.",
     "Invite somebody, or use PUBLISH."},
    {"5546-22", "request-status-malformed", Error, "RFC 5546 3.6",
     "REQUEST-STATUS is not a code and a description",
     "The organizer's program cannot tell success from failure.",
     "Write code;description, such as 2.0;Success."},
    {"5546-23", "busy-time-not-utc", Error, "RFC 5546 3.3",
     "a time of a VFREEBUSY message is not in UTC",
     "Free time of people in different zones cannot be compared.",
     "Convert to UTC.", Mending::Unsafe, "5545-086"},
    {"5546-24", "busy-time-order", Warning, "RFC 5546 3.3",
     "FREEBUSY periods do not rise, or one stands twice",
     "Readers that merge periods in one pass get them wrong.",
     "Sort the periods and drop doubles.", Mending::Safe},
    {"5546-25", "counter-without-sequence", Warning, "RFC 5546 3.2.7",
     "a COUNTER has no SEQUENCE",
     "The organizer cannot tell which revision the proposal is about; the "
     "RFC requires it in one column and excuses a 0 in the other.",
     "Repeat the SEQUENCE of the request.", Mending::None, "5546-T1"},
    {"5546-26", "change-without-sequence", Error, "RFC 5546 2.1.4",
     "time, recurrence or status changed but SEQUENCE did not rise",
     "Receivers take the update for one they already have.",
     "Raise SEQUENCE by one.", Mending::Unsafe, "", "Google's updates"},
    {"5546-27", "identity-lost", Error, "RFC 5546 2.1.5",
     "SEQUENCE fell, or the UID changed for the same meeting",
     "Guests keep the old meeting, or get a second one.",
     "Keep the UID, and never lower SEQUENCE.", Mending::None, "",
     "generators that make a UID for each mail"},
    {"5546-28", "dtstamp-not-later", Warning, "RFC 5546 2.1.5",
     "DTSTAMP is no later than in the message before, with the same SEQUENCE",
     "Of two messages with one SEQUENCE the later DTSTAMP counts.",
     "Stamp each message when it is made."},
    {"5546-29", "reply-changes-event", Error, "RFC 5546 3.2.3",
     "a REPLY changes the event it answers",
     "A reply says who comes; the organizer ignores the change or takes it "
     "for the event.",
     "Propose changes with COUNTER."},
    {"5546-30", "answer-names-another", Error, "RFC 5546 3.2.3",
     "UID, RECURRENCE-ID or SEQUENCE of an answer are not those asked about",
     "The organizer's program cannot match the answer.",
     "Repeat what the request says."},
});

void run_calendar(const LintedCalendar& calendar, CalendarLog& log) {
  check_itip_tables(calendar, log);
  check_itip_message(calendar, log);
  check_itip_component(calendar, log);
  check_itip_delegation(calendar, log);
  check_itip_busy_time(calendar, log);
  if (calendar.input().previous != nullptr) check_itip_previous(calendar, log);
}

void run(const LintInput& input, LintLog& log) {
  lint_calendars(input, kChecks, run_calendar, log);
}

}  // namespace

constexpr CheckFamily kFamilyItip{"5546", "iTIP (RFC 5546)", kChecks, run};

}  // namespace calspam
