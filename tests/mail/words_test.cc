// SPDX-License-Identifier: MIT
#include "mail/words.hh"

#include <gtest/gtest.h>

#include "util/text.hh"

namespace calspam {
namespace {

TEST(Words, AreMoreThanAreDecoded) {
  const auto words = [](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "=?a?q?1?= ";
    return text;
  };
  EXPECT_FALSE(has_more_words(words(3), 3));
  EXPECT_TRUE(has_more_words(words(4), 3));
  EXPECT_FALSE(has_more_words(std::string(1'000, '='), 3));
  EXPECT_FALSE(has_more_words(std::string(1'000, 'x') + "=?a?q?1?=", 3));
}

TEST(Words, DecodesBothEncodings) {
  EXPECT_EQ(decode_words("=?UTF-8?B?SGVsbG8=?="), "Hello");
  EXPECT_EQ(decode_words("=?iso-8859-1?q?caf=E9_x?="), "caf\xC3\xA9 x");
  EXPECT_EQ(decode_words("=?utf-8*en?Q?a=5Fb?="), "a_b");
}

TEST(Words, JoinsNeighbours) {
  EXPECT_EQ(decode_words("=?UTF-8?B?SGVsbG8=?= =?UTF-8?B?IHdvcmxk?="),
            "Hello world");
  EXPECT_EQ(decode_words("=?utf-8?q?a?=\t =?iso-8859-1?q?=E9?= b"),
            "a\xC3\xA9 b");
}

TEST(Words, PutsACharacterOfTwoWordsTogether) {
  EXPECT_EQ(decode_words("=?utf-8?q?=C3?= =?utf-8?q?=A9?="), "\xC3\xA9");
}

TEST(Words, TakesPaddingInside) {
  EXPECT_EQ(decode_words("=?utf-8?B?SGVsbG8=IHlvdQ==?="), "Hello you");
}

TEST(Words, TakesWordsGluedToTextAndInQuotes) {
  EXPECT_EQ(decode_words("x=?utf-8?q?a?=y"), "xay");
  EXPECT_EQ(decode_words("\"=?utf-8?q?a b?=\" <c>"), "\"a b\" <c>");
}

TEST(Words, LeavesWhatIsNoWord) {
  for (const char* text : {"=?", "=?utf-8?", "=?utf-8?x?a?=", "=?utf-8?q?a",
                           "a =? b ?= c", "=??q?a?=", ""})
    EXPECT_EQ(decode_words(text), text);
}

TEST(Words, ShowsBytesOfAnUnknownCharset) {
  EXPECT_EQ(decode_words("=?x-none?q?abc?="), "abc");
  EXPECT_TRUE(is_valid_utf8(decode_words("=?x-none?q?=FF=FE?=")));
}

TEST(Words, MakesUndeclaredBytesUtf8) {
  EXPECT_EQ(decode_words("caf\xC3\xA9"), "caf\xC3\xA9");
  EXPECT_EQ(decode_words("caf\xE9"), "caf\xC3\xA9");
}

TEST(Words, StopsAtTheBoundOfWords) {
  EXPECT_EQ(decode_words("=?a?q?1?= =?a?q?2?=", 1), "1 =?a?q?2?=");
}

TEST(Words, IsLinearInHostileText) {
  std::string starts;
  for (int i = 0; i < 500'000; ++i) starts += "=?x?y?";
  EXPECT_TRUE(decode_words(starts) == starts);
  EXPECT_TRUE(decode_words(starts + "?=") == starts + "?=");
  std::string words;
  for (int i = 0; i < 500'000; ++i) words += "=?a?q?b?=";
  EXPECT_LT(decode_words(words).size(), words.size());
}

}  // namespace
}  // namespace calspam
