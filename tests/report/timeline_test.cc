// SPDX-License-Identifier: MIT
#include "report/timeline.hh"

#include <gmock/gmock.h>

#include "report/sample_report.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using ::testing::HasSubstr;

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1))
    ++found;
  return found;
}

TEST(EventTimeline, ShowsMessageAndOccurrences) {
  Report report = sample_report();
  report.calendars[0].events[0].first_occurrences = {"2026-11-22T10:00:00Z",
                                                     "2026-11-23T10:00:00Z"};
  const std::string svg = event_timeline(report);
  EXPECT_THAT(svg, HasSubstr("2026-11-22T03:10 message"));
  EXPECT_THAT(svg, HasSubstr("2026-11-23T10:00 event"));
  EXPECT_EQ(count(svg, " 6v16"), 2u);
}

TEST(EventTimeline, IsLeftOutWhereThereIsNothingToDraw) {
  Report report = sample_report();
  report.time.clear();
  EXPECT_EQ(event_timeline(report), "");
  EXPECT_EQ(event_timeline(Report{}), "");
}

TEST(BatchTimeline, OneBarForADay) {
  const std::string svg =
      batch_timeline({{20'779, {0, 1, 0, 0, 3}}, {20'781, {0, 2, 0, 0, 0}}});
  EXPECT_THAT(svg, HasSubstr("<title>2026-11-22: 4 events</title>"));
  EXPECT_THAT(svg, HasSubstr("<title>2026-11-24: 2 events</title>"));
  EXPECT_EQ(count(svg, "class=j"), 1u);
  EXPECT_THAT(svg, HasSubstr("1 day a bar"));
}

TEST(BatchTimeline, OneFarEventDoesNotFlattenIt) {
  DayCounts days;
  for (std::int64_t day = 20'000; day < 20'200; ++day) days[day] = {0, 1};
  days[2'932'000] = {0, 1};  // in the year 9997
  const std::string svg = batch_timeline(days);
  EXPECT_THAT(svg, HasSubstr("; 4 later"));
  EXPECT_THAT(svg, HasSubstr("3 days a bar"));
  EXPECT_LT(svg.size(), 20'000u);
}

TEST(BatchTimeline, ExtremesStayBounded) {
  const std::string svg = batch_timeline(
      {{-10'000'000'000, {1}}, {0, {1}}, {10'000'000'000, {0, 0, 0, 0, 1}}});
  EXPECT_LT(svg.size(), 20'000u);
  EXPECT_EQ(batch_timeline({}), "");
}

}  // namespace
}  // namespace calspam
