// SPDX-License-Identifier: MIT
#include "ical/content_line.hh"

#include <gtest/gtest.h>

#include "dump.hh"

namespace calspam {
namespace {

// The content lines of a text, with '|' between; "#id" for each anomaly.
std::string lines_of(std::string_view text, const Limits& limits = {}) {
  Anomalies anomalies;
  AnomalyLog log(anomalies);
  ContentLines lines(text, limits, log);
  ContentLine line;
  std::string out;
  while (lines.next(line)) {
    if (!out.empty()) out += '|';
    out += printable(line.text);
  }
  const std::string found = ids(anomalies);
  return found.empty() ? out : out + " #" + found;
}

TEST(ContentLines, EndAtCrLf) {
  EXPECT_EQ(lines_of("A:1\r\nB:2\r\n"), "A:1|B:2");
}

TEST(ContentLines, EndAtLf) {
  EXPECT_EQ(lines_of("A:1\nB:2\n"), "A:1|B:2 #ical-line-end-lf");
}

TEST(ContentLines, EndAtCr) {
  EXPECT_EQ(lines_of("A:1\rB:2\r"), "A:1|B:2 #ical-line-end-cr");
}

TEST(ContentLines, EndAtLfCr) {
  EXPECT_EQ(lines_of("A:1\n\rB:2\n\r C\n\r"), "A:1|B:2C #ical-line-end-lf-cr");
}

TEST(ContentLines, EndAtDoubledCr) {
  EXPECT_EQ(lines_of("A:1\r\r\nB:2\r\r\n"), "A:1|B:2 #ical-line-end-doubled");
}

TEST(ContentLines, MayMixEnds) {
  EXPECT_EQ(lines_of("A:1\r\nB:2\nC:3"), "A:1|B:2|C:3 #ical-line-end-mixed");
}

TEST(ContentLines, LoneCrIsAmbiguous) {
  EXPECT_EQ(lines_of("A:1\rURL:2\r\nC:3\r\n"), "A:1|URL:2|C:3 #ical-bare-cr");
}

TEST(ContentLines, UnfoldWithSpaceAndTab) {
  EXPECT_EQ(lines_of("A:1\r\n 2\r\n\t3\r\n  4\r\n"), "A:123 4");
}

TEST(ContentLines, FoldGoesOnAfterBlankLine) {
  EXPECT_EQ(lines_of("A:1\r\n\r\n 2\r\n"),
            "A:12 #ical-blank-line ical-blank-line-fold");
}

TEST(ContentLines, BlankLinesAreNoted) {
  EXPECT_EQ(lines_of("A:1\r\n\r\n\r\nB:2\r\n"), "A:1|B:2 #ical-blank-line");
}

TEST(ContentLines, FirstLineMayBeginWithSpace) {
  EXPECT_EQ(lines_of(" A:1\r\n"), "A:1 #ical-leading-space");
}

TEST(ContentLines, JoinCharacterSplitByFold) {
  EXPECT_EQ(lines_of("A:caf\xC3\r\n \xA9\r\n"),
            "A:café #ical-fold-in-character");
}

TEST(ContentLines, ManyTinyPiecesAreOdd) {
  EXPECT_EQ(
      lines_of("A:ht\r\n tps\r\n ://\r\n ev\r\n il.\r\n exa\r\n mple\r\n"),
      "A:https://evil.example #ical-fold-split");
}

TEST(ContentLines, KeepNulAndSayIt) {
  EXPECT_EQ(lines_of(std::string_view("A:1\0 2\r\n", 8)),
            "A:1\\x00 2 #ical-control-character");
}

TEST(ContentLines, SayWhatIsNotUtf8) {
  EXPECT_EQ(lines_of("A:\xE9\r\n"), "A:\\xe9 #ical-not-utf-8");
}

TEST(ContentLines, SkipByteOrderMark) {
  EXPECT_EQ(lines_of("\xEF\xBB\xBF"
                     "A:1\r\n"),
            "A:1 #ical-byte-order-mark");
}

TEST(ContentLines, EmptyTextHasNone) {
  EXPECT_EQ(lines_of(""), "");
}

TEST(ContentLines, CutLongLineAtItsLimit) {
  Limits limits;
  limits.content_line_bytes = 4;
  EXPECT_EQ(lines_of("A:12\r\n 345\r\nB:1\r\n", limits),
            "A:12|B:1 #ical-limit-line");
}

TEST(ContentLines, CutTextAtItsLimit) {
  Limits limits;
  limits.calendar_bytes = 5;
  EXPECT_EQ(lines_of("A:1\r\nB:1\r\n", limits), "A:1 #ical-limit-bytes");
}

TEST(ContentLine, KeepsPlacesAcrossFolds) {
  const std::string text = "A:ab\r\n cd\r\nB:1\r\n";
  Anomalies anomalies;
  AnomalyLog log(anomalies);
  const Limits limits;
  ContentLines lines(text, limits, log);
  ContentLine line;
  ASSERT_TRUE(lines.next(line));
  EXPECT_EQ(line.span, (Span{0, 9}));
  EXPECT_EQ(line.base(3, 5), (Span{3, 8}));
  EXPECT_EQ(line.base(4, 5), (Span{7, 8}));
  ASSERT_TRUE(lines.next(line));
  EXPECT_EQ(line.line, 3u);
}

}  // namespace
}  // namespace calspam
