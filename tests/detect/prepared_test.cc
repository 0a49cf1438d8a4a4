// SPDX-License-Identifier: MIT
// Rules that were prepared when calspam was built.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "detect/fake_facts.hh"
#include "detect/rule_folder.hh"

namespace calspam {
namespace {

using test::rule_text;
using test::RuleFolder;
using ::testing::HasSubstr;

// All that a set says of its rules.
std::string dump(const RuleSet& rules) {
  std::string text = rules.digest() + "\n";
  for (std::size_t i = 0; i < rules.rules().size(); ++i) {
    const Rule& rule = rules.rules()[i];
    const RuleTerms terms = rules.terms(i);
    text += fmt::format("{} {} {} {} {} {} {} {} {} {}\n", rule.id, rule.title,
                        rule.description, rule.score, rule.group, rule.message,
                        rule.references, rule.file, terms.facts, terms.words);
  }
  return text + fmt::format("{}", rules.has_actions());
}

void write(const std::string& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

class Prepared : public testing::Test {
 protected:
  Prepared() {
    folder.file("content/a.yaml", rule_text("a"));
    folder.file(
        "content/b.yaml",
        rule_text("b", "  link.host:\n    matches: [evil, '(x|y)z']\n"));
    folder.file("lists/names.txt", "one\ntwo\n");
    prepare();
  }

  void prepare() {
    const auto bytes =
        RuleSet::prepare({.directories = {folder.path()}}, test::fake_facts());
    ASSERT_TRUE(bytes) << bytes.error().text();
    // A name that the loader passes over.
    options.prepared = folder.path() + "/.prepared";
    write(options.prepared, *bytes);
  }

  RuleFolder folder;
  RuleOptions options;
};

TEST_F(Prepared, SayWhatTheFilesSay) {
  const auto prepared = folder.load(options), read = folder.load();
  ASSERT_TRUE(prepared) << prepared.error().text();
  EXPECT_EQ(dump(*prepared), dump(*read));
}

TEST_F(Prepared, ShippedRulesSayWhatTheirFilesSay) {
  RuleOptions shipped = {.directories = {CALSPAM_SOURCE_DIR "/rules"}};
  const auto bytes = RuleSet::prepare(shipped);
  const auto read = RuleSet::load(shipped);
  ASSERT_TRUE(bytes) << bytes.error().text();
  shipped.prepared = folder.path() + "/.shipped";
  write(shipped.prepared, *bytes);
  const auto prepared = RuleSet::load(shipped);
  ASSERT_TRUE(prepared) << prepared.error().text();
  EXPECT_EQ(dump(*prepared), dump(*read));
}

TEST_F(Prepared, FollowAChangedFile) {
  folder.file("content/b.yaml", rule_text("b", "  link.host: other\n"));
  const auto rules = folder.load(options);
  ASSERT_TRUE(rules) << rules.error().text();
  EXPECT_EQ(dump(*rules), dump(*folder.load()));
  EXPECT_EQ(rules->terms(1).words, std::vector<std::string>{"other"});
}

TEST_F(Prepared, FollowFilesThatCameAndWent) {
  folder.file("content/c.yaml", rule_text("c")).without("content/a.yaml");
  const auto rules = folder.load(options);
  ASSERT_TRUE(rules) << rules.error().text();
  EXPECT_EQ(dump(*rules), dump(*folder.load()));
}

TEST_F(Prepared, JoinRulesOfAnotherFolder) {
  RuleFolder more;
  more.file("content/d.yaml", rule_text("d", "  link.host: {matches: '(q'}\n"));
  options.directories = {more.path()};
  EXPECT_THAT(folder.fault(options), HasSubstr("content/d.yaml:16:"));
  more.file("content/d.yaml", rule_text("d"));
  const auto rules = folder.load(options);
  ASSERT_TRUE(rules) << rules.error().text();
  EXPECT_EQ(rules->rules().size(), 3u);
}

TEST_F(Prepared, HideNoFault) {
  folder.file("content/b.yaml",
              rule_text("b", "  link.host:\n    matches: [evil, '(x']\n"));
  EXPECT_THAT(folder.fault(options), HasSubstr("content/b.yaml:17:21: "));
}

TEST_F(Prepared, AreDoneWithoutWhenTheyAreNoSuchFile) {
  const std::string expected = dump(*folder.load());
  for (std::string_view bytes : {"", "calspam prepared", "id: a\n"}) {
    write(options.prepared, bytes);
    EXPECT_EQ(dump(*folder.load(options)), expected);
  }
  options.prepared += "-missing";
  EXPECT_EQ(dump(*folder.load(options)), expected);
}

TEST_F(Prepared, CannotBeMadeOfFaultyRules) {
  folder.file("content/b.yaml", "id: [");
  const auto bytes =
      RuleSet::prepare({.directories = {folder.path()}}, test::fake_facts());
  ASSERT_FALSE(bytes);
  EXPECT_THAT(bytes.error().where, HasSubstr("content/b.yaml:1:"));
}

}  // namespace
}  // namespace calspam
