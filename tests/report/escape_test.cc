// SPDX-License-Identifier: MIT
#include "report/escape.hh"

#include <gmock/gmock.h>

#include "report/sample_report.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(HtmlText, HasNoMarkupLeft) {
  EXPECT_EQ(html_text("<b a=\"x\" b='y' c=`z`>&amp;"),
            "&lt;b a=&#34;x&#34; b=&#39;y&#39; c=&#96;z&#96;&gt;&amp;amp;");
}

TEST(HtmlText, PrintsWhatWouldActAndCuts) {
  EXPECT_EQ(html_text("a\u202Eb\x1b"), "a\\u{202e}b\\x1b");
  EXPECT_EQ(html_text("&&&&", 10), "&amp;&amp;\u2026");
  EXPECT_EQ(html_text("abcd", 4), "abcd");
  EXPECT_EQ(html_text("\u00e9\u00e9", 3), "\u00e9\u2026");
}

TEST(MarkdownCode, FenceIsLongerThanAnyInside) {
  EXPECT_EQ(markdown_code("plain"), "`plain`");
  EXPECT_EQ(markdown_code("a``b"), "```a``b```");
  EXPECT_EQ(markdown_code("`a"), "`` `a ``");
}

TEST(MarkdownCode, CellStaysACell) {
  EXPECT_EQ(markdown_code("a|b\nc"), "`a\uFF5Cb\\x0ac`");
  EXPECT_EQ(markdown_code(""), "\u2013");
}

TEST(CsvCell, QuotesAreDoubled) {
  EXPECT_EQ(csv_cell("a,\"b\""), "\"a,\"\"b\"\"\"");
}

TEST(CsvCell, FormulasAreDisarmed) {
  for (const char* formula : {"=1+1", "+1", "-1", "@SUM(A1)", " =1", "\uFF1D1",
                              "\uFF0B1", "\uFF0D1", "\uFF201"})
    EXPECT_THAT(csv_cell(formula), ::testing::StartsWith("\"'")) << formula;
  EXPECT_EQ(csv_cell("\t=1"), "\"\\x09=1\"");  // a control is no control here
  EXPECT_EQ(csv_cell("a=1"), "\"a=1\"");
}

TEST(DefangedText, LinksInATextAreDefanged) {
  EXPECT_EQ(defanged_text("see http://a.example/x.y, or not"),
            "see hxxp://a[.]example/x.y, or not");
  EXPECT_EQ(defanged_text("no link. At all"), "no link. At all");
}

TEST(JsonWithoutActing, EscapesWhatActs) {
  EXPECT_EQ(json_without_acting("\"\u202E\u00e9\""), "\"\\u202e\u00e9\"");
}

TEST(Harmless, LeavesAddressesAndNumbersAsTheyAre) {
  EXPECT_EQ(harmless_text("mailto:a@b.example, tel:+12025550101 and "
                          "https://c.example/d"),
            "mailto:a@b.example, tel:+12025550101 and hxxps://c[.]example/d");
}

}  // namespace
}  // namespace calspam
