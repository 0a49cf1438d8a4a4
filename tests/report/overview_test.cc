// SPDX-License-Identifier: MIT
#include "report/overview.hh"

#include <gmock/gmock.h>

#include "report/sample_report.hh"

namespace calspam {
namespace {

using ::testing::SizeIs;

TEST(Overview, CountsFindingsOrganizersAndDays) {
  Overview overview;
  const std::string digest = overview_digest(sample_report());
  overview.absorb(digest);
  overview.absorb(digest);
  EXPECT_EQ(overview.messages, 2u);
  EXPECT_EQ(overview.findings.at("callback-number").messages, 2u);
  EXPECT_EQ(overview.findings.at("callback-number").judged, 2u);
  EXPECT_EQ(overview.organizers.at("billing@sender.example").messages, 2u);
  ASSERT_THAT(overview.days, SizeIs(1));
  EXPECT_EQ(overview.days.begin()->first, 20'779);  // 2026-11-22
  EXPECT_EQ(overview.days.begin()->second[4], 2u);
  ASSERT_THAT(overview.worst, SizeIs(2));
  EXPECT_EQ(overview.worst[0].name, "inbox.mbox#17");
  EXPECT_LT(overview.worst[0].order, overview.worst[1].order);
}

TEST(Overview, CleanMessagesAreNotLookedAtFirst) {
  Report report = sample_report();
  report.verdict.level = Level::Clean;
  Overview overview;
  overview.absorb(overview_digest(report));
  EXPECT_THAT(overview.worst, SizeIs(0));
  EXPECT_EQ(overview.findings.at("callback-number").judged, 0u);
}

TEST(Overview, ABatchWithoutEndStaysSmall) {
  Overview overview;
  for (int i = 0; i < 12'000; ++i)
    overview.absorb("m\t4\t1\tm1\tn\tt\no\tx" + std::to_string(i) +
                    "@a.example\nd\t" + std::to_string(i) + "\n");
  EXPECT_THAT(overview.organizers, SizeIs(10'000));
  EXPECT_EQ(overview.other_organizers, 2'000u);
  EXPECT_THAT(overview.days, SizeIs(10'000));
  EXPECT_EQ(overview.other_days, 2'000u);
  EXPECT_THAT(overview.worst, SizeIs(10));
}

// A digest comes from a process that reads hostile mail.
TEST(Overview, DigestIsNotTrusted) {
  Overview overview;
  for (const std::string& digest :
       {std::string(), std::string("m"), std::string("m\t9999\tx\t\t\t\n"),
        std::string("d\tx\nd\t99999999999999999999\nq\tq\n"),
        "f\t" + std::string(100'000, 'x') + "\n"})
    overview.absorb(digest);
  EXPECT_EQ(overview.messages, 5u);
  EXPECT_THAT(overview.days, SizeIs(0));
  EXPECT_LE(overview.findings.begin()->first.size(), 200u);
}

TEST(Overview, HostileNamesMakeNoLines) {
  Overview overview;
  overview.absorb(overview_digest(hostile_report("a\td\t1\nf\tforged")));
  EXPECT_FALSE(overview.findings.contains("forged"));
}

TEST(Most, RowsWithMostMessagesThenByName) {
  const Overview::Counts counts{{"b", {2, 0}}, {"a", {2, 0}}, {"c", {3, 0}}};
  const auto rows = most(counts, 2);
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_EQ(rows[0].first, "c");
  EXPECT_EQ(rows[1].first, "a");
}

}  // namespace
}  // namespace calspam
