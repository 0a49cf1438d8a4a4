// SPDX-License-Identifier: MIT
#include "util/raw_message.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

TEST(Origin, IsNamedAsTheUserNamedIt) {
  EXPECT_EQ((Origin{"invite.eml", "", 0, 0}).name(), "invite.eml");
  EXPECT_EQ((Origin{"inbox.mbox", "", 512, 17}).name(), "inbox.mbox#17");
  EXPECT_EQ((Origin{"samples.zip", "a/b.eml", 0, 0}).name(),
            "samples.zip!a/b.eml");
  EXPECT_EQ((Origin{"-", "", 0, 2}).name(), "-#2");
}

}  // namespace
}  // namespace calspam
