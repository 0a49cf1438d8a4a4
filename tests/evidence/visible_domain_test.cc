// SPDX-License-Identifier: MIT
#include "evidence/visible_domain.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

TEST(VisibleDomain, IsWhatTheTextNames) {
  EXPECT_EQ(visible_domain("https://www.example.com/login"), "example.com");
  EXPECT_EQ(visible_domain(" www.example.co.uk "), "example.co.uk");
  EXPECT_EQ(visible_domain("example.com"), "example.com");
  EXPECT_EQ(visible_domain("help@example.com"), "example.com");
}

TEST(VisibleDomain, IsNothingForWordsAndFiles) {
  EXPECT_EQ(visible_domain("Join the meeting"), "");
  EXPECT_EQ(visible_domain("see example.com for more"), "");
  EXPECT_EQ(visible_domain("photos.zip"), "");
  EXPECT_EQ(visible_domain("report.pdf"), "");
  EXPECT_EQ(visible_domain("192.0.2.1"), "");
  EXPECT_EQ(visible_domain(""), "");
}

}  // namespace
}  // namespace calspam
