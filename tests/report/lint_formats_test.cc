// SPDX-License-Identifier: MIT
#include "report/lint_formats.hh"

#include <gmock/gmock.h>

#include <memory>

#include "lint/families.hh"
#include "report/sample_report.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

/// A report with one finding, which has `text` wherever a sender could put it.
Report linted(const std::string& text) {
  LintRow row;
  row.check = &check_families().front()->checks.front();
  row.level = LintLevel::Error;
  row.key = row.message = row.part = row.property = row.shown = text;
  row.lowered = text;
  row.fingerprint = "0123456789abcdef";
  row.line = row.column = row.end_line = row.end_column = 1;
  LintReport report;
  report.rows = {row};
  report.counts = {0, 0, 1};
  Report record;
  record.origin.path = text;
  record.lint = std::make_shared<const LintReport>(std::move(report));
  return record;
}

std::string printed(const Format& format, const Report& record) {
  FormatRun run;
  std::string out;
  format.begin(run, out);
  add_message(format, run, record, out);
  format.end(run, {}, out);
  return out;
}

TEST(LintFormats, NothingThatIsLintedActs) {
  for (const Format& format : lint_formats()) {
    const std::string out = printed(format, linted(kHostile));
    for (std::string_view line : split(out, '\n'))
      EXPECT_EQ(printable(line), line) << format.name;
  }
}

TEST(LintFormats, AnAnnotationOfGitHubIsOneLine) {
  const std::string out =
      printed(*find_lint_format("github"), linted("a::b,c\n::error::100%"));
  EXPECT_THAT(out, StartsWith("::error file=a%3A%3Ab%2Cc\\x0a%3A%3Aerror%3A%3A"
                              "100%25,line=1,endLine=1,"));
  EXPECT_THAT(out, HasSubstr("::a::b,c\\x0a::error::100%25. "));
}

}  // namespace
}  // namespace calspam
