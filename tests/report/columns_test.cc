// SPDX-License-Identifier: MIT
#include "report/columns.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

TEST(Columns, CountsWideLettersTwiceAndMarksNot) {
  EXPECT_EQ(columns("abc"), 3u);
  EXPECT_EQ(columns("\u4f1a\u8b70"), 4u);
  EXPECT_EQ(columns("e\u0301"), 1u);
  EXPECT_EQ(columns("\U0001F4C5"), 2u);
}

TEST(Columns, PadsByColumnsNotBytes) {
  EXPECT_EQ(padded("\u4f1a", 4), "\u4f1a  ");
  EXPECT_EQ(padded("abcdef", 4), "abcdef");
}

TEST(Columns, CutsWithinTheWidth) {
  EXPECT_EQ(fitted("abcdef", 6), "abcdef");
  EXPECT_EQ(fitted("abcdefg", 6), "abcde\u2026");
  EXPECT_EQ(fitted("\u4f1a\u8b70\u4f1a", 4), "\u4f1a\u2026");
}

TEST(Columns, PiledUpMarksAreCut) {
  std::string pile = "a";
  for (int i = 0; i < 10'000; ++i) pile += "\u0301";
  EXPECT_LE(fitted(pile, 20).size(), 20u * 8 + 4);
}

}  // namespace
}  // namespace calspam
