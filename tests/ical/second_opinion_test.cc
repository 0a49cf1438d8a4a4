// SPDX-License-Identifier: MIT
#include "ical/second_opinion.hh"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "dump.hh"

namespace calspam {
namespace {

CalendarOpinion ask(std::string_view text) {
  return ask_libical(parse_calendar(text, {}), {});
}

std::string shown(const CalendarOpinion& opinion) {
  std::string out = opinion.asked ? "asked" : "not asked";
  for (const std::string& difference : opinion.differences)
    out += "\n" + difference;
  for (const Anomaly& anomaly : opinion.anomalies)
    out += "\n" + std::string(anomaly.kind->id) + ": " + anomaly.detail;
  return out;
}

TEST(CalendarOpinion, AgreesOnAnHonestInvitation) {
  EXPECT_EQ(shown(ask(crlf({"BEGIN:VCALENDAR",
                            "VERSION:2.0",
                            "PRODID:-//example//EN",
                            "METHOD:REQUEST",
                            "BEGIN:VEVENT",
                            "UID:1@example.com",
                            "DTSTAMP:20260101T000000Z",
                            "SEQUENCE:0",
                            "DTSTART;TZID=Europe/Berlin:20260105T100000",
                            "DTEND;TZID=Europe/Berlin:20260105T110000",
                            "SUMMARY:Lunch",
                            "CATEGORIES:a,b,c",
                            "DESCRIPTION:",
                            "ORGANIZER;CN=Jo:mailto:jo@example.com",
                            "ATTENDEE;RSVP=TRUE:mailto:ann@example.org",
                            "BEGIN:VALARM",
                            "ACTION:DISPLAY",
                            "TRIGGER:-PT5M",
                            "DESCRIPTION:x",
                            "END:VALARM",
                            "END:VEVENT",
                            "END:VCALENDAR"}))),
            "asked");
}

TEST(CalendarOpinion, SaysWhatLibicalDrops) {
  EXPECT_EQ(ask(event_text({"DTSTART:20260105T100000Z", "DEND:x"})).differences,
            (std::vector<std::string>{"libical drops DEND of VEVENT"}));
}

TEST(CalendarOpinion, KeepsTheRemarksOfLibical) {
  const CalendarOpinion opinion =
      ask(event_text({"DTSTART:20260105T100000Z", "REQUEST-STATUS:x"}));
  EXPECT_EQ(ids(opinion.anomalies), "ical-libical-error");
  EXPECT_FALSE(opinion.differences.empty());
}

TEST(CalendarOpinion, SeesEveryCalendarOfSeveral) {
  const std::string one = event_text({"DTSTART:20260105T100000Z"});
  EXPECT_TRUE(ask(one + one).differences.empty()) << shown(ask(one + one));
}

TEST(CalendarOpinion, OfNothingIsNothing) {
  EXPECT_EQ(shown(ask("")), "asked");
  EXPECT_EQ(shown(ask("hello\r\n")), "asked");
}

TEST(CalendarOpinion, IsNotAskedOnLargeCalendars) {
  std::string text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n";
  for (int i = 0; i < 50'000; ++i) text += "ATTENDEE:mailto:a@example.com\r\n";
  const CalendarOpinion opinion = ask(text);
  EXPECT_FALSE(opinion.asked);
  EXPECT_EQ(ids(opinion.anomalies), "ical-libical-not-asked");
}

TEST(CalendarOpinion, HostileInputEndsSoon) {
  for (const char* line :
       {"DTSTART;TZID=../../../dev/stdin:20260101T100000",
        "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=DAILY;COUNT=2147483647", "DTSTART:20241399T000000",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"})
    EXPECT_TRUE(ask(event_text({"DTSTART:19700101T000000Z", line})).asked);
}

// Whatever comes in, libical accepts what we print, and finds no more in it
// than we do.
TEST(CalendarOpinion, NeverFindsMoreThanWe) {
  const std::string seed =
      event_text({"DTSTART;TZID=Europe/Berlin:20260105T100000", "DURATION:PT1H",
                  "RRULE:FREQ=MONTHLY;BYDAY=1MO,-1FR;COUNT=5", "METHOD:REQUEST",
                  "ATTENDEE;CN=\"Jo, Ann\";RSVP=TRUE:mailto:jo@example.com",
                  "ORGANIZER:mailto:x@example.com", "GEO:1.0;2.0", "SEQUENCE:1",
                  "REQUEST-STATUS:2.0;Success", "BEGIN:VALARM", "TRIGGER:-PT5M",
                  "ACTION:DISPLAY", "END:VALARM"});
  std::mt19937 random(11);
  const std::string bytes = "\r\n \t:;,\"=^\\BEGINDZT0129-+P\xC3\xA9";
  for (int round = 0; round < 1'000; ++round) {
    std::string text = seed;
    for (unsigned n = 1 + random() % 6; n > 0; --n) {
      const std::size_t at = random() % text.size();
      if (random() % 2 == 0)
        text[at] = bytes[random() % bytes.size()];
      else
        text.insert(at, text.substr(at, 1 + random() % 20));
    }
    const CalendarOpinion opinion = ask(text);
    EXPECT_TRUE(opinion.asked);
    for (const std::string& difference : opinion.differences) {
      EXPECT_EQ(difference.find("libical adds"), std::string::npos)
          << difference << "\n"
          << text;
      EXPECT_EQ(difference.find("component"), std::string::npos)
          << difference << "\n"
          << text;
    }
    for (const Anomaly& anomaly : opinion.anomalies)
      EXPECT_NE(anomaly.kind->id, "ical-libical-nothing") << text;
  }
}

// The calls that hang, open files or read out of bounds on what a sender
// wrote are not made anywhere in this module.
TEST(CalendarOpinion, HarmfulCallsAreNotMade) {
  std::ifstream in(CALSPAM_SOURCE_DIR "/lib/ical/second_opinion.cc");
  std::stringstream buffer;
  buffer << in.rdbuf();
  const std::string source = buffer.str();
  ASSERT_FALSE(source.empty());
  for (const char* call :
       {"icalcomponent_get_dtstart", "icalcomponent_get_dtend",
        "icalcomponent_get_due", "icalcomponent_get_recurrenceid",
        "icalcomponent_get_span", "icalcomponent_get_duration",
        "icaltime_as_timet_with_zone", "icalcomponent_foreach_recurrence",
        "icalrecur_iterator", "icalcomponent_normalize",
        "icalcomponent_merge_component", "icaltimezone_get_builtin"})
    EXPECT_EQ(source.find(call), std::string::npos) << call;
}

}  // namespace
}  // namespace calspam
