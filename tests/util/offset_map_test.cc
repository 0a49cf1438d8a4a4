// SPDX-License-Identifier: MIT
#include "util/offset_map.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace calspam {
namespace {

// The base offsets of derived bytes 0..count-1, as text.
std::string bases(const OffsetMap& map, std::uint64_t count) {
  std::string out;
  for (std::uint64_t i = 0; i < count; ++i)
    out += fmt::format("{}{}", i == 0 ? "" : " ", map.base(i));
  return out;
}

std::string text(Span span) {
  return fmt::format("{}-{}", span.begin, span.end);
}

TEST(OffsetMap, IsIdentityByDefault) {
  EXPECT_TRUE(OffsetMap().is_identity());
  EXPECT_EQ(bases(OffsetMap(), 3), "0 1 2");
  EXPECT_EQ(text(OffsetMap().base(Span{2, 5})), "2-5");
}

TEST(OffsetMap, CountsFromItsBase) {
  EXPECT_EQ(bases(OffsetMap(10), 3), "10 11 12");
}

TEST(OffsetMap, DropsPointsThatContinueARun) {
  OffsetMap map;
  map.add(0, 0);
  map.add(5, 5);
  EXPECT_TRUE(map.is_identity());
}

TEST(OffsetMap, SkipsAFold) {
  OffsetMap map(10);
  map.add(4, 17);
  EXPECT_EQ(bases(map, 6), "10 11 12 13 17 18");
}

TEST(OffsetMap, LeavesTheFoldAfterASpanOut) {
  OffsetMap map(10);
  map.add(4, 17);
  EXPECT_EQ(text(map.base(Span{0, 4})), "10-14");
  EXPECT_EQ(text(map.base(Span{0, 5})), "10-18");
}

TEST(OffsetMap, FollowsBase64) {
  OffsetMap map;
  map.add(0, 100, 3, 4);
  EXPECT_EQ(bases(map, 7), "100 101 102 104 105 106 108");
  EXPECT_EQ(text(map.base(Span{0, 1})), "100-102");
  EXPECT_EQ(text(map.base(Span{0, 3})), "100-104");
  EXPECT_EQ(text(map.base(Span{2, 3})), "102-104");
}

TEST(OffsetMap, FollowsWideCharacters) {
  OffsetMap map;
  map.add(0, 2, 1, 2);  // UTF-16 after its mark
  EXPECT_EQ(text(map.base(Span{0, 3})), "2-8");
}

TEST(OffsetMap, NeverPassesTheNextPoint) {
  OffsetMap map;
  map.add(0, 0, 3, 4);
  map.add(4, 5);
  EXPECT_EQ(bases(map, 5), "0 1 2 4 5");
  EXPECT_EQ(text(map.base(Span{3, 4})), "4-5");
}

TEST(OffsetMap, NeverPassesItsEnd) {
  OffsetMap map(10);
  map.close(12);
  EXPECT_EQ(bases(map, 4), "10 11 12 12");
}

TEST(OffsetMap, ReplacesAPointAtTheSamePlace) {
  OffsetMap map;
  map.add(3, 5);
  map.add(3, 9);
  EXPECT_EQ(bases(map, 5), "0 1 2 9 10");
}

TEST(OffsetMap, GivesAnEmptySpanForAnEmptySpan) {
  EXPECT_EQ(text(OffsetMap(7).base(Span{2, 2})), "9-9");
}

TEST(OffsetChain, GoesThroughEveryDerivation) {
  OffsetChain chain;
  chain.derive(OffsetMap(100));  // the body in the input
  OffsetMap base64;
  base64.add(0, 0, 3, 4);
  chain.derive(std::move(base64));
  chain.derive(OffsetMap(3));  // a byte order mark left out
  EXPECT_EQ(chain.base(0), 104u);
  EXPECT_EQ(text(chain.base(Span{0, 3})), "104-108");
}

TEST(OffsetChain, SharesNothingWithItsCopy) {
  OffsetChain parent;
  parent.derive(OffsetMap(50));
  OffsetChain child = parent;
  child.derive(OffsetMap(5));
  EXPECT_EQ(parent.base(0), 50u);
  EXPECT_EQ(child.base(0), 55u);
}

}  // namespace
}  // namespace calspam
