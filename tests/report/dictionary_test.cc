// SPDX-License-Identifier: MIT
#include "report/dictionary.hh"

#include <gmock/gmock.h>

#include "lint/families.hh"

namespace calspam {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

class DictionaryTest : public ::testing::Test {
 protected:
  static RuleSet load() {
    RuleOptions options;
    options.directories = {std::string(CALSPAM_SOURCE_DIR) + "/rules"};
    Result<RuleSet> rules = RuleSet::load(options);
    EXPECT_TRUE(rules) << rules.error().text();
    return std::move(*rules);
  }
  std::string page(std::string_view id) const {
    const std::vector<Entry> found = dictionary_.find(id);
    return found.size() == 1 ? dictionary_.page(found[0], {}) : "";
  }

  RuleSet rules_ = load();
  Dictionary dictionary_{
      rules_,
      {{"6.2 c", "Reputation"}, {"6.2 c.1", "Reputation of From"}},
      [](const Rule&) {
        return RuleSources{"condition:\n  a: b", {"hit-x.eml"}};
      }};
};

TEST_F(DictionaryTest, RulesHaveTheirWordsSamplesAndReferences) {
  const std::string rule = page("organizer-not-sender");
  EXPECT_THAT(rule, HasSubstr("organizer-not-sender (rule)\n"));
  EXPECT_THAT(rule, HasSubstr("- 6.2 c.1: Reputation of From\n"));
  EXPECT_THAT(rule, HasSubstr("Condition\n  condition:\n    a: b\n"));
  EXPECT_THAT(rule, HasSubstr("- hit-x.eml\n"));
  EXPECT_THAT(rule, HasSubstr("- https://www.rfc-editor.org/"));
}

TEST_F(DictionaryTest, FactsNameTheRulesThatReadThem) {
  const std::string fact = page("organizer.is_sender");
  EXPECT_THAT(fact, HasSubstr("one for each event\n"));
  EXPECT_THAT(fact, HasSubstr("- organizer-not-sender: "));
}

TEST_F(DictionaryTest, ClausesNameTheRulesThatImplementThem) {
  EXPECT_THAT(page("6.2.c.1"), HasSubstr("- organizer-not-sender: "));
  const std::string above = page("6.2 c");
  EXPECT_THAT(above, HasSubstr("- 6.2 c.1: Reputation of From\n"));
  EXPECT_THAT(above, HasSubstr("- organizer-not-sender: "));
}

TEST_F(DictionaryTest, AnomaliesNameTheRulesThatAskForThem) {
  const std::string anomaly = page("mime-boundary-conflict");
  EXPECT_THAT(anomaly, HasSubstr("weight       ambiguous: "));
  EXPECT_THAT(anomaly, HasSubstr("- mime-ambiguous: "));
}

TEST_F(DictionaryTest, EveryEntryHasAPage) {
  for (EntryKind kind : kEntryKinds)
    for (const Entry& entry : dictionary_.entries(kind))
      EXPECT_THAT(dictionary_.page(entry, {}), HasSubstr(entry.id));
}

TEST_F(DictionaryTest, ChecksHaveNamesOfTheirOwn) {
  for (const CheckFamily* family : check_families())
    for (const Check& check : family->checks) {
      EXPECT_EQ(dictionary_.find(check.id).size(), 1u) << check.id;
      EXPECT_EQ(dictionary_.find(check.slug).size(), 1u) << check.slug;
    }
  EXPECT_THAT(page("6047-02"), HasSubstr("method-mismatch"));
}

TEST_F(DictionaryTest, SuggestsNearMisses) {
  EXPECT_THAT(dictionary_.near("organizer-not-sendr"),
              Contains("organizer-not-sender"));
  EXPECT_TRUE(dictionary_.find("organizer-not-sendr").empty());
}

TEST_F(DictionaryTest, SearchWantsAllWords) {
  for (const Entry& entry : dictionary_.search("REPUTATION from"))
    EXPECT_EQ(entry.id, "6.2 c.1");
  EXPECT_TRUE(dictionary_.search("organizer xyzzy").empty());
}

}  // namespace
}  // namespace calspam
