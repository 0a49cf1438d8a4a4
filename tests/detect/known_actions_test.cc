// SPDX-License-Identifier: MIT
#include "detect/known_actions.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

constexpr std::string_view kActions =
    "actions:\n"
    "  - id: silence\n"
    "    clause: 7 action b\n"
    "    role: user-app\n"
    "    level: spam\n"
    "    certainty: certain\n"
    "    silent: true\n"
    "    feedback: none\n"
    "    say: be silent\n"
    "    condition:\n"
    "      event.impact.alarms: {ge: 1}\n"
    "      not:\n"
    "        a: b\n"
    "  - id: other\n"
    "    clause: \"7\"\n"
    "    say: something\n"
    "options:\n"
    "  - id: accept\n"
    "    clause: 7 d\n"
    "    gate: [hold, deny]\n"
    "    say: accept it\n";

TEST(KnownActions, AreReadInTheOrderOfTheFile) {
  const auto actions = parse_known_actions(kActions, "actions.yaml");
  ASSERT_TRUE(actions) << actions.error().text();
  ASSERT_EQ(actions->size(), 3u);
  const KnownAction& first = actions->front();
  EXPECT_EQ(first.id, "silence");
  EXPECT_EQ(first.role, "user-app");
  EXPECT_TRUE(first.silent);
  EXPECT_EQ(first.condition, "event.impact.alarms: {ge: 1}\nnot:\n  a: b");
  EXPECT_EQ((*actions)[1].condition, "");
  EXPECT_EQ((*actions)[2].role, "");
  EXPECT_EQ((*actions)[2].gates, (std::vector<std::string>{"hold", "deny"}));
}

TEST(KnownActions, OfTheLastFolderThatHasSomeCount) {
  const std::string rules = std::string(CALSPAM_SOURCE_DIR) + "/rules";
  const auto both = load_known_actions(
      {rules, std::string(CALSPAM_SOURCE_DIR) + "/testdata/cli/scan/rules"});
  ASSERT_TRUE(both) << both.error().text();
  EXPECT_GT(both->size(), 20u);
  EXPECT_TRUE(load_known_actions({})->empty());
  EXPECT_FALSE(load_known_actions({rules + "/nowhere"}));
}

}  // namespace
}  // namespace calspam
