// SPDX-License-Identifier: MIT
#include "engine/arena.hh"

#include <gtest/gtest.h>

#include <string>

namespace calspam {
namespace {

RawMessage message(std::string_view bytes) {
  RawMessage raw;
  raw.origin = {"in.mbox", "a/b.eml", 4711, 17};
  raw.kind = RawKind::Calendar;
  raw.bytes = bytes;
  raw.full_size = bytes.size() + 1;
  return raw;
}

TEST(Arena, GivesBackWhatWasLaidDown) {
  Arena arena(1 << 20);
  const auto first = arena.add(message("one"));
  const auto second = arena.add(message(""));
  ASSERT_TRUE(first && second);
  const RawMessage read = arena.at(*first);
  EXPECT_EQ(read.origin, message("").origin);
  EXPECT_EQ(read.bytes, "one");
  EXPECT_EQ(read.kind, RawKind::Calendar);
  EXPECT_EQ(read.full_size, 4u);
  EXPECT_EQ(arena.at(*second).bytes, "");
}

TEST(Arena, TakesNoMoreThanItHolds) {
  Arena arena(4096);
  EXPECT_FALSE(arena.add(message(std::string(4096, 'x'))));
  EXPECT_TRUE(arena.add(message(std::string(2000, 'x'))));
  EXPECT_FALSE(arena.add(message(std::string(2000, 'x'))));
  arena.clear();
  EXPECT_TRUE(arena.empty());
  EXPECT_TRUE(arena.add(message(std::string(2000, 'x'))));
}

TEST(Arena, IsCleanAfterALargeMessage) {
  Arena arena(64u << 20);
  ASSERT_TRUE(arena.add(message(std::string(32u << 20, 'x'))));
  arena.clear();
  const auto again = arena.add(message("small"));
  ASSERT_TRUE(again);
  EXPECT_EQ(arena.at(*again).bytes, "small");
}

}  // namespace
}  // namespace calspam
