// SPDX-License-Identifier: MIT
#include "report/explain_words.hh"

#include <gtest/gtest.h>

#include <set>

#include "arf/words.hh"
#include "detect/known_actions.hh"
#include "detect/rule_set.hh"

namespace calspam {
namespace {

// The places for values, in their order: "{}{:.1f}".
std::string holes(std::string_view text) {
  std::string found;
  for (auto at = text.find('{'); at != text.npos; at = text.find('{', at + 1))
    found += text.substr(at, text.find('}', at) + 1 - at);
  return found;
}

TEST(ExplainWords, LanguagesAreThoseOfAbuseReports) {
  const auto here = language_codes();
  const auto there = report_languages();
  EXPECT_EQ(std::set(here.begin(), here.end()),
            std::set(there.begin(), there.end()));
  EXPECT_FALSE(language_named("tlh"));
  EXPECT_FALSE(language_named("DE"));
}

TEST(ExplainWords, EveryPhraseHasTheSameValuesInEveryLanguage) {
  for (const Phrase& phrase : phrases())
    for (std::string_view text : phrase.in) {
      EXPECT_FALSE(text.empty()) << phrase.in[0];
      EXPECT_EQ(holes(text), holes(phrase.in[0])) << text;
      EXPECT_EQ(text.find('|') == text.npos,
                phrase.in[0].find('|') == phrase.in[0].npos)
          << text;
    }
}

TEST(ExplainWords, EverySayingHasTheSameValuesInEveryLanguage) {
  std::set<std::string_view> seen;
  for (const Saying& saying : sayings()) {
    EXPECT_TRUE(seen.insert(saying.english).second) << saying.english;
    for (std::string_view text : saying.others) {
      EXPECT_FALSE(text.empty()) << saying.english;
      EXPECT_EQ(holes(text), holes(saying.english)) << text;
    }
  }
}

TEST(ExplainWords, EveryActionAndOptionIsTranslated) {
  const auto actions =
      load_known_actions({std::string(CALSPAM_SOURCE_DIR) + "/rules"});
  ASSERT_TRUE(actions) << actions.error().text();
  ASSERT_GT(actions->size(), 20u);
  for (const KnownAction& action : *actions)
    EXPECT_NE(Wording(Language::German).said(action.say), action.say)
        << action.id;
}

TEST(ExplainWords, WordsOfEveryRuleAreKnown) {
  RuleOptions options;
  options.directories = {std::string(CALSPAM_SOURCE_DIR) + "/rules"};
  const Result<RuleSet> rules = RuleSet::load(options);
  ASSERT_TRUE(rules) << rules.error().text();
  std::set<std::string_view> known{""};
  for (const Saying& saying : sayings()) known.insert(saying.english);
  for (const Rule& rule : rules->rules())
    for (const std::string& word :
         {rule.group, rule.classification, rule.category,
          std::string(certainty_name(rule.certainty))})
      EXPECT_TRUE(known.contains(word)) << rule.id << ": " << word;
}

TEST(ExplainWords, ValuesAreTakenOver) {
  const Wording german(Language::German);
  EXPECT_EQ(german.said("organizer \"{}\" is on the block list"),
            "Organisator \"{}\" steht auf der Sperrliste");
  EXPECT_EQ(german.said("what nobody translated {}"),
            "what nobody translated {}");
  EXPECT_EQ(german(Word::InLine, 3, 7), "Zeile 3:7");
}

TEST(ExplainWords, CountsInTheFormOfTheLanguage) {
  EXPECT_EQ(Wording().counted(Word::Attendees, 0), "0 attendees");
  EXPECT_EQ(Wording().counted(Word::Attendees, 1), "1 attendee");
  EXPECT_EQ(Wording(Language::French).counted(Word::Attendees, 0),
            "0 participant");
  EXPECT_EQ(Wording(Language::Spanish).counted(Word::Entries, 20),
            "20 entradas");
}

}  // namespace
}  // namespace calspam
