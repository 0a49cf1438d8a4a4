// SPDX-License-Identifier: MIT
#include "engine/abuse_desk.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

AbuseOutcome outcome() {
  AbuseOutcome out;
  out.what = AbuseOutcome::What::Written;
  out.mail.bytes = "0123456789";
  out.mail.id = std::string(32, 'a');
  out.mail.draft = false;
  out.mail.incidents = {{3, "  Incidents: ", "\r\n"}, {7, "Incidents: ", "\n"}};
  out.mail.notes = {"a note\nof two lines\t"};
  out.addressees.used = {
      {Addressee::How::Cfbl, "fbl@a.example", false, "since"}};
  out.addressees.proposals = {
      {Addressee::How::Heuristic, "abuse@b.example", false, "perhaps"}};
  out.addressees.refused = {{"c@c.example", "no"}};
  out.uids = {"1@a.example"};
  out.origin = "a.eml";
  out.provider = "fbl@a.example";
  return out;
}

TEST(AbuseOutcome, TravelsWhole) {
  const AbuseOutcome sent = outcome();
  const auto got = unpacked_outcome(packed_outcome(sent), sent.mail.bytes);
  ASSERT_TRUE(got);
  EXPECT_EQ(got->what, sent.what);
  EXPECT_EQ(got->mail.id, sent.mail.id);
  EXPECT_FALSE(got->mail.draft);
  EXPECT_EQ(got->addressees.used.at(0).address, "fbl@a.example");
  EXPECT_EQ(got->addressees.proposals.at(0).why, "perhaps");
  EXPECT_EQ(got->addressees.refused.at(0).why, "no");
  EXPECT_EQ(got->uids, sent.uids);
  EXPECT_EQ(got->origin, sent.origin);
  EXPECT_EQ(with_incidents(got->mail, 5), with_incidents(sent.mail, 5));
  // What a note holds is one line by then.
  EXPECT_EQ(got->mail.notes.at(0), "a note\\x0aof two lines\\x09");
}

// A worker that was taken over may send anything.
TEST(AbuseOutcome, IsNothingWhereItMakesNoSense) {
  const std::string packed = packed_outcome(outcome());
  for (const std::string& text :
       {std::string("what\t9\t0\t\n"), std::string("what\t0\t0\t\n"),
        std::string("what\tx\t0\t\n"), std::string("one word\n"),
        std::string("id\t../../etc/passwd\t\t\n"), "id\tabc\t\t\n" + packed,
        packed + "incidents\t99999\tx\tlf\n", packed + "to\ta@b\t7\tx\n",
        packed + "incidents\t1\tx\tlf\n"})
    EXPECT_FALSE(unpacked_outcome(text, "0123456789")) << text;
}

}  // namespace
}  // namespace calspam
