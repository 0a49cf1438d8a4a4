// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "evidence/observed.hh"

namespace calspam {
namespace {

std::string verdict(std::string_view field) {
  return Observed(invitation("", std::string(field) + "\r\n"))
      .fact("upstream.verdicts");
}

TEST(Upstream, IsUnknownWhenNobodySaidAnything) {
  const Observed observed(invitation(""));
  EXPECT_EQ(observed.fact("upstream.verdicts"), "unknown");
  EXPECT_EQ(observed.fact("upstream.spam"), "unknown");
}

TEST(Upstream, ReadsTheDialects) {
  EXPECT_EQ(verdict("X-Spam-Status: Yes, score=9.1 required=5.0"),
            "spamassassin: spam");
  EXPECT_EQ(verdict("X-Spam-Flag: NO"), "spam-flag: ham");
  EXPECT_EQ(verdict("X-MS-Exchange-Organization-SCL: 9"), "exchange: spam");
  EXPECT_EQ(verdict("X-MS-Exchange-Organization-SCL: -1"), "exchange: ham");
  EXPECT_EQ(verdict("X-Forefront-Antispam-Report: CIP:192.0.2.1;SFV:SPM;SCL:5"),
            "microsoft: spam");
  EXPECT_EQ(verdict("X-Proofpoint-Spam-Details: rule=notspam score=0"),
            "proofpoint: ham");
  EXPECT_EQ(verdict("X-Spamd-Result: default: False [1.20 / 15.00]"),
            "rspamd: ham");
  EXPECT_EQ(verdict("X-Gmail-Labels: Inbox,Spam"), "folder: spam");
}

TEST(Upstream, SaysNothingOfWordsItDoesNotKnow) {
  EXPECT_EQ(verdict("X-Spam-Status: maybe"), "unknown");
  EXPECT_EQ(verdict("X-MS-Exchange-Organization-SCL: 3"), "unknown");
}

}  // namespace
}  // namespace calspam
