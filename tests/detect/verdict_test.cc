// SPDX-License-Identifier: MIT
#include "detect/verdict.hh"

#include <gtest/gtest.h>

#include "detect/policy.hh"
#include "detect/rule_set.hh"
#include "evidence/subject.hh"

namespace calspam {

void PrintTo(Level level, std::ostream* out) {
  *out << level_name(level);
}
void PrintTo(Certainty c, std::ostream* out) {
  *out << certainty_name(c);
}

namespace {

// Findings of rules made up on the spot, judged by a policy of three groups.
class VerdictTest : public testing::Test {
 public:
  VerdictTest() {
    policy_.groups = {
        {"identity", "", 4}, {"structure", "", 5}, {"content", "", 6}};
    policy_.suspicious = 3;
    policy_.spam = 6;
    policy_.classes = {"attack", "abuse", "unwanted"};
    policy_.categories = {"malware", "callback", "nuisance"};
  }

  struct Says {
    std::string group;
    double score = 1;
    std::string classification = "abuse";
    std::string category = "nuisance";
    Certainty certainty = Certainty::Medium;
    bool standalone = false;
    Severity severity = Severity::Low;
  };

  VerdictTest& found(const Says& says) {
    Rule rule;
    rule.id = "rule-" + std::to_string(rules_.size());
    rule.group = says.group;
    rule.classification = says.classification;
    rule.category = says.category;
    rule.standalone = says.standalone;
    rules_.push_back(rule);
    Finding finding;
    finding.id = rule.id;
    finding.group = says.group;
    finding.score = says.score;
    finding.severity = says.severity;
    finding.certainty = says.certainty;
    findings_.push_back(finding);
    return *this;
  }

  Verdict verdict() const {
    return judge(policy_, rules_, subject_, findings_);
  }

  Policy policy_;
  std::vector<Rule> rules_;
  std::vector<Finding> findings_;
  Subject subject_;  // no parts: a bare calendar, which is calendar content
};

TEST_F(VerdictTest, NothingFoundIsClean) {
  EXPECT_EQ(verdict().level, Level::Clean);
  EXPECT_EQ(verdict().score, 0);
  EXPECT_EQ(verdict().classification, "");
}

TEST_F(VerdictTest, MailWithoutCalendarContentIsNone) {
  subject_.message.parts.resize(1);
  EXPECT_EQ(verdict().level, Level::None);
}

TEST_F(VerdictTest, NothingFoundInWhatWasReadInPartIsUnknown) {
  subject_.complete = false;
  EXPECT_EQ(verdict().level, Level::Unknown);
  found({"content", 1});
  EXPECT_EQ(verdict().level, Level::Unknown);
}

TEST_F(VerdictTest, MailReadInPartWithoutCalendarContentIsUnknown) {
  subject_.message.parts.resize(1);
  subject_.complete = false;
  EXPECT_EQ(verdict().level, Level::Unknown);
}

TEST_F(VerdictTest, WhatWasFoundInAPartCountsAllTheSame) {
  subject_.complete = false;
  found({"content", 3});
  EXPECT_EQ(verdict().level, Level::Suspicious);
}

TEST_F(VerdictTest, GroupAddsItsCapAtMost) {
  found({"identity", 3}).found({"identity", 3}).found({"content", 1});
  EXPECT_EQ(verdict().score, 5);
  EXPECT_EQ(verdict().groups,
            (std::map<std::string, double>{{"identity", 4}, {"content", 1}}));
  EXPECT_EQ(verdict().level, Level::Suspicious);
}

TEST_F(VerdictTest, SpamNeedsTwoGroups) {
  found({"content", 6});
  EXPECT_EQ(verdict().level, Level::Suspicious);
  found({"identity", 0.5});
  EXPECT_EQ(verdict().level, Level::Spam);
}

TEST_F(VerdictTest, FindingWithoutScoreIsNoSecondGroup) {
  found({"content", 6}).found({"identity", 0});
  EXPECT_EQ(verdict().level, Level::Suspicious);
  EXPECT_EQ(verdict().groups.size(), 1u);
}

TEST_F(VerdictTest, StandaloneFindingIsSpamByItself) {
  Says says{"content", 5};
  says.standalone = true;
  found(says);
  EXPECT_EQ(verdict().level, Level::Spam);
}

TEST_F(VerdictTest, ThresholdsAreReachedByEqualScores) {
  found({"content", 2}).found({"identity", 0.99});
  EXPECT_EQ(verdict().level, Level::Clean);
  found({"identity", 0.01});
  EXPECT_EQ(verdict().level, Level::Suspicious);
  found({"structure", 3});
  EXPECT_EQ(verdict().level, Level::Spam);
}

TEST_F(VerdictTest, HeaviestFindingNamesClassAndCategory) {
  found({"structure", 2, "abuse", "nuisance"});
  found({"content", 3, "attack", "callback"});
  EXPECT_EQ(verdict().classification, "attack");
  EXPECT_EQ(verdict().category, "callback");
}

TEST_F(VerdictTest, GraverSettlesWhatWeighsTheSame) {
  found({"structure", 2, "abuse", "nuisance"});
  found({"content", 2, "attack", "callback"});
  found({"identity", 2, "attack", "malware"});
  EXPECT_EQ(verdict().classification, "attack");
  EXPECT_EQ(verdict().category, "malware");
}

TEST_F(VerdictTest, SeveritySettlesBeforeGravity) {
  found({"content", 2, "attack", "callback"});
  Says says{"structure", 2, "abuse", "nuisance"};
  says.severity = Severity::High;
  found(says);
  EXPECT_EQ(verdict().classification, "abuse");
}

TEST_F(VerdictTest, CertaintyNeedsASecondGroup) {
  found({"content", 4, "attack", "callback", Certainty::Certain});
  EXPECT_EQ(verdict().certainty, Certainty::Medium);
  found({"identity", 1, "abuse", "nuisance", Certainty::Low});
  EXPECT_EQ(verdict().certainty, Certainty::Certain);
}

TEST_F(VerdictTest, CertaintyIsThatOfItsClass) {
  found({"content", 4, "attack", "callback", Certainty::Low});
  found({"identity", 1, "abuse", "nuisance", Certainty::High});
  EXPECT_EQ(verdict().certainty, Certainty::Low);
}

TEST_F(VerdictTest, StandaloneAloneIsNotCertain) {
  Says says{"content", 6, "attack", "malware", Certainty::Certain};
  says.standalone = true;
  found(says);
  EXPECT_EQ(verdict().certainty, Certainty::High);
}

TEST_F(VerdictTest, FindingOfNoRuleCountsByItsGroup) {
  found({"content", 3});
  rules_.clear();
  EXPECT_EQ(verdict().score, 3);
  EXPECT_EQ(verdict().classification, "");
}

TEST_F(VerdictTest, FindingOfNoGroupOfThePolicyDoesNotCount) {
  found({"elsewhere", 9});
  EXPECT_EQ(verdict().score, 0);
  EXPECT_EQ(verdict().level, Level::Clean);
}

TEST(Level, HasNames) {
  EXPECT_EQ(level_name(Level::None), "none");
  EXPECT_EQ(level_name(Level::Spam), "spam");
}

}  // namespace
}  // namespace calspam
