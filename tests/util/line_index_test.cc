// SPDX-License-Identifier: MIT
#include "util/line_index.hh"

#include <gtest/gtest.h>

#include <string>

namespace calspam {

void PrintTo(const LinePosition& position, std::ostream* out) {
  *out << position.line << ":" << position.column;
}

namespace {

// The definition, by brute force.
LinePosition counted_from_start(const std::string& text, std::size_t offset) {
  LinePosition position;
  for (std::size_t i = 0; i < std::min(offset, text.size()); ++i) {
    ++position.column;
    if (text[i] == '\n') position = {position.line + 1, 1};
  }
  return position;
}

TEST(LineIndex, CountsFromOne) {
  LineIndex lines("ab\r\ncd\n\nx");
  EXPECT_EQ(lines.locate(0), (LinePosition{1, 1}));
  EXPECT_EQ(lines.locate(3), (LinePosition{1, 4}));
  EXPECT_EQ(lines.locate(4), (LinePosition{2, 1}));
  EXPECT_EQ(lines.locate(7), (LinePosition{3, 1}));
  EXPECT_EQ(lines.locate(8), (LinePosition{4, 1}));
}

TEST(LineIndex, EmptyInputHasOnePlace) {
  LineIndex lines("");
  EXPECT_EQ(lines.locate(0), (LinePosition{1, 1}));
  EXPECT_EQ(lines.locate(99), (LinePosition{1, 1}));
}

TEST(LineIndex, BeyondTheEndIsTheEnd) {
  LineIndex lines("a\nbc");
  EXPECT_EQ(lines.locate(UINT64_MAX), (LinePosition{2, 3}));
}

TEST(LineIndex, CarriageReturnCountsOnlyWithoutLineFeed) {
  LineIndex old_mac("a\rb\rc");
  EXPECT_EQ(old_mac.locate(4), (LinePosition{3, 1}));
  LineIndex mixed("a\rb\nc");
  EXPECT_EQ(mixed.locate(2), (LinePosition{1, 3}));
}

TEST(LineIndex, AgreesWithCountingWhereverBlocksBegin) {
  std::string text;
  for (int i = 0; text.size() < 20'000; ++i)
    text += std::string(static_cast<std::size_t>(i % 97), 'x') + "\n";
  text += std::string(10'000, 'y') + "\n" + std::string(5'000, '\n');
  LineIndex lines(text);
  for (std::size_t offset = 0; offset <= text.size() + 1; offset += 61)
    ASSERT_EQ(lines.locate(offset), counted_from_start(text, offset)) << offset;
  for (std::size_t block = 4'096; block < text.size(); block += 4'096)
    for (std::size_t offset = block - 1; offset <= block + 1; ++offset)
      ASSERT_EQ(lines.locate(offset), counted_from_start(text, offset))
          << offset;
}

TEST(LineIndex, TextThatEndsAtABlock) {
  const std::string text(8'192, '\n');
  LineIndex lines(text);
  EXPECT_EQ(lines.locate(8'192), (LinePosition{8'193, 1}));
  EXPECT_EQ(lines.locate(4'096), (LinePosition{4'097, 1}));
}

}  // namespace
}  // namespace calspam
