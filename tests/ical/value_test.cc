// SPDX-License-Identifier: MIT
#include "ical/value.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

TEST(DateTimeValue, ReadsDates) {
  const auto value = parse_date_time("20260228");
  ASSERT_TRUE(value);
  EXPECT_TRUE(value->date_only);
  EXPECT_EQ(value->date, (Date{2026, 2, 28}));
}

TEST(DateTimeValue, ReadsTimes) {
  const auto value = parse_date_time(" 20260228T235960Z ");
  ASSERT_TRUE(value);
  EXPECT_TRUE(value->utc);
  EXPECT_EQ(value->second_of_day, 86'399);
  EXPECT_FALSE(parse_date_time("20260228T101112")->utc);
}

TEST(DateTimeValue, RefusesWhatDoesNotExist) {
  for (const char* text :
       {"", "2026", "20260229", "20241399", "20240132", "20260101T", "x",
        "20260101T250000", "20260101T10000", "20260101T100000ZZ", "-0260101",
        "20260101 100000", "2026-01-01", "20260101Z", "x0260101"})
    EXPECT_FALSE(parse_date_time(text)) << text;
}

TEST(Duration, IsSeconds) {
  EXPECT_EQ(parse_duration("P1W"), 604'800);
  EXPECT_EQ(parse_duration("-PT15M"), -900);
  EXPECT_EQ(parse_duration("+P1DT2H3M4S"), 93'784);
  EXPECT_EQ(parse_duration("PT0S"), 0);
}

TEST(Duration, RefusesNonsense) {
  for (const char* text : {"", "P", "PT", "15M", "P1H", "PT1D", "P1", "PT1M2",
                           "PT99999999999S", "P-1D", "P1DT1H1"})
    EXPECT_FALSE(parse_duration(text)) << text;
}

TEST(Period, HasEndOrDuration) {
  EXPECT_TRUE(parse_period("20260101T100000Z/20260101T110000Z")->end);
  EXPECT_EQ(parse_period("20260101T100000Z/PT1H")->duration, 3'600);
  EXPECT_FALSE(parse_period("20260101T100000Z"));
  EXPECT_FALSE(parse_period("20260101/x"));
}

TEST(UtcOffset, IsSeconds) {
  EXPECT_EQ(parse_utc_offset("+0100"), 3'600);
  EXPECT_EQ(parse_utc_offset("-013015"), -5'415);
  EXPECT_EQ(parse_utc_offset("-0000"), 0);
  EXPECT_FALSE(parse_utc_offset("0100"));
  EXPECT_FALSE(parse_utc_offset("+2500"));
}

TEST(Integer, IsBounded) {
  EXPECT_EQ(parse_integer(" -12 "), -12);
  EXPECT_EQ(parse_integer("999999999999999999"), 999'999'999'999'999'999);
  EXPECT_FALSE(parse_integer("9999999999999999999"));
  EXPECT_FALSE(parse_integer("1.5"));
  EXPECT_FALSE(parse_integer(""));
}

TEST(Text, UndoesEscapes) {
  EXPECT_EQ(unescaped_text("a\\Nb\\:c\\\"d\\"), "a\nb:c\"d\\");
}

TEST(Values, SplitAtPlainCommasUpToALimit) {
  EXPECT_EQ(split_values("a\\,b,c").size(), 2u);
  EXPECT_EQ(split_values("a,b,c", 2).size(), 2u);
  EXPECT_EQ(split_values("").size(), 1u);
  EXPECT_EQ(split_values("a\\").size(), 1u);
}

}  // namespace
}  // namespace calspam
