// SPDX-License-Identifier: MIT
#include "mail/header_field.hh"

#include <gtest/gtest.h>

#include "util/text.hh"

namespace calspam {
namespace {

HeaderBlock block(std::string_view text, const Limits& limits = {}) {
  return read_header_block(text, {0, text.size()},
                           text.find('\n') != std::string_view::npos, limits);
}

// "name=value" a line, then the body after "--", then what is odd.
std::string shown(std::string_view text) {
  const HeaderBlock read = block(text);
  std::string out;
  for (const Header& field : read.fields)
    out += field.name + "=" + printable(field.value) + "\n";
  out += "--" + printable(text.substr(read.end));
  for (const Anomaly& anomaly : read.anomalies)
    out += " !" + std::string(anomaly.kind->id);
  return out;
}

TEST(HeaderBlock, SplitsFieldsAndFolds) {
  EXPECT_EQ(shown("A: b\r\n\tc\r\nD:\r\n\r\nbody"),
            "A= b\\x0d\\x0a\\x09c\nD=\n--body");
  EXPECT_EQ(shown("A: b\n\nbody"), "A= b\n--body");
  EXPECT_EQ(shown("A: b\r\rbody"), "A= b\n--body");
  EXPECT_EQ(shown("A: b\r\r\nC: d\r\r\n\r\r\nbody"), "A= b\nC= d\n--body");
}

TEST(HeaderBlock, EndsWithItsText) {
  EXPECT_EQ(shown("A: b"), "A= b\n--");
  EXPECT_EQ(shown("A: b\r\n"), "A= b\n--");
  EXPECT_EQ(shown(""), "--");
}

TEST(HeaderBlock, TakesALineOfBlanksAsEmpty) {
  EXPECT_EQ(shown("A: b\n\n \nbody"), "A= b\n-- \\x0abody");
}

TEST(HeaderBlock, SkipsJunkAmongFields) {
  EXPECT_EQ(shown("A: b\njunk\nC: d\n\nbody"),
            "A= b\nC= d\n--body !mime-header-junk");
  EXPECT_EQ(shown("A: b\n>From x\nC: d\n\nbody"),
            "A= b\nC= d\n--body !mime-header-from-line");
}

TEST(HeaderBlock, StartsTheBodyAtJunkWithoutFieldsAfterIt) {
  EXPECT_EQ(shown("A: b\nHello Ann,\nhow are you\n"),
            "A= b\n--Hello Ann,\\x0ahow are you\\x0a "
            "!mime-header-no-empty-line");
}

TEST(HeaderBlock, NotesOddSpelling) {
  EXPECT_EQ(shown("A : b\n\n"), "A= b\n-- !mime-header-space-before-colon");
  EXPECT_EQ(shown(" x\nA: b\n\n"), "A= b\n-- !mime-header-leading-fold");
  EXPECT_EQ(shown("A: \xE9\n\n"), "A= \\xe9\n-- !mime-header-8bit");
  EXPECT_EQ(shown(std::string("A: \0\n\n", 6)),
            "A= \\x00\n-- !mime-header-nul");
}

TEST(HeaderBlock, SeesAFieldAfterABareCarriageReturn) {
  EXPECT_EQ(shown("A: b\rC: d\r\n\r\n"), "A= b\nC= d\n-- !mime-header-bare-cr");
  EXPECT_EQ(shown("A: b\rc\r\n\r\n"), "A= b\\x0dc\n-- !mime-header-bare-cr");
}

TEST(HeaderBlock, KeepsAFromLineApart) {
  const HeaderBlock read = block("From a b\nA: b\n\n");
  EXPECT_EQ(read.mbox_from, "From a b");
  EXPECT_EQ(read.begin, 9u);
  EXPECT_EQ(read.fields.size(), 1u);
}

TEST(HeaderBlock, StopsAtTheBoundOfItsSize) {
  Limits limits;
  limits.header_block_bytes = 100;
  std::string text;
  for (int i = 0; i < 100; ++i) text += "A: b\n";
  const HeaderBlock read = block(text + "\nbody", limits);
  EXPECT_FALSE(read.complete);
  EXPECT_EQ(read.end, text.size() + 1);
  EXPECT_LT(read.fields.size(), 25u);
}

TEST(HeaderBlock, IsLinearInHostileText) {
  const std::string crs(1'000'000, '\r');
  EXPECT_EQ(block("A: b\n" + crs).fields.size(), 1u);
  std::string names;
  for (int i = 0; i < 300'000; ++i) names += "a\r";
  EXPECT_EQ(block("A: b\n" + names).fields.size(), 1u);
  const std::string folded = "A: " + std::string(1'000'000, 'x') + "\n";
  EXPECT_EQ(block(folded + "\n").fields[0].value.size(), 1'000'001u);
}

TEST(HeaderField, UnfoldsValues) {
  EXPECT_EQ(unfolded("a\r\n b\n\tc"), "a b\tc");
}

}  // namespace
}  // namespace calspam
