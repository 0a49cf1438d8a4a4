// SPDX-License-Identifier: MIT
#include "evidence/campaign_keys.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evidence/observed.hh"
#include "util/hash.hh"

namespace calspam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

CampaignKeys keys(std::string_view event, std::string_view headers = "") {
  const std::string lines =
      "ORGANIZER:mailto:Ann@sender.example\r\n"
      "DESCRIPTION:we go through the plan of the second quarter\\, please "
      "bring the figures and the list of questions\r\n" +
      std::string(event);
  return campaign_keys(Observed(invitation(lines, headers)).subject);
}

TEST(CampaignKeys, NameWhatAMessageCanShare) {
  const CampaignKeys found = keys(
      "COMMENT:call +1 202 555 0143 or see https://pay.rotating.test/x and "
      "https://www.sender.example/\r\n"
      "ATTACH;ENCODING=BASE64;VALUE=BINARY:JVBERi0xLjQK\r\n");
  EXPECT_THAT(found.organizers, ElementsAre("ann@sender.example"));
  EXPECT_THAT(found.tenants, ElementsAre("sender.example"));
  EXPECT_THAT(found.phones, ElementsAre("+12025550143"));
  EXPECT_THAT(found.link_domains, ElementsAre("rotating.test"));
  EXPECT_THAT(found.files, ElementsAre(sha256("%PDF-1.4\n")));
  EXPECT_THAT(found.uids, SizeIs(1));
  EXPECT_THAT(found.recipients,
              ElementsAre(sha256("bob@example.com").substr(0, 16)));
}

TEST(CampaignKeys, KnowTenantsByTheirSignature) {
  const CampaignKeys found =
      keys("",
           "DKIM-Signature: v=1; d=shop-test.20251104.gappssmtp.com; s=x\r\n"
           "X-OriginatorOrg: Other.example\r\n");
  EXPECT_THAT(found.tenants, ElementsAre("other.example", "sender.example",
                                         "shop-test.20251104.gappssmtp.com"));
}

TEST(CampaignKeys, LeaveOutWhatMeetingServicesWrite) {
  const std::string details =
      "________________________________\\nJoin now https://teams.microsoft.com"
      "/l/1 or dial +1 202 555 0199 the conference number is on the card of "
      "this meeting and the rest of the words are everybody's as well\\n"
      "________________________________";
  ASSERT_THAT(keys("").text_bands, SizeIs(12));
  const CampaignKeys with = keys("COMMENT:" + details + "\r\n");
  EXPECT_THAT(with.phones, IsEmpty());
  EXPECT_EQ(with.text_bands, keys("").text_bands);
  // Rules around anything else hide nothing.
  const CampaignKeys other =
      keys("COMMENT:________________ +1 202 555 0143 ________________\r\n");
  EXPECT_THAT(other.phones, ElementsAre("+12025550143"));
}

TEST(CampaignKeys, AreBounded) {
  std::string lines;
  for (int i = 0; i < 100; ++i)
    lines += fmt::format(
        "COMMENT:https://d{}.test/\r\nATTENDEE:mailto:a{}@x.example\r\n", i, i);
  const CampaignKeys found = keys(lines);
  EXPECT_THAT(found.link_domains, SizeIs(8));
  EXPECT_THAT(found.attendees, SizeIs(16));
  EXPECT_GE(found.attendee_count, 100u);
}

}  // namespace
}  // namespace calspam
