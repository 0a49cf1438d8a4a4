// SPDX-License-Identifier: MIT
#include "report/dictionary.hh"

#include <gmock/gmock.h>

#include <set>

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

  static DictionaryTables tables() {
    DictionaryTables tables;
    tables.clauses = {{"6.2 c", "Reputation"},
                      {"6.2 c.1", "Reputation of From"}};
    const std::string rules = std::string(CALSPAM_SOURCE_DIR) + "/rules";
    const auto actions = load_known_actions({rules});
    EXPECT_TRUE(actions) << actions.error().text();
    tables.actions = *actions;
    const auto layouts = load_layouts({rules});
    EXPECT_TRUE(layouts) << layouts.error().text();
    tables.layouts = *layouts;
    return tables;
  }

  RuleSet rules_ = load();
  Dictionary dictionary_{
      rules_,
      tables(),
      {[](const Rule&) {
         return std::string("condition:\n  organizer.is_sender: false");
       },
       [](const Entry& entry, const Rule*) {
         return std::vector<std::string>{"hit-" + entry.id};
       }}};
};

TEST_F(DictionaryTest, RulesHaveTheirWordsSamplesAndReferences) {
  const std::string rule = page("organizer-not-sender");
  EXPECT_THAT(rule, HasSubstr("organizer-not-sender (rule)\n"));
  EXPECT_THAT(rule, HasSubstr("- 6.2 c.1: Reputation of From\n"));
  EXPECT_THAT(rule, HasSubstr("Condition\n  condition:\n    organizer.is"));
  EXPECT_THAT(rule, HasSubstr("- hit-organizer-not-sender\n"));
  EXPECT_THAT(rule, HasSubstr("- https://www.rfc-editor.org/"));
}

TEST_F(DictionaryTest, FactsNameTheRulesThatReadThem) {
  const std::string fact = page("organizer.is_sender");
  EXPECT_THAT(fact, HasSubstr("one for each event\n"));
  EXPECT_THAT(fact, HasSubstr("- organizer-not-sender: "));
  EXPECT_THAT(fact, HasSubstr("In conditions\n  organizer.is_sender: false\n"));
}

TEST_F(DictionaryTest, ActionsSayWhoWhenAndWhatTheOriginatorGets) {
  const std::string action = page("silence-alarms");
  EXPECT_THAT(action, HasSubstr("silence-alarms (action)\n"));
  EXPECT_THAT(action, HasSubstr("role         destination-calendar\n"));
  EXPECT_THAT(action, HasSubstr("from suspicious on, with certainty low"));
  EXPECT_THAT(action, HasSubstr("originator   is not told\n"));
  EXPECT_THAT(action, HasSubstr("Only where this holds\n  event.impact.alarms:"
                                " {ge: 1}\n"));
  EXPECT_THAT(page("accept"), HasSubstr("offered      where insertion is: "
                                        "hold\n"));
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
  EXPECT_THAT(anomaly, HasSubstr("- hit-mime-boundary-conflict\n"));
}

TEST_F(DictionaryTest, ChecksAndLayoutsHaveReferences) {
  EXPECT_THAT(
      page("6047-02"),
      HasSubstr("- https://www.rfc-editor.org/rfc/rfc6047#section-2.4"));
  EXPECT_THAT(page("appendix-a"), HasSubstr("calendar: text/calendar; "));
  EXPECT_THAT(page("appendix-a"), HasSubstr("standards.calconnect.org"));
}

TEST_F(DictionaryTest, NamesOfOneKindAreNoOthers) {
  std::set<std::string> seen;
  for (EntryKind kind : kEntryKinds)
    for (const Entry& entry : dictionary_.entries(kind))
      EXPECT_TRUE(seen.insert(entry.id).second) << entry.id;
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
  EXPECT_THAT(dictionary_.near("method-mismach"), Contains("method-mismatch"));
  EXPECT_THAT(dictionary_.near("silence-alarm"), Contains("silence-alarms"));
}

TEST_F(DictionaryTest, SearchWantsAllWords) {
  for (const Entry& entry : dictionary_.search("REPUTATION from"))
    EXPECT_EQ(entry.id, "6.2 c.1");
  EXPECT_TRUE(dictionary_.search("organizer xyzzy").empty());
}

}  // namespace
}  // namespace calspam
