// SPDX-License-Identifier: MIT
#include "detect/policy.hh"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace calspam {
namespace {

constexpr std::string_view kPolicy = R"(groups:
  - {id: structure, title: how it is built, cap: 5}
  - {id: content, title: what it says, cap: 6}
levels: {suspicious: 3, spam: 6}
spam_needs_groups: 2
classes: [attack, abuse]
categories: [malware, nuisance]
)";

std::string fault(std::string_view from, std::string_view to) {
  std::string text(kPolicy);
  const std::size_t at = text.find(from);
  EXPECT_NE(at, text.npos) << from;
  text.replace(at, from.size(), to);
  const auto policy = parse_policy(text, "policy.yaml");
  return policy ? "" : policy.error().text();
}

TEST(Policy, ReadsGroupsInOrderWithLevels) {
  const auto policy = parse_policy(kPolicy, "policy.yaml");
  ASSERT_TRUE(policy) << policy.error().text();
  EXPECT_EQ(policy->group_ids(),
            (std::vector<std::string>{"structure", "content"}));
  EXPECT_EQ(policy->group("content"), 1);
  EXPECT_EQ(policy->group("elsewhere"), -1);
  EXPECT_EQ(policy->groups[0].cap, 5);
  EXPECT_EQ(policy->suspicious, 3);
  EXPECT_EQ(policy->spam, 6);
  EXPECT_EQ(policy->spam_needs_groups, 2);
}

TEST(Policy, RefusesUnknownKeys) {
  EXPECT_EQ(fault("levels:", "level:"),
            "policy.yaml:4:1: unknown key \"level\", did you mean \"levels\"?");
  EXPECT_EQ(fault("cap: 5", "top: 5"), "policy.yaml:2:45: unknown key \"top\"");
}

TEST(Policy, RefusesMissingKeys) {
  EXPECT_EQ(fault("spam_needs_groups: 2\n", ""),
            "policy.yaml:1:1: key \"spam_needs_groups\" is missing");
  EXPECT_EQ(fault(", spam: 6", ""), "policy.yaml:4:9: key \"spam\" is missing");
}

TEST(Policy, RefusesLevelsThatDoNotRise) {
  EXPECT_EQ(fault("suspicious: 3", "suspicious: 7"),
            "policy.yaml:4:9: levels must rise: 0 < suspicious <= spam");
}

TEST(Policy, RefusesAGroupTwice) {
  EXPECT_EQ(fault("id: content", "id: structure"),
            "policy.yaml:3:5: group \"structure\" stands here twice");
}

TEST(Policy, RefusesACapOfNothing) {
  EXPECT_EQ(fault("cap: 5", "cap: 0"), "policy.yaml:2:5: cap must be above 0");
}

TEST(Policy, RefusesAnOddNumberOfNeededGroups) {
  EXPECT_EQ(fault("groups: 2", "groups: 0"),
            "policy.yaml:5:20: spam_needs_groups must be 1, 2 or 3");
}

TEST(Policy, ShippedOneIsReadAndHasItsGroups) {
  std::ifstream in(CALSPAM_SOURCE_DIR "/rules/policy.yaml");
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const auto policy = parse_policy(bytes, "policy.yaml");
  ASSERT_TRUE(policy) << policy.error().text();
  EXPECT_EQ(
      policy->group_ids(),
      (std::vector<std::string>{"identity", "structure", "scheduling", "impact",
                                "content", "links", "producer", "campaign"}));
}

}  // namespace
}  // namespace calspam
