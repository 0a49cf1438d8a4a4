// SPDX-License-Identifier: MIT
#include "ical/recurrence.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>

#include "dump.hh"
#include "ical/recurrence_rule.hh"

namespace calspam {
namespace {

Recurrence read(const std::vector<std::string_view>& lines,
                Anomalies* anomalies = nullptr) {
  const Limits limits;
  Anomalies unused;
  const Calendar calendar = parse_calendar(event_text(lines), limits);
  return events_of(calendar, 0, limits,
                   anomalies == nullptr ? unused : *anomalies)
      .at(0)
      .recurrence;
}

std::string short_time(Instant instant) {
  std::string text = iso_instant(instant);
  text.erase(text.size() - 4);  // ":00Z"
  return text.ends_with("T09:00") ? text.substr(0, 10) : text;
}

// The first occurrences, "T09:00" left out; "..." when there are more.
std::string first(const Recurrence& r, std::size_t count = 4) {
  std::string out;
  for (std::size_t i = 0; i < std::min(count, r.first.size()); ++i)
    out += (i == 0 ? "" : " ") + short_time(r.first[i]);
  return r.listing_cut || r.first.size() > count ? out + " ..." : out;
}

struct Case {
  std::string_view start;
  std::string_view rule;
  std::string_view first;  ///< the first four
  double per_year;
  std::uint64_t total;
};

// After the examples of RFC 5545 3.8.5.3, in UTC, then others.
constexpr Case kCases[] = {
    // every day, ten times
    {"19970902T090000Z", "FREQ=DAILY;COUNT=10",
     "1997-09-02 1997-09-03 1997-09-04 1997-09-05 ...", 365.2425, 10},
    // every day until Christmas Eve
    {"19970902T090000Z", "FREQ=DAILY;UNTIL=19971224T000000Z",
     "1997-09-02 1997-09-03 1997-09-04 1997-09-05 ...", 365.2425, 113},
    // every second day, for ever
    {"19970902T090000Z", "FREQ=DAILY;INTERVAL=2",
     "1997-09-02 1997-09-04 1997-09-06 1997-09-08 ...", 182.62125, 1826},
    {"19970902T090000Z", "FREQ=DAILY;INTERVAL=10;COUNT=5",
     "1997-09-02 1997-09-12 1997-09-22 1997-10-02 ...", 36.52425, 5},
    // every day of January, said in two ways
    {"19980101T090000Z",
     "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
     "1998-01-01 1998-01-02 1998-01-03 1998-01-04 ...", 31, 93},
    {"19980101T090000Z", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1",
     "1998-01-01 1998-01-02 1998-01-03 1998-01-04 ...", 31, 93},
    // weekly
    {"19970902T090000Z", "FREQ=WEEKLY;COUNT=10",
     "1997-09-02 1997-09-09 1997-09-16 1997-09-23 ...", 52.1775, 10},
    {"19970902T090000Z", "FREQ=WEEKLY;UNTIL=19971224T000000Z",
     "1997-09-02 1997-09-09 1997-09-16 1997-09-23 ...", 52.1775, 17},
    {"19970902T090000Z", "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
     "1997-09-02 1997-09-16 1997-09-30 1997-10-14 ...", 26.08875, 261},
    {"19970902T090000Z",
     "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
     "1997-09-02 1997-09-04 1997-09-09 1997-09-11 ...", 104.355, 10},
    {"19970901T090000Z",
     "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
     "1997-09-01 1997-09-03 1997-09-05 1997-09-15 ...", 78.26625, 25},
    {"19970902T090000Z", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
     "1997-09-02 1997-09-04 1997-09-16 1997-09-18 ...", 52.1775, 8},
    // monthly
    {"19970905T090000Z", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
     "1997-09-05 1997-10-03 1997-11-07 1997-12-05 ...", 12, 10},
    {"19970905T090000Z", "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR",
     "1997-09-05 1997-10-03 1997-11-07 1997-12-05", 12, 4},
    {"19970907T090000Z", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
     "1997-09-07 1997-09-28 1997-11-02 1997-11-30 ...", 12, 10},
    {"19970922T090000Z", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
     "1997-09-22 1997-10-20 1997-11-17 1997-12-22 ...", 12, 6},
    {"19970928T090000Z", "FREQ=MONTHLY;BYMONTHDAY=-3",
     "1997-09-28 1997-10-29 1997-11-28 1997-12-29 ...", 12, 120},
    {"19970902T090000Z", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
     "1997-09-02 1997-09-15 1997-10-02 1997-10-15 ...", 24, 10},
    {"19970930T090000Z", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
     "1997-09-30 1997-10-01 1997-10-31 1997-11-01 ...", 24, 10},
    {"19970910T090000Z",
     "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
     "1997-09-10 1997-09-11 1997-09-12 1997-09-13 ...", 4, 10},
    {"19970902T090000Z", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
     "1997-09-02 1997-09-09 1997-09-16 1997-09-23 ...", 26.2925, 263},
    // yearly
    {"19970610T090000Z", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
     "1997-06-10 1997-07-10 1998-06-10 1998-07-10 ...", 2, 10},
    {"19970310T090000Z", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
     "1997-03-10 1999-01-10 1999-02-10 1999-03-10 ...", 1.5, 10},
    {"19970101T090000Z", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
     "1997-01-01 1997-04-10 1997-07-19 2000-01-01 ...", 1, 10},
    {"19970519T090000Z", "FREQ=YEARLY;BYDAY=20MO",
     "1997-05-19 1998-05-18 1999-05-17 2000-05-15 ...", 1, 10},
    {"19970512T090000Z", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
     "1997-05-12 1998-05-11 1999-05-17 2000-05-15 ...", 1, 10},
    {"19970313T090000Z", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
     "1997-03-13 1997-03-20 1997-03-27 1998-03-05 ...", 4.43, 44},
    {"19970605T090000Z", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
     "1997-06-05 1997-06-12 1997-06-19 1997-06-26 ...", 13.145, 131},
    // Friday the 13th; DTSTART is the first although it is none
    {"19970902T090000Z", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
     "1997-09-02 1998-02-13 1998-03-13 1998-11-13 ...", 1.72, 17},
    {"19970913T090000Z", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
     "1997-09-13 1997-10-11 1997-11-08 1997-12-13 ...", 12, 120},
    // election day
    {"19961105T090000Z",
     "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
     "1996-11-05 2000-11-07 2004-11-02 2008-11-04 ...", 0.25, 3},
    {"19970904T090000Z", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
     "1997-09-04 1997-10-07 1997-11-06", 12, 3},
    {"19970929T090000Z", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
     "1997-09-29 1997-10-30 1997-11-27 1997-12-30 ...", 12, 120},
    // within a day
    {"19970902T090000Z", "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z",
     "1997-09-02 1997-09-02T12:00 1997-09-02T15:00", 2921.94, 3},
    {"19970902T090000Z", "FREQ=MINUTELY;INTERVAL=15;COUNT=6",
     "1997-09-02 1997-09-02T09:15 1997-09-02T09:30 1997-09-02T09:45 ...",
     35063.28, 6},
    {"19970902T090000Z", "FREQ=MINUTELY;INTERVAL=90;COUNT=4",
     "1997-09-02 1997-09-02T10:30 1997-09-02T12:00 1997-09-02T13:30", 5843.88,
     4},
    {"19970902T090000Z",
     "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
     "1997-09-02 1997-09-02T09:20 1997-09-02T09:40 1997-09-02T10:00 ...",
     8765.82, 87658},
    {"19970902T090000Z",
     "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
     "1997-09-02 1997-09-02T09:20 1997-09-02T09:40 1997-09-02T10:00 ...",
     8765.82, 87658},
    // the begin of the week matters
    {"19970805T090000Z", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
     "1997-08-05 1997-08-10 1997-08-19 1997-08-24", 52.1775, 4},
    {"19970805T090000Z", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
     "1997-08-05 1997-08-17 1997-08-19 1997-08-31", 52.1775, 4},
    // dates that do not exist are left out
    {"20070115T090000Z", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
     "2007-01-15 2007-01-30 2007-02-15 2007-03-15 ...", 23, 5},
    {"20260131T090000Z", "FREQ=MONTHLY",
     "2026-01-31 2026-03-31 2026-05-31 2026-07-31 ...", 7, 70},
    {"20240229T090000Z", "FREQ=YEARLY",
     "2024-02-29 2028-02-29 2032-02-29 2036-02-29 ...", 0.2425, 2},
    {"20260101T090000Z", "FREQ=YEARLY;BYYEARDAY=-1",
     "2026-01-01 2026-12-31 2027-12-31 2028-12-31 ...", 1, 10},
    {"20260101T090000Z", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR",
     "2026-01-01 2027-01-01 2032-12-31 2038-01-01 ...", 0.1775, 2},
    {"20260101T090000Z", "FREQ=WEEKLY;INTERVAL=52",
     "2026-01-01 2026-12-31 2027-12-30 2028-12-28 ...", 1.00341, 10},
    {"20260101T090000Z", "FREQ=DAILY;COUNT=2147483647",
     "2026-01-01 2026-01-02 2026-01-03 2026-01-04 ...", 365.2425, 2912443},
    {"20260101T090000Z",
     "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=9;"
     "BYMINUTE=0;BYSECOND=0",
     "2026-01-01 2028-02-29 2032-02-29 2036-02-29 ...", 0.2425, 2},
};

TEST(Recurrence, ListsAndCounts) {
  for (const Case& c : kCases) {
    const Recurrence r = read(
        {fmt::format("DTSTART:{}", c.start), fmt::format("RRULE:{}", c.rule)});
    EXPECT_EQ(first(r), c.first) << c.rule;
    EXPECT_NEAR(r.per_year, c.per_year, c.per_year / 500) << c.rule;
    EXPECT_EQ(r.total, c.total) << c.rule;
    EXPECT_FALSE(r.impossible) << c.rule;
    EXPECT_EQ(r.rule, c.rule);
  }
}

TEST(Recurrence, ImpossibleRulesAreSeenAtOnce) {
  for (const char* rule :
       {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=SECONDLY;BYSETPOS=366;BYMINUTE=3",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO", "FREQ=MONTHLY;BYDAY=6SU",
        "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=SECONDLY;INTERVAL=86400;BYHOUR=3",
        "FREQ=YEARLY;BYWEEKNO=1;BYMONTH=6;BYDAY=MO"}) {
    const auto begin = std::chrono::steady_clock::now();
    const Recurrence r =
        read({"DTSTART:20270210T090000Z", fmt::format("RRULE:{}", rule)});
    EXPECT_TRUE(r.impossible) << rule;
    EXPECT_EQ(r.per_year, 0) << rule;
    EXPECT_EQ(r.total, 1u) << rule;
    EXPECT_EQ(first(r), "2027-02-10") << rule;
    EXPECT_LT(std::chrono::steady_clock::now() - begin,
              std::chrono::seconds(1));
  }
}

TEST(Recurrence, DensityIsHowOftenItReallyComes) {
  using enum Recurrence::Density;
  const std::pair<const char*, Recurrence::Density> cases[] = {
      {"FREQ=SECONDLY", SubDaily},
      {"FREQ=DAILY;BYHOUR=9,10", SubDaily},
      {"FREQ=HOURLY;INTERVAL=24", Daily},
      {"FREQ=DAILY", Daily},
      {"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", Daily},
      {"FREQ=WEEKLY", Weekly},
      {"FREQ=DAILY;INTERVAL=7", Weekly},
      {"FREQ=MONTHLY", Monthly},
      {"FREQ=WEEKLY;INTERVAL=4", Monthly},
      {"FREQ=YEARLY", Yearly},
      {"FREQ=MONTHLY;INTERVAL=12", Yearly},
      {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", None}};
  for (const auto& [rule, density] : cases)
    EXPECT_EQ(read({"DTSTART:20260105T090000Z", fmt::format("RRULE:{}", rule)})
                  .density,
              density)
        << rule;
}

TEST(Recurrence, EndlessHasNoLast) {
  const Recurrence r = read({"DTSTART:20260101T090000Z", "RRULE:FREQ=DAILY"});
  EXPECT_TRUE(r.endless);
  EXPECT_FALSE(r.last);
  EXPECT_EQ(r.total, 3652u);
  EXPECT_EQ(r.first.size(), Limits{}.occurrences);
}

TEST(Recurrence, LastIsThatOfBoundedOnes) {
  EXPECT_EQ(iso_instant(
                *read({"DTSTART:20260101T090000Z", "RRULE:FREQ=DAILY;COUNT=40"})
                     .last),
            "2026-02-09T09:00:00Z");
  EXPECT_EQ(iso_instant(*read({"DTSTART:20260101T090000Z",
                               "RRULE:FREQ=WEEKLY;UNTIL=20260120"})
                             .last),
            "2026-01-15T09:00:00Z");
  // By arithmetic: 2^31 seconds are 68 years.
  EXPECT_EQ(iso_instant(*read({"DTSTART:19700101T000000Z",
                               "RRULE:FREQ=SECONDLY;COUNT=2147483647"})
                             .last)
                .substr(0, 7),
            "2038-01");
}

TEST(Recurrence, CuttingTheListIsNoLimit) {
  Anomalies anomalies;
  const Recurrence r =
      read({"DTSTART:20260101T090000Z", "RRULE:FREQ=SECONDLY"}, &anomalies);
  EXPECT_TRUE(r.listing_cut);
  EXPECT_TRUE(anomalies.empty());
}

TEST(Recurrence, IsSearchedForInBoundedSteps) {
  const std::string text = event_text(
      {"DTSTART:20240229T090000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29"});
  const auto listed = [&](std::size_t steps) {
    Limits limits;
    limits.recurrence_steps = steps;
    Anomalies unused;
    const Calendar calendar = parse_calendar(text, limits);
    return events_of(calendar, 0, limits, unused).at(0).recurrence;
  };
  EXPECT_FALSE(listed(100'000).first.empty());
  EXPECT_TRUE(listed(2).listing_cut);
  EXPECT_LT(listed(2).first.size(), listed(100'000).first.size());
}

TEST(Recurrence, ExceptionsAreTakenOut) {
  const Recurrence r =
      read({"DTSTART:20260101T090000Z", "RRULE:FREQ=DAILY;COUNT=5",
            "EXDATE:20260101T090000Z,20260103T090000Z",
            "EXDATE;VALUE=DATE:20260104"});
  EXPECT_EQ(first(r), "2026-01-02 2026-01-05");
  EXPECT_EQ(r.total, 2u);
  EXPECT_EQ(r.exceptions, 3u);
}

TEST(Recurrence, DatesAreAdded) {
  const Recurrence r = read({"DTSTART:20260101T090000Z",
                             "RDATE:20260301T090000Z,20260201T090000Z",
                             "RDATE;VALUE=PERIOD:20260401T090000Z/PT1H"});
  EXPECT_TRUE(r.present);
  EXPECT_EQ(first(r), "2026-01-01 2026-02-01 2026-03-01 2026-04-01");
  EXPECT_EQ(r.total, 4u);
  EXPECT_EQ(r.explicit_dates, 3u);
  EXPECT_EQ(short_time(*r.last), "2026-04-01");
}

TEST(Recurrence, KeepsLocalTimeAcrossChangesOfClock) {
  const Recurrence r = read({"DTSTART;TZID=Europe/Berlin:20260327T100000",
                             "RRULE:FREQ=DAILY;UNTIL=20260329T080000Z"});
  EXPECT_EQ(first(r), "2026-03-27 2026-03-28 2026-03-29T08:00");
}

TEST(Recurrence, NoneIsOneOccurrence) {
  const Recurrence r = read({"DTSTART:20260101T090000Z"});
  EXPECT_FALSE(r.present);
  EXPECT_EQ(r.total, 1u);
  EXPECT_EQ(first(r), "2026-01-01");
}

TEST(Recurrence, WithoutStartIsStillJudged) {
  const Recurrence r = read({"RRULE:FREQ=HOURLY"});
  EXPECT_TRUE(r.present);
  EXPECT_TRUE(r.first.empty());
  EXPECT_NEAR(r.per_year, 8765.8, 1);
}

TEST(Recurrence, ManyExceptionsAndDatesAreBounded) {
  std::string dates = "EXDATE:20260101T090000Z";
  for (int i = 0; i < 20'000; ++i) dates += ",20260101T090000Z";
  Anomalies anomalies;
  const Recurrence r =
      read({"DTSTART:20260101T090000Z", "RRULE:FREQ=DAILY", dates}, &anomalies);
  EXPECT_EQ(r.exceptions, 20'001u);
  EXPECT_EQ(ids(anomalies), "ical-limit-values");
  EXPECT_EQ(short_time(r.first.at(0)), "2026-01-02");
}

TEST(RecurrenceRule, ListsAreSets) {
  const RecurrenceRule rule =
      parse_rule("freq=monthly;bymonthday=3,1,3,-1;byday=mo,MO,-1su;wkst=su");
  EXPECT_TRUE(rule.valid);
  EXPECT_EQ(rule.by_month_day, (std::vector<int>{-1, 1, 3}));
  EXPECT_EQ(rule.by_day.size(), 2u);
  EXPECT_EQ(rule.week_start, 0);
}

TEST(RecurrenceRule, NonsenseIsLeftOut) {
  for (const char* text :
       {"", "FREQ=NEVER", "COUNT=3", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;X=1",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYDAY=XX", "FREQ=DAILY;BYDAY=0MO",
        "FREQ=DAILY;BYMONTH=13", "FREQ=DAILY;BYHOUR=24", "FREQ=DAILY;WKST=1",
        "FREQ=DAILY;COUNT=2;UNTIL=20260101", "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;UNTIL=x", "FREQ=DAILY;BYDAY", "FREQ=DAILY;BYMONTHDAY=0",
        "FREQ=DAILY;INTERVAL=99999999999999999999"}) {
    const RecurrenceRule rule = parse_rule(text);
    EXPECT_FALSE(rule.valid) << text;
    EXPECT_EQ(rule.interval, 1) << text;
  }
}

}  // namespace
}  // namespace calspam
