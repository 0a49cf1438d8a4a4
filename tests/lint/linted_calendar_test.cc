// SPDX-License-Identifier: MIT
#include "lint/linted_calendar.hh"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

#include "lint/checks_itip.hh"
#include "lint/checks_lines.hh"
#include "lint/checks_objects.hh"
#include "lint/checks_recurrence.hh"
#include "lint/checks_times.hh"
#include "lint/checks_values.hh"
#include "one_family.hh"

namespace calspam {
namespace {

constexpr const CheckFamily* kCalendarFamilies[] = {
    &kFamilyItip,  &kFamilyLines,      &kFamilyObjects,
    &kFamilyTimes, &kFamilyRecurrence, &kFamilyValues};

std::string request(const std::string& lines) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//E//E//EN\r\n"
         "METHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
         "UID:5f0d2a4e-6c1b-4e59-9d57-0b3a1c8e7f21\r\n"
         "DTSTAMP:20261102T090000Z\r\nDTSTART:20261116T090000Z\r\n"
         "SUMMARY:x\r\nSEQUENCE:0\r\nORGANIZER:mailto:ada@example.com\r\n" +
         lines + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

TEST(LintedCalendar, PointsAtTheParameter) {
  const std::string text =
      request("ATTENDEE;CN=Ben;RSVP=YE\r\n S:mailto:ben@example.org\r\n");
  const OneFamily values(kFamilyValues, text);
  const LintFinding* found = values.first("5545-070");
  ASSERT_NE(found, nullptr) << values.text();
  EXPECT_EQ(slice(text, found->where.span), "RSVP=YE\r\n S");
  EXPECT_EQ(found->where.property, "ATTENDEE;RSVP");
  EXPECT_EQ(found->excerpt, "ATTENDEE;CN=Ben;RSVP=YES:mailto:ben@example.org");
}

TEST(LintedCalendar, PointsIntoTheValue) {
  const std::string text = request(
      "ATTENDEE:mailto:ben@example.org\r\n"
      "RRULE:FREQ=WEEKLY;COUNT=3;BYD\r\n AY=MON\r\n");
  const OneFamily rules(kFamilyRecurrence, text);
  const LintFinding* found = rules.first("5545-048");
  ASSERT_NE(found, nullptr) << rules.text();
  EXPECT_EQ(slice(text, found->where.span), "BYD\r\n AY=MON");
}

TEST(LintedCalendar, KeepsAHundredOfOneKind) {
  std::string lines = "ATTENDEE:mailto:ben@example.org\r\n";
  for (int i = 0; i < 150; ++i) lines += "COMMENT:a, b\r\n";
  const std::string text = request(lines);
  const Limits limits;
  RawMessage raw;
  raw.kind = RawKind::Calendar;
  raw.bytes = text;
  Subject subject;
  observe(subject, raw, limits, {});
  LintLog log;
  kFamilyValues.run({subject}, log);
  EXPECT_EQ(log.take().size(), 100U);
  EXPECT_EQ(log.left_out(), 50U);
}

// Two copies of one calendar: one finding, and edits of both.
TEST(LintedCalendar, MendsTheCopyToo) {
  const std::string calendar =
      request("ATTENDEE;RSVP=YES:mailto:ben@example.org\r\n");
  const auto part = [&](const std::string& type) {
    return "--b\r\nContent-Type: " + type + "\r\n\r\n" + calendar;
  };
  const std::string mail =
      "From: ada@example.com\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n" +
      part("text/calendar; method=REQUEST; charset=utf-8") +
      part("application/ics; name=invite.ics") + "--b--\r\n";
  const OneFamily values(kFamilyValues, mail);
  EXPECT_EQ(
      std::ranges::count(values.findings(), "5545-070",
                         [](const LintFinding& f) { return f.check->id; }),
      1)
      << values.text();
  const std::string mended = values.mended("5545-070");
  EXPECT_EQ(mended.find("RSVP=YES"), std::string::npos);
  EXPECT_NE(mended.find("RSVP=TRUE"), mended.rfind("RSVP=TRUE"));
}

TEST(LintedCalendar, LeavesPlaceholdersAlone) {
  const std::string text =
      request("ATTENDEE;RSVP={{rsvp}}:mailto:ben@example.org\r\n");
  const Limits limits;
  RawMessage raw;
  raw.kind = RawKind::Calendar;
  raw.bytes = text;
  Subject subject;
  observe(subject, raw, limits, {});
  const std::size_t hole = text.find("{{");
  const std::vector<Span> holes{{hole, hole + 8}};
  LintLog log;
  kFamilyValues.run({subject, nullptr, holes}, log);
  EXPECT_TRUE(log.take().empty());
}

// What a sender makes large must not cost more than its size.
class Hostile : public testing::TestWithParam<std::string> {};

TEST_P(Hostile, TakesTimeInProportion) {
  const auto seconds = [&](std::size_t bytes) {
    std::string lines;
    while (lines.size() < bytes) lines += GetParam();
    const std::string text = request(lines);
    const std::clock_t start = std::clock();
    for (const CheckFamily* family : kCalendarFamilies)
      OneFamily(*family, text);
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  };
  const double small = seconds(100'000);
  // Sixteen times the bytes; quadratic work would take 256 times as long.
  EXPECT_LT(seconds(1'600'000), 80 * small + 0.5);
}

INSTANTIATE_TEST_SUITE_P(
    All, Hostile,
    testing::Values(
        "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:a@b.example\":x\r\n",
        "EXDATE:20261116T090000Z,20261117T090000Z\r\nRRULE:FREQ=DAILY\r\n",
        "RRULE:FREQ=DAILY;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;\r\n",
        "DESCRIPTION:<<<<<<<<<<<<<<<<<<\\\\\\\\n,,,,;;;;\r\n", "\r\n", "  \r\n",
        "X-A;B;B;B;B;B;B;B;B;B;B=\"\"\"\"\"\":\r\n", "A", "END:VALARM\r\n",
        "BEGIN:VALARM\r\n", "BEGIN:VTIMEZONE\r\nTZID:a\r\nEND:VTIMEZONE\r\n",
        "END:VEVENT\r\nBEGIN:VEVENT\r\nRECURRENCE-ID:20261116T090000Z\r\n",
        "END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nDTSTART;TZID=x:1\r\n",
        "DTSTART;TZID=Europe/Berlin:20261116T100000\r\n"));

}  // namespace
}  // namespace calspam
