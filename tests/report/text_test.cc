// SPDX-License-Identifier: MIT
#include "report/text.hh"

#include <gmock/gmock.h>

#include <algorithm>

#include "report/sample_report.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(TextFormat, SaysVerdictGroundsFindingsAndPlaces) {
  EXPECT_EQ(formatted("text", {sample_report()}),
            "spam         7.5  inbox.mbox#17                     "
            "Your invoice is overdue\n"
            "            attack, callback; certainty high; content 5.0 + "
            "identity 2.5\n"
            "             5.0  callback-number: asks to call \"+1 202 555 "
            "0101\" [part 1.2, DESCRIPTION, line 43:12]\n"
            "            odd: mime-boundary-missing\n"
            "            not read in full: mime-parts-limit\n"
            "\n"
            "1 message: 1 spam; 1 not read in full\n");
}

TEST(TextFormat, CleanMessageIsOneLine) {
  Report report;
  report.origin.path = "a.eml";
  report.subject = "Lunch";
  report.verdict.level = Level::Clean;
  EXPECT_EQ(formatted("text", {report}),
            "clean        0.0  a.eml                             Lunch\n"
            "\n"
            "1 message: 1 clean\n");
}

TEST(TextFormat, BareCalendarShowsTitleOfItsFirstEvent) {
  Report report = sample_report();
  report.subject.clear();
  EXPECT_THAT(formatted("text", {report}), HasSubstr("  Your invoice\n"));
}

TEST(TextFormat, SummaryStandsAloneWhenNothingWasPrinted) {
  EXPECT_EQ(formatted("text", {}), "0 messages\n");
}

TEST(TextFormat, SummaryCountsErrors) {
  EXPECT_EQ(formatted("text", {}, {{"x", "cannot be opened"}}),
            "0 messages; 1 error\n");
}

TEST(TextFormat, NothingTheSenderWroteActs) {
  const std::string out = formatted("text", {hostile_report(kHostile)});
  EXPECT_TRUE(is_valid_utf8(out));
  // All that printable() would have escaped is gone, but for our own ends of
  // lines.
  for (std::string_view line : split(out, '\n'))
    EXPECT_EQ(line, printable(line));
  EXPECT_THAT(out, Not(HasSubstr("\nforged line")));
}

TEST(TextFormat, SubjectFitsTheWidth) {
  Report report = sample_report();
  report.subject = std::string(5'000, 'x');
  FormatOptions options;
  options.width = 100;
  const std::string out = formatted("text", {report}, {}, options);
  const std::string first(out.substr(0, out.find('\n')));
  EXPECT_EQ(first.size(), 100u + 2) << first;  // the ellipsis has three bytes
  EXPECT_THAT(first, EndsWith("x\u2026"));
}

TEST(TextFormat, ColourOnlyWhenAsked) {
  FormatOptions options;
  options.color = true;
  EXPECT_THAT(formatted("text", {sample_report()}, {}, options),
              HasSubstr("\x1b[1;31mspam"));
  EXPECT_THAT(formatted("text", {sample_report()}), Not(HasSubstr("\x1b")));
}

TEST(TextFormat, SaysHowManyFindingsWereLeftOut) {
  Report report = sample_report();
  report.finding_count = 12;
  EXPECT_THAT(formatted("text", {report}), HasSubstr("11 findings more\n"));
}

}  // namespace
}  // namespace calspam
