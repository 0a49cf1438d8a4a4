// SPDX-License-Identifier: MIT
#include "util/time.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

TEST(Date, KnowsLeapYears) {
  EXPECT_TRUE(is_leap_year(2000));
  EXPECT_TRUE(is_leap_year(2028));
  EXPECT_FALSE(is_leap_year(1900));
  EXPECT_FALSE(is_leap_year(2026));
  EXPECT_TRUE(is_leap_year(0));
}

TEST(Date, KnowsTheLengthOfMonths) {
  EXPECT_EQ(days_in_month(2024, 2), 29);
  EXPECT_EQ(days_in_month(2100, 2), 28);
  EXPECT_EQ(days_in_month(2026, 12), 31);
  EXPECT_EQ(days_in_month(2026, 0), 0);
  EXPECT_EQ(days_in_month(2026, 13), 0);
}

TEST(Date, IsValidOnlyInTheCalendar) {
  EXPECT_TRUE(is_valid_date({2024, 2, 29}));
  EXPECT_FALSE(is_valid_date({2026, 2, 29}));
  EXPECT_FALSE(is_valid_date({2026, 1, 0}));
  EXPECT_FALSE(is_valid_date({2026, 1, 32}));
  EXPECT_FALSE(is_valid_date({2026, -1, 1}));
}

TEST(Date, CountsFromTheEpoch) {
  EXPECT_EQ(day_number({1970, 1, 1}), 0);
  EXPECT_EQ(day_number({1969, 12, 31}), -1);
  EXPECT_EQ(day_number({2000, 3, 1}), 11'017);
  EXPECT_EQ(day_number({1601, 1, 1}), -134'774);  // where Windows begins
}

// The Gregorian calendar repeats after 400 years: every one of their days,
// around the epoch and around year 0.
TEST(Date, RoundTripsOverFourHundredYears) {
  for (const std::int32_t first : {1800, -200, 9'700}) {
    std::int64_t number = day_number({first, 1, 1});
    int day_of_week = weekday(number);
    for (std::int32_t year = first; year < first + 400; ++year)
      for (std::int32_t month = 1; month <= 12; ++month)
        for (std::int32_t day = 1; day <= days_in_month(year, month); ++day) {
          ASSERT_EQ(day_number({year, month, day}), number);
          ASSERT_EQ(date_of_day(number), (Date{year, month, day}));
          ASSERT_EQ(weekday(number), day_of_week);
          ++number;
          day_of_week = (day_of_week + 1) % 7;
        }
    EXPECT_EQ(number - day_number({first, 1, 1}), 146'097);
  }
}

TEST(Date, KnowsTheDayOfTheWeek) {
  EXPECT_EQ(weekday(0), 4);  // a Thursday
  EXPECT_EQ(weekday(-1), 3);
  EXPECT_EQ(weekday(day_number({2026, 11, 22})), 0);
}

TEST(Instant, IsPrintedInUtc) {
  EXPECT_EQ(iso_instant(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(iso_instant(-1), "1969-12-31T23:59:59Z");
  EXPECT_EQ(iso_instant(951'782'400), "2000-02-29T00:00:00Z");
}

TEST(Instant, ReadsWhatItPrints) {
  for (Instant instant = -62'167'219'200; instant < 200'000'000'000;
       instant += 86'413 * 977)
    ASSERT_EQ(parse_iso_instant(iso_instant(instant)), instant);
}

TEST(Instant, ReadsOffsetsAndDates) {
  const Instant noon = 1'792'843'200;
  EXPECT_EQ(iso_instant(noon), "2026-10-24T12:00:00Z");
  EXPECT_EQ(parse_iso_instant("2026-10-24T14:00:00+02:00"), noon);
  EXPECT_EQ(parse_iso_instant("2026-10-24 06:30-0530"), noon);
  EXPECT_EQ(parse_iso_instant("2026-10-24T12:00z"), noon);
  EXPECT_EQ(parse_iso_instant("2026-10-24"), noon - 12 * 3'600);
}

TEST(Instant, TakesALeapSecondAsTheNext) {
  EXPECT_EQ(parse_iso_instant("2016-12-31T23:59:60Z"),
            parse_iso_instant("2017-01-01T00:00:00Z"));
}

TEST(Instant, RefusesWhatIsNone) {
  for (const char* text :
       {"", "2026", "2026-13-01", "2026-02-29", "2026-01-01T",
        "2026-01-01T24:00", "2026-01-01T12:60", "2026-01-01T12:00:61",
        "2026-01-01T12:00+1", "2026-01-01T12:00+16:00", "2026-01-01T12:00Zx",
        "26-01-01", "2026-1-1", "-026-01-01", "2026-01-01X12:00"})
    EXPECT_FALSE(parse_iso_instant(text).has_value()) << text;
}

}  // namespace
}  // namespace calspam
