// SPDX-License-Identifier: MIT
#include "lint/unified_diff.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

TEST(UnifiedDiff, SaysNothingOfWhatIsTheSame) {
  EXPECT_EQ(unified_diff("a", "x\ny\n", "x\ny\n"), "");
  EXPECT_EQ(unified_diff("a", "", ""), "");
}

TEST(UnifiedDiff, ShowsLinesWithTheirSurroundings) {
  EXPECT_EQ(unified_diff("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
                         "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"),
            "--- a\n+++ a (mended)\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n"
            " 6\n 7\n 8\n");
}

TEST(UnifiedDiff, PartsWhatLiesApart) {
  std::string before, after;
  for (int i = 0; i < 30; ++i) {
    before += std::to_string(i) + "\n";
    if (i == 5) after += "new\n";
    if (i != 25) after += std::to_string(i) + "\n";
  }
  EXPECT_EQ(unified_diff("a", before, after),
            "--- a\n+++ a (mended)\n@@ -3,6 +3,7 @@\n 2\n 3\n 4\n+new\n 5\n"
            " 6\n 7\n@@ -23,7 +24,6 @@\n 22\n 23\n 24\n-25\n 26\n 27\n 28\n");
}

TEST(UnifiedDiff, ShowsLineEndsThatChanged) {
  EXPECT_EQ(unified_diff("a", "x\n", "x\r\n"),
            "--- a\n+++ a (mended)\n@@ -1 +1 @@\n-x\n+x\\x0d\n");
}

TEST(UnifiedDiff, IsPrintable) {
  const std::string diff = unified_diff("a\x1b[1m", "\x1b[31mred", "b");
  EXPECT_EQ(diff.find('\x1b'), std::string::npos);
  EXPECT_NE(diff.find("\\ No newline at end of file"), std::string::npos);
}

TEST(UnifiedDiff, TakesWhatHasNothingInCommon) {
  std::string before, after;
  for (int i = 0; i < 5'000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  EXPECT_NE(unified_diff("a", before, after).find("@@ -1,5000 +1,5000 @@"),
            std::string::npos);
}

}  // namespace
}  // namespace calspam
