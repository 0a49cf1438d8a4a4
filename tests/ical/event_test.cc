// SPDX-License-Identifier: MIT
#include "ical/event.hh"

#include <gtest/gtest.h>

#include "dump.hh"

namespace calspam {
namespace {

// Keeps the calendar that its events point into.
struct Reading {
  Calendar calendar;
  Anomalies anomalies;
  std::vector<Event> events;
};

Reading read(std::string_view text, const Limits& limits = {}) {
  Reading out;
  out.calendar = parse_calendar(text, limits);
  for (int root : out.calendar.roots())
    for (Event& event : events_of(out.calendar, root, limits, out.anomalies))
      out.events.push_back(std::move(event));
  return out;
}

TEST(Event, HasTypedValues) {
  const Reading r = read(event_text(
      {"DTSTART;TZID=Europe/Berlin:20260105T100000", "DURATION:PT90M",
       "SUMMARY:Tea\\, then cake", "DESCRIPTION:a\\nb", "LOCATION:Room 1",
       "STATUS:confirmed", "TRANSP:opaque", "CLASS:private", "SEQUENCE:3",
       "RECURRENCE-ID:20260105T090000Z",
       "ORGANIZER;CN=Jo:mailto:jo@example.com", "ATTENDEE:mailto:a@example.org",
       "ATTENDEE:mailto:b@example.org"}));
  ASSERT_EQ(r.events.size(), 1u);
  const Event& e = r.events[0];
  EXPECT_EQ(e.uid, "1@example.com");
  EXPECT_EQ(e.summary, "Tea, then cake");
  EXPECT_EQ(e.description, "a\nb");
  EXPECT_EQ(e.status + e.transp + e.classification, "CONFIRMEDOPAQUEPRIVATE");
  EXPECT_EQ(e.sequence, 3);
  EXPECT_EQ(e.recurrence_id, "20260105T090000Z");
  EXPECT_EQ(e.start->text(), "2026-01-05T10:00:00 Europe/Berlin");
  EXPECT_EQ(iso_instant(e.start->instant), "2026-01-05T09:00:00Z");
  EXPECT_EQ(e.duration, 5'400);
  EXPECT_EQ(e.organizer->address, "jo@example.com");
  EXPECT_EQ(e.attendees.size(), 2u);
  EXPECT_FALSE(e.recurrence.present);
  EXPECT_EQ(ids(r.anomalies), "");
}

TEST(Event, DurationComesFromEnd) {
  const Reading r = read(
      event_text({"DTSTART;VALUE=DATE:20260105", "DTEND;VALUE=DATE:20260107"}));
  EXPECT_EQ(r.events.at(0).duration, 2 * kDay);
  EXPECT_EQ(r.events.at(0).start->text(), "2026-01-05");
}

TEST(Event, EndAndDurationMayNotDiffer) {
  EXPECT_EQ(ids_of(event_text({"DTSTART:20260105T100000Z",
                               "DTEND:20260105T110000Z", "DURATION:PT2H"})),
            "ical-end-twice");
  EXPECT_EQ(ids_of(event_text({"DTSTART:20260105T100000Z",
                               "DTEND:20260105T110000Z", "DURATION:PT1H"})),
            "");
}

TEST(Event, InvalidValuesAreSaid) {
  const Reading r = read(event_text(
      {"DTSTART:20261399T100000Z", "DTEND;VALUE=DATE:20260101T100000Z",
       "DURATION:soon", "SEQUENCE:one", "RRULE:FREQ=DAILY;FOO=1"}));
  EXPECT_FALSE(r.events.at(0).start);
  EXPECT_EQ(ids(r.anomalies),
            "ical-integer ical-date ical-value-type ical-duration ical-rule");
}

TEST(Event, IsFoundAtAnyDepth) {
  const Reading r = read(
      crlf({"BEGIN:VCALENDAR", "BEGIN:X-BOX", "BEGIN:VEVENT", "UID:in",
            "END:VEVENT", "END:X-BOX", "BEGIN:VTODO", "UID:todo", "END:VTODO",
            "END:VCALENDAR", "BEGIN:VEVENT", "UID:out", "END:VEVENT"}));
  ASSERT_EQ(r.events.size(), 3u);
  EXPECT_EQ(r.events[0].uid + r.events[1].kind + r.events[2].uid, "inVTODOout");
}

TEST(Event, AttendeesAreCountedBeyondTheLimit) {
  Limits limits;
  limits.attendees = 2;
  const Reading r =
      read(event_text({"DTSTART:20260101", "ATTENDEE:mailto:a@b",
                       "ATTENDEE:mailto:c@d", "ATTENDEE:mailto:e@f"}),
           limits);
  EXPECT_EQ(r.events.at(0).attendees.size(), 2u);
  EXPECT_EQ(r.events.at(0).attendee_count, 3u);
  EXPECT_EQ(ids(r.anomalies), "ical-limit-attendees");
}

TEST(Event, EventsBeyondTheLimitAreSaid) {
  Limits limits;
  limits.events = 1;
  const Reading r = read(crlf({"BEGIN:VCALENDAR", "BEGIN:VTODO", "END:VTODO",
                               "BEGIN:VTODO", "END:VTODO"}),
                         limits);
  EXPECT_EQ(r.events.size(), 1u);
  EXPECT_EQ(ids(r.anomalies), "ical-limit-events");
}

TEST(Event, ExtensionsAreReachable) {
  const Reading r = read(
      event_text({"DTSTART:20260101", "X-ALT-DESC;FMTTYPE=text/html:<p>"}));
  EXPECT_EQ(r.events.at(0).component->text("x-alt-desc"), "<p>");
}

TEST(Alarm, HasTypedValues) {
  const Reading r = read(
      event_text({"DTSTART:20260101T100000Z", "BEGIN:VALARM", "ACTION:email",
                  "TRIGGER:-PT15M", "REPEAT:4", "DURATION:PT1M", "END:VALARM",
                  "BEGIN:VALARM", "ACTION:DISPLAY",
                  "TRIGGER;VALUE=DATE-TIME:20260101T090000Z", "END:VALARM"}));
  ASSERT_EQ(r.events.at(0).alarms.size(), 2u);
  const Alarm& first = r.events[0].alarms[0];
  EXPECT_EQ(first.action, "EMAIL");
  EXPECT_EQ(first.offset, -900);
  EXPECT_EQ(first.repeat, 4);
  EXPECT_EQ(first.repeat_interval, 60);
  EXPECT_EQ(iso_instant(r.events[0].alarms[1].absolute.value()),
            "2026-01-01T09:00:00Z");
}

TEST(Alarm, NonsenseIsSaid) {
  EXPECT_EQ(ids_of(event_text({"DTSTART:20260101T100000Z", "BEGIN:VALARM",
                               "ACTION:AUDIO", "TRIGGER:now", "REPEAT:-1",
                               "DURATION:x", "END:VALARM"})),
            "ical-duration ical-integer");
}

TEST(CalendarTime, TextSaysItsZone) {
  const Reading r =
      read(event_text({"DTSTART:20260105T100000", "DTEND:20260105T100000Z"}));
  EXPECT_EQ(r.events.at(0).start->text(), "2026-01-05T10:00:00");
  EXPECT_EQ(r.events.at(0).end->text(), "2026-01-05T10:00:00Z");
}

}  // namespace
}  // namespace calspam
