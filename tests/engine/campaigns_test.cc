// SPDX-License-Identifier: MIT
#include "engine/campaigns.hh"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "engine/campaign_findings.hh"
#include "evidence/campaign_keys.hh"

namespace calspam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A batch of messages, told by what they have.
class Batch {
 public:
  explicit Batch(const CampaignLimits& limits = {})
      : campaigns_([](std::string_view d) { return d == "meet.example"; },
                   limits) {}

  /// The next message: a minute after the last, to a recipient of its own.
  CampaignKeys& next() {
    flush();
    keys_ = std::make_shared<CampaignKeys>();
    ++count_;
    keys_->uids = {fmt::format("uid-{}", count_)};
    keys_->recipients = {fmt::format("{:016x}", count_)};
    return *keys_;
  }
  CampaignSummary summary() {
    flush();
    return campaigns_.summary();
  }
  Level level = Level::Clean;
  std::int64_t seconds_between = 60;

 private:
  void flush() {
    if (!keys_) return;
    Report report;
    report.origin.path = fmt::format("m{}.eml", count_);
    report.sha256 = fmt::format("{:064x}", count_);
    report.time = iso_instant(1'772'000'000 + count_ * seconds_between);
    report.verdict.level = level;
    report.verdict.score = static_cast<double>(count_ % 7);
    report.campaign = std::exchange(keys_, nullptr);
    campaigns_.add(campaign_digest(report));
  }

  Campaigns campaigns_;
  std::shared_ptr<CampaignKeys> keys_;
  std::int64_t count_ = 0;
};

std::vector<std::string> findings(const CampaignSummary& summary) {
  std::vector<std::string> ids;
  for (const Campaign& campaign : summary.campaigns)
    for (const CampaignFinding& finding : campaign.findings)
      ids.push_back(finding.id);
  return ids;
}

TEST(Campaigns, TieByOneStrongKey) {
  Batch batch;
  for (int i = 0; i < 3; ++i) batch.next().phones = {"+12025550143"};
  batch.next().phones = {"+12025550177"};
  const CampaignSummary summary = batch.summary();
  ASSERT_THAT(summary.campaigns, SizeIs(1));
  EXPECT_EQ(summary.campaigns[0].messages, 3u);
  EXPECT_EQ(summary.campaigns[0].recipients, 3u);
  ASSERT_THAT(summary.campaigns[0].shared, SizeIs(1));
  EXPECT_EQ(summary.campaigns[0].shared[0].kind, "phone");
  EXPECT_THAT(findings(summary), IsEmpty());
}

TEST(Campaigns, TieByTwoWeakKeysOnly) {
  Batch batch;
  for (int i = 0; i < 4; ++i) batch.next().link_domains = {"files.test"};
  EXPECT_THAT(batch.summary().campaigns, IsEmpty());
  for (int i = 0; i < 4; ++i) {
    CampaignKeys& keys = batch.next();
    keys.link_domains = {"files.test"};
    keys.start_offset = 45;
  }
  const CampaignSummary summary = batch.summary();
  ASSERT_THAT(summary.campaigns, SizeIs(1));
  EXPECT_EQ(summary.campaigns[0].messages, 4u);
}

TEST(Campaigns, AreNotTiedByWhatEverybodyNames) {
  Batch batch;
  for (int i = 0; i < 5; ++i) {
    CampaignKeys& keys = batch.next();
    keys.link_domains = {"meet.example"};
    keys.start_offset = 30;
    keys.organizers = {"noreply@meet.example"};
  }
  EXPECT_THAT(batch.summary().campaigns, IsEmpty());
}

TEST(Campaigns, JoinAcrossKeys) {
  Batch batch;
  batch.next().phones = {"+1"};
  batch.next().files = {std::string(64, 'a')};
  CampaignKeys& both = batch.next();
  both.phones = {"+1"};
  both.files = {std::string(64, 'a')};
  ASSERT_THAT(batch.summary().campaigns, SizeIs(1));
  EXPECT_EQ(batch.summary().campaigns[0].messages, 3u);
}

TEST(Campaigns, AreNoneOfOneConversation) {
  Batch batch;
  for (int i = 0; i < 5; ++i) {
    CampaignKeys& keys = batch.next();
    keys.uids = {"same"};
    keys.recipients = {"0000000000000001"};
  }
  EXPECT_THAT(batch.summary().campaigns, IsEmpty());
}

TEST(Campaigns, ShowABurst) {
  Batch batch;
  for (int i = 0; i < 10; ++i) batch.next().organizers = {"a@a.example"};
  EXPECT_THAT(findings(batch.summary()), ElementsAre("campaign-burst"));
  Batch slow;
  slow.seconds_between = 3'600;
  for (int i = 0; i < 10; ++i) slow.next().organizers = {"a@a.example"};
  EXPECT_THAT(findings(slow.summary()), IsEmpty());
  EXPECT_DOUBLE_EQ(*slow.summary().campaigns[0].per_hour, 10.0 / 9);
}

TEST(Campaigns, ShowSlicesOfOneList) {
  Batch batch;
  for (int i = 0; i < 4; ++i) {
    CampaignKeys& keys = batch.next();
    keys.organizers = {"a@a.example"};
    keys.attendee_count = i == 3 ? 5 : 8;
    for (int j = 0; j < 8; ++j)
      keys.attendees.push_back(fmt::format("{:016x}", 100 * i + j));
  }
  EXPECT_THAT(findings(batch.summary()),
              ElementsAre("campaign-chunked-attendees"));
}

TEST(Campaigns, OfOneTeamAreNoSlices) {
  Batch batch;
  for (int i = 0; i < 6; ++i) {
    CampaignKeys& keys = batch.next();
    keys.organizers = {"a@a.example"};
    keys.attendee_count = 8;
    for (int j = 0; j < 8; ++j)
      keys.attendees.push_back(fmt::format("{:016x}", j));
  }
  EXPECT_THAT(findings(batch.summary()), IsEmpty());
}

TEST(Campaigns, ShowOneEventSentToStrangers) {
  for (const bool listed : {false, true}) {
    Batch batch;
    for (int i = 0; i < 3; ++i) {
      CampaignKeys& keys = batch.next();
      keys.uids = {"replayed"};
      keys.recipient_listed = listed;
    }
    // Also that a recipient's being on it is not known.
    if (listed)
      EXPECT_THAT(findings(batch.summary()), IsEmpty());
    else
      EXPECT_THAT(findings(batch.summary()),
                  ElementsAre("campaign-uid-to-strangers"));
  }
}

TEST(Campaigns, ShowOrganizersThatTakeTurns) {
  Batch batch;
  for (int i = 0; i < 3; ++i) {
    CampaignKeys& keys = batch.next();
    keys.organizers = {fmt::format("a{}@a.example", i)};
    keys.codes = {"https://pay.test/"};
  }
  EXPECT_THAT(findings(batch.summary()),
              ElementsAre("campaign-organizer-rotation"));
}

TEST(Campaigns, ShowAClockInTheStarts) {
  Batch batch;
  for (int i = 0; i < 5; ++i) {
    CampaignKeys& keys = batch.next();
    keys.organizers = {"a@a.example"};
    keys.start_offset = 30;
  }
  EXPECT_THAT(findings(batch.summary()), ElementsAre("campaign-start-offset"));
}

TEST(Campaigns, ShowOneEventThatWasJudgedInTwoWays) {
  Batch batch;
  for (int i = 0; i < 3; ++i) {
    batch.next().uids = {"one"};
    batch.level = i == 2 ? Level::Spam : Level::Clean;
  }
  EXPECT_THAT(findings(batch.summary()),
              ElementsAre("campaign-mixed-verdicts"));
}

TEST(Campaigns, NameTheirWorstAsSample) {
  Batch batch;
  for (int i = 0; i < 8; ++i) batch.next().phones = {"+1"};
  const Campaign campaign = batch.summary().campaigns.at(0);
  EXPECT_EQ(campaign.sample_name, "m6.eml");
  EXPECT_EQ(campaign.id, "campaign-000000000000");
  EXPECT_EQ(campaign.levels[1], 8u);
}

TEST(Campaigns, KeepToTheirBoundsAndSaySo) {
  CampaignLimits limits;
  limits.messages = 5;
  limits.campaigns = 1;
  limits.shared = 1;
  Batch batch(limits);
  for (int i = 0; i < 9; ++i) {
    batch.next().phones = {i % 2 == 0 ? "+1" : "+2"};
    batch.seconds_between = 7'200;
  }
  const CampaignSummary summary = batch.summary();
  EXPECT_EQ(summary.left_out, 4u);
  ASSERT_THAT(summary.campaigns, SizeIs(1));
  EXPECT_EQ(summary.campaigns[0].messages, 3u);
  limits = {};
  limits.keys = 2;
  Batch few(limits);
  for (int i = 0; i < 4; ++i) few.next();
  EXPECT_EQ(few.summary().left_out, 2u);
}

TEST(Campaigns, OfManyMessagesAreFoundInTimeAndOrder) {
  Batch batch;
  for (int i = 0; i < 20'000; ++i) {
    CampaignKeys& keys = batch.next();
    // Every message joins two that stood apart, the later one first.
    keys.phones = {fmt::format("+{}", 20'000 - i),
                   fmt::format("+{}", 20'001 - i)};
  }
  ASSERT_THAT(batch.summary().campaigns, SizeIs(1));
  EXPECT_EQ(batch.summary().campaigns[0].messages, 20'000u);
}

TEST(CampaignChecks, AreToldOfInTheManual) {
  std::ifstream page(std::string(CALSPAM_SOURCE_DIR) + "/man/calspam-scan.1");
  const std::string text{std::istreambuf_iterator<char>(page), {}};
  for (const CampaignCheck& check : campaign_checks())
    EXPECT_NE(text.find(".It Sy " + std::string(check.id) + '\n'), text.npos)
        << check.id;
}

TEST(CampaignMember, IsReadAsItWasWritten) {
  CampaignKeys keys;
  keys.organizers = {"a@a.example"};
  keys.codes = {"two\nlines\tand \x1b[31m"};
  keys.start_offset = -15;
  keys.attendees = {"00000000000000ff"};
  keys.attendee_count = 3;
  keys.recipient_listed = false;
  Report report;
  report.verdict.level = Level::Spam;
  report.verdict.score = 7.5;
  report.time = "2026-03-02T09:00:00Z";
  report.sha256 = std::string(64, 'b');
  report.campaign = std::make_shared<CampaignKeys>(keys);
  const auto member = campaign_member(campaign_digest(report));
  ASSERT_TRUE(member);
  EXPECT_EQ(member->level, Level::Spam);
  EXPECT_EQ(member->score, 7.5);
  EXPECT_EQ(member->attendees, 3u);
  EXPECT_EQ(member->recipient_listed, false);
  EXPECT_THAT(member->attendee_hashes, ElementsAre(255u));
  ASSERT_THAT(member->keys, SizeIs(3));
  EXPECT_EQ(member->keys[1].value, "two\\x0alines\\x09and \\x1b[31m");
  EXPECT_EQ(member->keys[2].value, "-15 minutes");
  EXPECT_EQ(campaign_digest(Report{}), "");
}

TEST(CampaignMember, TakesNoWordOfAWorkerForGranted) {
  EXPECT_FALSE(campaign_member("m\t9\t1\t\t0\t-\t\t\t\n"));
  EXPECT_FALSE(campaign_member("k\t0\ta@a.example\n"));
  EXPECT_FALSE(campaign_member(std::string(100'000, 'x')));
  std::string digest = "m\t4\t1e300\tlater\t99999999999999\t2\t\x1b[2J\tn\tt\n";
  digest += "k\t77\tx\nk\t0\t" + std::string(5'000, 'y') + "\nr\tzz\n";
  for (int i = 0; i < 1'000; ++i) digest += "r\t1\n";
  const auto member = campaign_member(digest);
  ASSERT_TRUE(member);
  EXPECT_EQ(member->score, 0);
  EXPECT_FALSE(member->time);
  EXPECT_EQ(member->attendees, 1'000'000'000u);
  EXPECT_FALSE(member->recipient_listed);
  EXPECT_EQ(member->sha256, "\\x1b[2J");
  ASSERT_THAT(member->keys, SizeIs(1));
  EXPECT_LE(member->keys[0].value.size(), 160u);
  EXPECT_LE(member->recipient_hashes.size(), 32u);
}

}  // namespace
}  // namespace calspam
