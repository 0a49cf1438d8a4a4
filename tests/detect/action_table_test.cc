// SPDX-License-Identifier: MIT
#include "detect/action_table.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "detect/fake_facts.hh"
#include "detect/rule_folder.hh"

namespace calspam {
namespace {

using test::RuleFolder;
using test::SubjectMaker;

constexpr char kActions[] =
    "actions:\n"
    "  - {id: junk, clause: 6.2 action d, role: destination-mail,\n"
    "     level: suspicious, certainty: low, feedback: none, say: junk it}\n"
    "  - {id: discard, clause: 6.2 action b, role: destination-mail,\n"
    "     level: spam, certainty: certain, silent: true, feedback: none,\n"
    "     say: discard it}\n"
    "  - {id: hold, clause: 7 action a, role: destination-calendar,\n"
    "     level: suspicious, certainty: low, feedback: none, say: hold it}\n";

// The ids that are advised on such a verdict.
std::string advised(Level level, Certainty certainty,
                    std::vector<Role> roles = all_roles()) {
  RuleFolder folder;
  folder.file("actions.yaml", kActions);
  const auto rules = folder.load();
  if (!rules) return rules.error().text();
  SubjectMaker maker;
  Verdict verdict;
  verdict.level = level;
  verdict.certainty = certainty;
  std::string ids;
  for (const auto& action :
       rules->advise(maker.subject, verdict, roles).actions)
    ids += (ids.empty() ? "" : " ") + action.id;
  return ids;
}

std::string fault(std::string_view action) {
  RuleFolder folder;
  folder.file("actions.yaml", fmt::format("actions:\n  - {{{}}}\n", action));
  return folder.fault();
}

TEST(ActionTable, AdvisesFromLevelAndCertaintyOn) {
  EXPECT_EQ(advised(Level::Clean, Certainty::Low), "");
  EXPECT_EQ(advised(Level::Suspicious, Certainty::Low), "junk hold");
  EXPECT_EQ(advised(Level::Spam, Certainty::High), "junk hold");
}

TEST(ActionTable, SilentActionsNeedToBeCertain) {
  EXPECT_EQ(advised(Level::Spam, Certainty::Certain), "junk discard hold");
  EXPECT_EQ(advised(Level::Suspicious, Certainty::Certain), "junk hold");
  EXPECT_NE(fault("id: a, clause: x, role: relay, level: spam, certainty: "
                  "high, silent: true, feedback: none, say: x")
                .find("a silent action needs the certainty \"certain\""),
            std::string::npos);
}

TEST(ActionTable, KeepsToTheRolesAskedFor) {
  EXPECT_EQ(advised(Level::Spam, Certainty::Low, {Role::DestinationCalendar}),
            "hold");
  EXPECT_EQ(advised(Level::Spam, Certainty::Low, {}), "");
}

TEST(ActionTable, RefusesUnknownWords) {
  EXPECT_NE(fault("id: a, clause: x, role: rely, level: spam, certainty: low, "
                  "feedback: none, say: x")
                .find("unknown role \"rely\", did you mean \"relay\""),
            std::string::npos);
}

TEST(ActionTable, RoleNamesReadBack) {
  for (Role role : all_roles()) EXPECT_EQ(role_named(role_name(role)), role);
  EXPECT_FALSE(role_named("nobody"));
}

}  // namespace
}  // namespace calspam
