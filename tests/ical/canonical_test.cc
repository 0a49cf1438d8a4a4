// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "dump.hh"
#include "ical/calendar.hh"
#include "ical/second_opinion.hh"

namespace calspam {
namespace {

// Canonical text with LF instead of CRLF, for reading.
std::string canonical(std::string_view text) {
  std::string out = canonical_text(parse_calendar(text, {}), {});
  std::erase(out, '\r');
  return out;
}

// The lines of an event's canonical form that these lines give.
std::string lines(const std::vector<std::string_view>& in) {
  const std::string text =
      canonical("BEGIN:VEVENT\r\n" + crlf(in) + "END:VEVENT\r\n");
  const std::size_t begin = text.find('\n') + 1;
  return text.substr(begin, text.find("END:VEVENT") - begin);
}

TEST(CanonicalText, IsBalanced) {
  EXPECT_EQ(canonical("begin:vcalendar\nBEGIN:VEVENT\nuid:1\nBEGIN:FOO\nX-A:1"),
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nBEGIN:X-UNKNOWN\nX-A:1\n"
            "END:X-UNKNOWN\nEND:VEVENT\nEND:VCALENDAR\n");
}

TEST(CanonicalText, LinesAreFoldedBetweenCharacters) {
  const std::string text = canonical_text(
      parse_calendar(
          "BEGIN:VEVENT\nSUMMARY:" + std::string(70, 'x') + "ééééé\n", {}),
      {});
  std::size_t begin = 0;
  for (std::size_t end; (end = text.find("\r\n", begin)) != text.npos;
       begin = end + 2) {
    EXPECT_LE(end - begin, 75u);
    EXPECT_TRUE(is_valid_utf8(text.substr(begin, end - begin)));
  }
  EXPECT_EQ(parse_calendar(text, {}).components[0].text("SUMMARY"),
            std::string(70, 'x') + "ééééé");
}

TEST(CanonicalText, ControlsAndBadBytesAreGone) {
  EXPECT_EQ(lines({std::string_view("SUMMARY:a\0b\x01\xE9", 13)}),
            "SUMMARY:ab\xEF\xBF\xBD\n");
}

TEST(CanonicalText, InvalidDatesAreGone) {
  EXPECT_EQ(lines({"DTSTART:20241399T100000Z", "DTEND:20260101t100060z",
                   "CREATED:x", "DUE;VALUE=DATE:20260101"}),
            "DTEND:20260101T100059Z\nDUE;VALUE=DATE:20260101\n");
}

TEST(CanonicalText, PathsInZonesBecomeATokens) {
  EXPECT_EQ(lines({"DTSTART;TZID=../../../dev/stdin:20260101T100000",
                   "DTEND;TZID=Europe/Berlin:20260101T100000",
                   "DUE;TZID=Nowhere:20260101T100000"}),
            "DTSTART;TZID=X-ZONE:20260101T100000\n"
            "DTEND;TZID=Europe/Berlin:20260101T100000\n"
            "DUE;TZID=X-ZONE:20260101T100000\n");
}

TEST(CanonicalText, DangerousRulesAreGone) {
  EXPECT_EQ(
      lines({"RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=HOURLY",
             "RRULE:FREQ=YEARLY;BYMONTH=2;"
             "BYMONTHDAY=30",
             "EXRULE:FREQ=SECONDLY", "RRULE:x",
             "RRULE:freq=monthly;byday=-1su,mo;bysetpos=1;wkst=su;"
             "interval=2;until=20270101"}),
      "RRULE:FREQ=MONTHLY;UNTIL=20270101;INTERVAL=2;BYDAY=-1SU,MO;"
      "BYSETPOS=1;WKST=\n SU\n");
}

TEST(CanonicalText, ZonesAreGone) {
  EXPECT_EQ(canonical("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:x\n"
                      "BEGIN:STANDARD\nRRULE:FREQ=SECONDLY\nEND:STANDARD\n"
                      "END:VTIMEZONE\nBEGIN:VTODO\nEND:VTODO\nEND:VCALENDAR\n"),
            "BEGIN:VCALENDAR\nBEGIN:VTODO\nEND:VTODO\nEND:VCALENDAR\n");
}

TEST(CanonicalText, ParametersAreQuotedAndBounded) {
  EXPECT_EQ(
      lines({"ATTENDEE;CN=\"a:b\";X-Y=1;VALUE=RECUR;MEMBER=a,b:mailto:x@y"}),
      "ATTENDEE;CN=\"a:b\";X-Y=1;MEMBER=a,b:mailto:x@y\n");
  std::string many = "X-A";
  for (int i = 0; i < 300; ++i) many += ";B=c";
  const Calendar calendar =
      parse_calendar(canonical("BEGIN:VEVENT\n" + many + ":1\n"), {});
  EXPECT_LE(calendar.components[0].properties.at(0).parameters.size(), 100u);
}

TEST(CanonicalText, RemarksOfLibicalCannotBePlanted) {
  EXPECT_EQ(lines({"X-LIC-ERROR:planted", "x-lic-foo:1", "X-OK:1",
                   "SUMMARY;X-LIC-ERRORTYPE=x:1"}),
            "X-OK:1\nSUMMARY:1\n");
}

TEST(CanonicalText, NumbersAndSpansAreChecked) {
  EXPECT_EQ(lines({"SEQUENCE:12", "PRIORITY:high",
                   "PERCENT-COMPLETE:99999999999", "DURATION:PT1H30M",
                   "TRIGGER:-P1D", "GEO:1.5;-2", "DURATION:x", "LOCATION:"}),
            "SEQUENCE:12\nDURATION:PT5400S\nTRIGGER;VALUE=DURATION:-P1D\n"
            "GEO:1.5;-2\n");
}

TEST(CanonicalText, HugeValuesAreGone) {
  EXPECT_EQ(lines({"SUMMARY:" + std::string(300'000, 'x'), "UID:1"}),
            "UID:1\n");
}

TEST(CanonicalText, PrintsAgainTheSame) {
  const std::string once = canonical(event_text(
      {"DTSTART;TZID=Europe/Berlin:20260105T100000", "DURATION:PT1H",
       "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=5", "EXDATE:20260112T090000Z",
       "ATTENDEE;CN=\"Doe, Jane\":mailto:j@example.com",
       "FREEBUSY:20260101T100000Z/PT1H", "SUMMARY:a\\, b\\nc"}));
  EXPECT_EQ(canonical(once), once);
}

}  // namespace
}  // namespace calspam
