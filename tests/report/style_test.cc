// SPDX-License-Identifier: MIT
#include "report/style.hh"

#include <gmock/gmock.h>

#include "report/columns.hh"

namespace calspam {
namespace {

using ::testing::ElementsAre;

TEST(Style, ShowsNothingThatActs) {
  Style style;
  EXPECT_EQ(style.shown("a\x1b[2J\n\xE2\x80\xAE"), "a\\x1b[2J\\x0a\\u{202e}");
  style.ascii = true;
  EXPECT_EQ(style.shown("caf\xC3\xA9"), "caf\\u{e9}");
}

TEST(Style, PaintsWhereThereIsColour) {
  EXPECT_EQ(Style{}.painted("31", "x"), "x");
  EXPECT_EQ(Style{.color = true}.painted("31", "x"), "\x1b[31mx\x1b[0m");
}

TEST(Style, DrawsWhereItMay) {
  EXPECT_EQ(Style{}.glyph("\u2502", "|"), "|");
  EXPECT_EQ(Style{.drawing = true}.glyph("\u2502", "|"), "\u2502");
  const Style ascii{.drawing = true, .ascii = true};
  EXPECT_EQ(ascii.glyph("\u2502", "|"), "|");
}

TEST(Wrapped, BreaksAtSpacesAndCountsColumns) {
  EXPECT_THAT(wrapped("one two three four five six", 20),
              ElementsAre("one two three four", "five six"));
  // Each of these takes two columns.
  EXPECT_THAT(wrapped("\u65e5\u672c\u65e5\u672c\u65e5 \u672c\u65e5\u672c\u65e5"
                      "\u672c\u65e5",
                      20),
              ElementsAre("\u65e5\u672c\u65e5\u672c\u65e5",
                          "\u672c\u65e5\u672c\u65e5\u672c\u65e5"));
}

TEST(Wrapped, BreaksWordsThatAreTooLong) {
  for (const std::string& line : wrapped(std::string(1'000, 'x') + " y", 30))
    EXPECT_LE(columns(line), 30u);
}

TEST(Table, FitsTheWidth) {
  std::string out;
  add_table(Style{.width = 40}, 2,
            {{"id", "what"}, {"a", std::string(200, 'x')}}, out);
  EXPECT_EQ(out, "  id  what\n  a   " + std::string(33, 'x') + "\u2026\n");
}

TEST(Defanged, LeavesNothingToFollow) {
  EXPECT_EQ(defanged("https://a.evil.example/x.html"),
            "hxxps://a[.]evil[.]example/x.html");
  EXPECT_EQ(defanged("//evil.example/x"), "//evil[.]example/x");
  EXPECT_EQ(defanged("webcal://evil.example"), "wxbcal://evil[.]example");
  EXPECT_EQ(defanged("mailto:a@evil.example"), "mailto:a[@]evil[.]example");
  EXPECT_EQ(defanged("http://u@evil.example/a.b"),
            "hxxp://u[@]evil[.]example/a.b");
}

}  // namespace
}  // namespace calspam
