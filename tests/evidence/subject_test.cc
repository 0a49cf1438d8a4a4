// SPDX-License-Identifier: MIT
#include "evidence/subject.hh"

#include <gtest/gtest.h>

#include "evidence/observed.hh"

namespace calspam {
namespace {

TEST(Subject, KnowsWhatCarriesTheEvent) {
  EXPECT_EQ(Observed(invitation("")).fact("message.kind"), "imip");
  EXPECT_EQ(Observed("From: a@b.example\n\nhello\n").fact("message.kind"),
            "mail");
  EXPECT_EQ(Observed("From: a@b.example\nContent-Type: text/calendar\n\n\n")
                .fact("message.kind"),
            "decoy");
  EXPECT_EQ(Observed("From: A <x@event.eventbrite.com>\n\nhello\n")
                .fact("message.kind"),
            "notification");
  EXPECT_EQ(Observed("BEGIN:VCALENDAR\nEND:VCALENDAR\n", RawKind::Calendar)
                .fact("message.kind"),
            "calendar");
}

TEST(Subject, HasCalendarContentOnlyWhereAClientWouldSeeIt) {
  EXPECT_FALSE(
      Observed("From: a@b.example\n\nhello\n").subject.has_calendar_content());
  EXPECT_TRUE(Observed(invitation("")).subject.has_calendar_content());
}

TEST(Subject, TakesItsTimeFromTheReceiver) {
  const Observed mail(invitation(""));
  EXPECT_EQ(iso_instant(*mail.subject.now), "2026-11-02T10:00:00Z");
  EXPECT_FALSE(mail.subject.time.claimed);
  const Observed told(invitation(""), RawKind::Mail, Instant{0});
  EXPECT_EQ(told.fact("event.start.offset_days"), "20761.50");
  EXPECT_EQ(mail.fact("event.start.offset_days"), "2.08");
}

TEST(Subject, HasNoTimeForABareCalendar) {
  const Observed bare(
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261104T120000Z\nEND:VEVENT\n"
      "END:VCALENDAR\n",
      RawKind::Calendar);
  EXPECT_EQ(bare.fact("event.start"), "2026-11-04T12:00:00Z");
  EXPECT_EQ(bare.fact("event.start.offset_days"), "unknown");
}

TEST(Subject, ReadsCalendarsInOtherEncodings) {
  std::string utf16 = "\xFF\xFE";
  for (char c : std::string_view("BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\n"
                                 "END:VCALENDAR\r\n")) {
    utf16 += c;
    utf16 += '\0';
  }
  EXPECT_EQ(Observed(utf16, RawKind::Calendar).fact("calendar.method"),
            "PUBLISH");
}

}  // namespace
}  // namespace calspam
