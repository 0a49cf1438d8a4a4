// SPDX-License-Identifier: MIT
#include "detect/clauses.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

TEST(Clauses, AreNamedInAnySpelling) {
  EXPECT_TRUE(same_clause("6.2.c.1", "6.2 c.1"));
  EXPECT_TRUE(same_clause("a.1 6", "A.1 (6)"));
  EXPECT_FALSE(same_clause("6.2 a", "6.2 action a"));
  EXPECT_FALSE(same_clause("7 c", "7 c links"));
}

TEST(Clauses, HoldWhatIsBelowThem) {
  EXPECT_TRUE(is_within_clause("7 c links", "7 c"));
  EXPECT_TRUE(is_within_clause("7 c", "7 c"));
  EXPECT_FALSE(is_within_clause("7 c", "7 c links"));
  EXPECT_FALSE(is_within_clause("7.1 a", "7 a"));
}

TEST(Clauses, AreReadInOrder) {
  const auto clauses = parse_clauses(
      "- id: \"7 a\"\n  says: 'x'\n- id: \"7 b\"\n  says: 'y'\n", "c.yaml");
  ASSERT_TRUE(clauses) << clauses.error().text();
  ASSERT_EQ(clauses->size(), 2u);
  EXPECT_EQ((*clauses)[1].id, "7 b");
  EXPECT_EQ((*clauses)[1].says, "y");
}

TEST(Clauses, FaultsNameTheirPlace) {
  const auto twice = parse_clauses(
      "- id: \"7 a\"\n  says: 'x'\n- id: \"7.a\"\n  says: 'y'\n", "c.yaml");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().text(),
            "c.yaml:3:3: clause \"7.a\" stands here twice");
  EXPECT_FALSE(parse_clauses("id: 7\n", "c.yaml"));
  EXPECT_FALSE(parse_clauses("- id: \"7\"\n", "c.yaml"));
}

}  // namespace
}  // namespace calspam
