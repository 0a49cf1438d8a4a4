// SPDX-License-Identifier: MIT
#include "provenance/tag_list.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

std::string told(std::string_view text) {
  const TagList list = parse_tags(text, 10);
  std::string out;
  for (const TagList::Tag& tag : list.tags)
    out += tag.name + "=" + tag.value + "|";
  return out + list.fault;
}

TEST(TagList, TakesWhiteSpaceAndALastSemicolon) {
  EXPECT_EQ(told(" v = 1 ;\r\n a=rsa-sha256;b=AA\r\n BB; "),
            "v=1|a=rsa-sha256|b=AA\r\n BB|");
  EXPECT_EQ(parse_tags("b=AA\r\n BB", 10).packed("b"), "AABB");
  EXPECT_EQ(told("p="), "p=|");
  EXPECT_EQ(told("a=b=c"), "a=b=c|");
}

TEST(TagList, SaysWhatIsNoList) {
  EXPECT_EQ(told(""), "has no tags");
  EXPECT_EQ(told("v=1;;a=x"), "v=1|\"\" is no tag");
  EXPECT_EQ(told("v=1; word"), "v=1|\"word\" is no tag");
  EXPECT_EQ(told("1=x"), "\"1=x\" is no tag");
  EXPECT_EQ(told("a=1; a=1"), "a=1|a= is given twice");
  EXPECT_EQ(told("a=1; A=1"), "a=1|A=1|");  // tags are case-sensitive
}

TEST(TagList, SignatureIsEmptiedAloneAndInPlace) {
  EXPECT_EQ(without_signature("X: bh=b; b=AA\r\n BB; c=b"), "X: bh=b; b=; c=b");
  EXPECT_EQ(without_signature("X: a=1;\r\n\tb =AA="), "X: a=1;\r\n\tb =");
  EXPECT_EQ(without_signature("X: a=1"), "X: a=1");
}

TEST(TagList, NumbersAreDigitsAlone) {
  EXPECT_EQ(parse_digits("0012"), 12);
  EXPECT_FALSE(parse_digits(""));
  EXPECT_FALSE(parse_digits("-1"));
  EXPECT_FALSE(parse_digits("1x"));
  EXPECT_FALSE(parse_digits("9999999999999999999"));
}

}  // namespace
}  // namespace calspam
