// SPDX-License-Identifier: MIT
#include "lint/series.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

// A component with DTSTART 2026-11-16T10:00:00, a Monday, and these lines.
class SeriesOf {
 public:
  explicit SeriesOf(const std::string& lines)
      : calendar_(parse_calendar("BEGIN:VEVENT\r\nDTSTART:20261116T100000\r\n" +
                                     lines + "\r\nEND:VEVENT\r\n",
                                 Limits{})),
        index_(calendar_.components.at(0)),
        series_(index_) {}

  bool has(std::string_view time) const {
    Property property;
    return series_.may_have(written_time(property, time));
  }
  const Series& series() const { return series_; }

 private:
  Calendar calendar_;
  PropertyIndex index_;
  Series series_;
};

TEST(Series, MeetsDaysAndTimesOfItsRule) {
  const SeriesOf weekly("RRULE:FREQ=WEEKLY;BYDAY=MO,TH");
  EXPECT_TRUE(weekly.series().starts_in_rule());
  EXPECT_TRUE(weekly.has("20261119T100000"));
  EXPECT_FALSE(weekly.has("20261120T100000"));
  EXPECT_FALSE(weekly.has("20261119T110000"));
  EXPECT_FALSE(weekly.has("20261112T100000"));
}

TEST(Series, CountsIntervals) {
  const SeriesOf fortnightly("RRULE:FREQ=WEEKLY;INTERVAL=2");
  EXPECT_FALSE(fortnightly.has("20261123T100000"));
  EXPECT_TRUE(fortnightly.has("20261130T100000"));
  const SeriesOf quarterly("RRULE:FREQ=MONTHLY;INTERVAL=3");
  EXPECT_TRUE(quarterly.has("20270216T100000"));
  EXPECT_FALSE(quarterly.has("20270116T100000"));
  const SeriesOf every_third_day("RRULE:FREQ=DAILY;INTERVAL=3");
  EXPECT_TRUE(every_third_day.has("20261119T100000"));
  EXPECT_FALSE(every_third_day.has("20261118T100000"));
}

TEST(Series, EndsWithUntil) {
  const SeriesOf bounded("RRULE:FREQ=DAILY;UNTIL=20261130T100000Z");
  EXPECT_TRUE(bounded.has("20261129T100000"));
  EXPECT_FALSE(bounded.has("20270101T100000"));
}

TEST(Series, DoesNotGuess) {
  EXPECT_TRUE(SeriesOf("RRULE:FREQ=HOURLY").has("20261116T103000"));
  EXPECT_TRUE(SeriesOf("RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1")
                  .has("20261117T100000"));
  EXPECT_TRUE(SeriesOf("RRULE:FREQ=NEVER").has("20261117T100000"));
  EXPECT_TRUE(SeriesOf("RRULE:FREQ=WEEKLY\r\nEXRULE:FREQ=DAILY")
                  .has("20261117T100000"));
  // Another form is another fault.
  EXPECT_TRUE(SeriesOf("RRULE:FREQ=WEEKLY").has("20261117T100000Z"));
}

TEST(Series, KnowsAStartOutsideOfItsRule) {
  EXPECT_FALSE(
      SeriesOf("RRULE:FREQ=WEEKLY;BYDAY=TU").series().starts_in_rule());
  EXPECT_FALSE(
      SeriesOf("RRULE:FREQ=MONTHLY;BYMONTHDAY=1").series().starts_in_rule());
  EXPECT_TRUE(
      SeriesOf("RRULE:FREQ=MONTHLY;BYDAY=3MO").series().starts_in_rule());
}

TEST(Series, OneEventHasItsStartOnly) {
  const SeriesOf one("SUMMARY:x");
  EXPECT_FALSE(one.series().recurs());
  EXPECT_TRUE(one.has("20261116T100000"));
  EXPECT_FALSE(one.has("20261117T100000"));
}

}  // namespace
}  // namespace calspam
