// SPDX-License-Identifier: MIT
#include "report/csv.hh"

#include <gmock/gmock.h>

#include "report/sample_report.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(CsvFormat, HeaderAndARowAMessage) {
  const std::string out = formatted("csv", {sample_report()});
  EXPECT_THAT(out, StartsWith("\"origin\",\"level\",\"score\","));
  EXPECT_THAT(out, HasSubstr("\r\n\"inbox.mbox#17\",\"spam\",\"7.50\","
                             "\"attack\",\"callback\",\"high\",\"no\","));
  EXPECT_THAT(out, HasSubstr("\"'+12025550101\""));
}

TEST(CsvFormat, EveryRecordHasTheSameCells) {
  const std::string out =
      formatted("csv", {sample_report(), hostile_report(kHostile), Report{}});
  std::size_t cells = 0;
  const auto records = split(trimmed(out), '\n');
  ASSERT_EQ(records.size(), 4u);
  for (std::string_view record : records) {
    bool quoted = false;
    std::size_t here = 1;
    for (char c : record) {
      if (c == '"') quoted = !quoted;
      if (c == ',' && !quoted) ++here;
    }
    EXPECT_FALSE(quoted);
    if (cells == 0) cells = here;
    EXPECT_EQ(here, cells);
  }
}

TEST(CsvFormat, NoCellIsAFormula) {
  for (const char* formula : {"=cmd|'/c calc'!A0", "@SUM(1)", "+1", "-1"})
    for (std::string_view cell :
         {",\"=", ",\"@", ",\"+", ",\"-", "\n\"=", "\n\"@", "\n\"+", "\n\"-"})
      EXPECT_THAT(formatted("csv", {hostile_report(formula)}),
                  ::testing::Not(HasSubstr(std::string(cell))));
}

}  // namespace
}  // namespace calspam
