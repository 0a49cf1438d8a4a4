// SPDX-License-Identifier: MIT
#include "ical/zone.hh"

#include <gtest/gtest.h>

#include "dump.hh"

namespace calspam {
namespace {

const std::string kBerlin =
    crlf({"BEGIN:VTIMEZONE", "TZID:Berlin", "BEGIN:DAYLIGHT",
          "DTSTART:19810329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
          "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
          "BEGIN:STANDARD", "DTSTART:19961027T030000", "TZOFFSETFROM:+0200",
          "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
          "END:STANDARD", "END:VTIMEZONE"});

// "Object 2026-07-01T08:00:00Z" for a DTSTART in a calendar that begins with
// `zones`; anomalies of the zones after it.
std::string read(const std::string& zones, const std::string& tzid,
                 const std::string& local) {
  const std::string text = "BEGIN:VCALENDAR\r\n" + zones +
                           "BEGIN:VEVENT\r\nDTSTART;TZID=\"" + tzid +
                           "\":" + local + "\r\nEND:VEVENT\r\n";
  const Limits limits;
  const Calendar calendar = parse_calendar(text, limits);
  Anomalies anomalies;
  const auto events = events_of(calendar, 0, limits, anomalies);
  constexpr const char* kKinds[] = {"Floating", "Utc", "Object", "Named",
                                    "Unknown"};
  const CalendarTime& start = events.at(0).start.value();
  const std::string found = ids(anomalies);
  return std::string(kKinds[static_cast<int>(start.zone)]) + " " +
         iso_instant(start.instant) + (found.empty() ? "" : " #" + found);
}

TEST(Zones, ObjectDescribesBerlin) {
  EXPECT_EQ(read(kBerlin, "Berlin", "20260701T100000"),
            "Object 2026-07-01T08:00:00Z");
  EXPECT_EQ(read(kBerlin, "Berlin", "20260101T100000"),
            "Object 2026-01-01T09:00:00Z");
  EXPECT_EQ(read(kBerlin, "Berlin", "99991231T100000"),
            "Object 9999-12-31T09:00:00Z");
}

TEST(Zones, IcuKnowsIanaNames) {
  EXPECT_EQ(read("", "Europe/Berlin", "20260701T100000"),
            "Named 2026-07-01T08:00:00Z");
  EXPECT_EQ(read("", "UTC", "20260701T100000"), "Named 2026-07-01T10:00:00Z");
}

TEST(Zones, IcuKnowsWindowsNames) {
  EXPECT_EQ(read("", "W. Europe Standard Time", "20260701T100000"),
            "Named 2026-07-01T08:00:00Z");
  EXPECT_EQ(read("", "Pacific Standard Time", "20260101T100000"),
            "Named 2026-01-01T18:00:00Z");
}

TEST(Zones, VendorPrefixesAreSeenThrough) {
  EXPECT_EQ(read("", "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin",
                 "20260701T100000"),
            "Named 2026-07-01T08:00:00Z");
}

TEST(Zones, ObjectAndIcuAgreeAroundChanges) {
  for (const char* local :
       {"20260329T015959", "20260329T020000", "20260329T023000",
        "20260329T030000", "20261025T015959", "20261025T020000",
        "20261025T025959", "20261025T030000", "20200229T120000"}) {
    const std::string ours = read(kBerlin, "Berlin", local);
    const std::string icu = read("", "Europe/Berlin", local);
    EXPECT_EQ(ours.substr(7), icu.substr(6)) << local;
  }
}

TEST(Zones, UnknownIsTakenAsFloating) {
  EXPECT_EQ(read("", "Nowhere/Land", "20260701T100000"),
            "Unknown 2026-07-01T10:00:00Z #ical-zone-unknown");
}

TEST(Zones, PathsAreNoNames) {
  for (const char* tzid :
       {"../../../dev/stdin", "/etc/passwd", "GMT+25:17", "/dev/../dev/stdin"})
    EXPECT_TRUE(read("", tzid, "20260701T100000").starts_with("Unknown"))
        << tzid;
  EXPECT_FALSE(is_iana_zone("../Europe/Berlin"));
  EXPECT_FALSE(is_iana_zone("W. Europe Standard Time"));
  EXPECT_TRUE(is_iana_zone("Europe/Berlin"));
}

TEST(Zones, NeverChangingZone) {
  const std::string zone =
      crlf({"BEGIN:VTIMEZONE", "TZID:Fix", "BEGIN:STANDARD",
            "DTSTART:19700101T000000", "TZOFFSETFROM:+0530", "TZOFFSETTO:+0530",
            "END:STANDARD", "END:VTIMEZONE"});
  EXPECT_EQ(read(zone, "Fix", "20260701T100000"),
            "Object 2026-07-01T04:30:00Z");
  EXPECT_EQ(read(zone, "Fix", "19690101T100000"),
            "Object 1969-01-01T04:30:00Z");
}

TEST(Zones, ChangesOnListedDatesAndUntil) {
  const std::string zone =
      crlf({"BEGIN:VTIMEZONE",
            "TZID:Z",
            "BEGIN:STANDARD",
            "DTSTART:20000101T000000",
            "TZOFFSETFROM:+0000",
            "TZOFFSETTO:+0000",
            "END:STANDARD",
            "BEGIN:DAYLIGHT",
            "DTSTART:20100601T000000",
            "RRULE:FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1;UNTIL=20120601T000000Z",
            "TZOFFSETFROM:+0000",
            "TZOFFSETTO:+0100",
            "END:DAYLIGHT",
            "BEGIN:STANDARD",
            "DTSTART:20100901T000000",
            "RDATE:20110901T000000,20120901T000000",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0000",
            "END:STANDARD",
            "END:VTIMEZONE"});
  EXPECT_EQ(read(zone, "Z", "20110701T120000"), "Object 2011-07-01T11:00:00Z");
  EXPECT_EQ(read(zone, "Z", "20111001T120000"), "Object 2011-10-01T12:00:00Z");
  EXPECT_EQ(read(zone, "Z", "20260701T120000"), "Object 2026-07-01T12:00:00Z");
}

TEST(Zones, HostileRulesAreNotFollowed) {
  for (const char* rule :
       {"RRULE:FREQ=SECONDLY", "RRULE:FREQ=YEARLY;BYDAY=53SU",
        "RRULE:FREQ=DAILY;COUNT=2147483647", "RRULE:x"}) {
    const std::string zone =
        crlf({"BEGIN:VTIMEZONE", "TZID:Evil", "BEGIN:STANDARD",
              "DTSTART:16010101T000000", rule, "TZOFFSETFROM:+0100",
              "TZOFFSETTO:+0200", "END:STANDARD", "END:VTIMEZONE"});
    EXPECT_EQ(read(zone, "Evil", "20260701T100000"),
              "Object 2026-07-01T08:00:00Z #ical-zone")
        << rule;
  }
}

TEST(Zones, OffsetsBeyondTheWorldAreRefused) {
  const std::string zone =
      crlf({"BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:STANDARD",
            "DTSTART:16010101T000000", "TZOFFSETFROM:+2300", "TZOFFSETTO:+2300",
            "END:STANDARD", "END:VTIMEZONE"});
  EXPECT_EQ(read(zone, "Europe/Berlin", "20260701T100000"),
            "Named 2026-07-01T08:00:00Z #ical-zone ical-zone-empty");
}

TEST(Zones, ManyTransitionsAreCut) {
  std::string zone = "BEGIN:VTIMEZONE\r\nTZID:Many\r\n";
  for (int i = 0; i < 1'000; ++i)
    zone += crlf({"BEGIN:STANDARD", "DTSTART:20000101T000000",
                  "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "END:STANDARD"});
  EXPECT_EQ(read(zone + "END:VTIMEZONE\r\n", "Many", "20260701T100000"),
            "Object 2026-07-01T09:00:00Z #ical-limit-transitions");
}

}  // namespace
}  // namespace calspam
