// SPDX-License-Identifier: MIT
#include "evidence/recipients.hh"

#include <gtest/gtest.h>

#include "evidence/observed.hh"
#include "util/hash.hh"

namespace calspam {
namespace {

TEST(Recipients, AreComparedWithoutCaseAndTag) {
  const Observed mail(invitation(""));
  EXPECT_TRUE(is_recipient(mail.subject, "BOB@Example.com"));
  EXPECT_TRUE(is_recipient(mail.subject, "bob+calendar@example.com"));
  EXPECT_FALSE(is_recipient(mail.subject, "rob@example.com"));
  EXPECT_FALSE(is_recipient(mail.subject, ""));
}

TEST(Recipients, AreFoundInTheirDisguises) {
  const Observed mail(invitation(""));
  const auto holds = [&](std::string_view text) {
    return holds_recipient(mail.subject, text, true);
  };
  EXPECT_TRUE(holds("https://x.example/?u=bob@example.com"));
  EXPECT_TRUE(holds("https://x.example/?u=bob%40example.com"));
  EXPECT_TRUE(holds("https://x.example/#Ym9iQGV4YW1wbGUuY29t"));
  EXPECT_TRUE(holds("https://x.example/?u=Ym9iQGV4YW1wbGUuY29t"));
  EXPECT_TRUE(holds("https://x.example/626f62406578616d706c652e636f6d"));
  EXPECT_TRUE(holds("bob_at_example.com-7"));
  EXPECT_TRUE(holds(md5("bob@example.com") + "@sender.example"));
  EXPECT_FALSE(holds_recipient(mail.subject, md5("bob@example.com"), false));
  EXPECT_FALSE(holds("https://x.example/?u=rob@example.com"));
  EXPECT_FALSE(holds("https://example.com/bob"));
}

}  // namespace
}  // namespace calspam
