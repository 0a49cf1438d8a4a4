// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "detect/rule_folder.hh"

namespace calspam {
namespace {

using test::rule_text;
using test::RuleFolder;
using test::with_line;

std::vector<std::string> ids(const Result<RuleSet>& rules) {
  std::vector<std::string> ids;
  if (!rules) return {rules.error().text()};
  for (const Rule& rule : rules->rules()) ids.push_back(rule.id);
  return ids;
}

// One line of a sound rule, replaced, and what the loader says of it.
struct Fault {
  const char* name;
  int line;
  const char* instead;
  const char* error;  // after "content/a.yaml:"
};

void PrintTo(const Fault& fault, std::ostream* out) {
  *out << fault.name;
}

class LoadFault : public testing::TestWithParam<Fault> {};

TEST_P(LoadFault, IsNamedWithItsPlace) {
  const Fault& fault = GetParam();
  RuleFolder folder;
  folder.file("lists/hosts.txt", "a.test\n");
  folder.file("content/a.yaml",
              with_line(rule_text("a"), fault.line, fault.instead));
  EXPECT_EQ(folder.fault(), std::string("content/a.yaml:") + fault.error);
}

constexpr Fault kKeyFaults[] = {
    {"UnknownKey", 2, "titel: x",
     "2:1: unknown key \"titel\", did you mean \"title\"?"},
    {"KeyFarFromAny", 2, "zzzzzzzz: x", "2:1: unknown key \"zzzzzzzz\""},
    {"MissingTitle", 2, "", "1:1: key \"title\" is missing"},
    {"MissingScore", 5, "", "1:1: key \"score\" is missing"},
    {"MissingMessage", 14, "", "1:1: key \"message\" is missing"},
    {"MissingClauses", 10, "", "1:1: key \"clauses\" is missing"},
    {"EmptyTitle", 2, "title: ''", "2:8: key \"title\" is empty"},
    {"NothingAsTitle", 2, "title:", "2:1: expected a text"},
    {"ListAsTitle", 2, "title: [x]", "2:8: expected a text"},
    {"DuplicateKey", 3, "title: again", "3:1: key \"title\" stands here twice"},
    {"IdNotFileName", 1, "id: b",
     "1:5: id is \"b\", but the file is named \"a\""},
    {"GroupNotFolder", 7, "group: structure",
     "7:8: group is \"structure\", but the folder is named \"content\""},
    {"UnknownSeverity", 4, "severity: hihg",
     "4:11: unknown severity \"hihg\", did you mean \"high\"?"},
    {"UnknownCertainty", 6, "certainty: sure",
     "6:12: unknown certainty \"sure\""},
    {"UnknownClass", 8, "class: atack",
     "8:8: unknown class \"atack\", did you mean \"attack\"?"},
    {"UnknownCategory", 9, "category: malwares",
     "9:11: unknown category \"malwares\", did you mean \"malware\"?"},
    {"ScoreAsWord", 5, "score: much", "5:8: expected a number"},
    {"ScoreQuoted", 5, "score: '1'", "5:8: expected a number"},
    {"ScoreNotFinite", 5, "score: .inf", "5:8: expected a number"},
    {"ScoreBelowZero", 5, "score: -1", "5:8: score must be 0 to 10"},
    {"ScoreTooHigh", 5, "score: 10.5", "5:8: score must be 0 to 10"},
    {"StandaloneAsWord", 9, "category: nuisance\nstandalone: yes",
     "10:13: expected true or false"},
    {"NoClauses", 10, "clauses: []",
     "10:10: clauses must name a clause of CC/R 18003"},
    {"ClausesAsText", 10, "clauses: 7 c", "10:10: expected a list of texts"},
    {"MessageOfUnknownFact", 14, "message: at {link.hots}",
     "14:10: unknown fact \"link.hots\", did you mean \"link.host\"?"},
    {"MessageLeftOpen", 14, "message: 'at {link.host'",
     "14:10: a \"{\" without its \"}\""},
    {"PlaceOfUnknownFact", 14, "message: x\nplace: nowhere",
     "15:8: unknown fact \"nowhere\""},
};

constexpr Fault kYamlFaults[] = {
    {"Anchor", 2, "title: &a x", "2:8: anchors are not used in rule files"},
    {"Alias", 2, "title: &a x\ndescription: *a",
     "2:8: anchors are not used in rule files"},
    {"Tag", 2, "title: !!str x", "2:8: tags are not used in rule files"},
    {"KeyIsAList", 2, "? [a]\n: x", "2:3: a key must be a word"},
    {"SecondDocument", 16, "  link.host: x\n---\nid: a",
     "18:1: a second document in the file"},
    {"NotUtf8", 2, "title: \xFFx", "2:8: bytes are not UTF-8"},
    {"NotYaml", 2, "title: [x",
     "3:12: not YAML: end of sequence flow not found"},
    {"TooDeep", 16,
     "  all: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]"
     "]]]]]]]]]]]]",
     "16:38: nested more than 32 deep"},
};

constexpr Fault kConditionFaults[] = {
    {"NoCondition", 16, "", "15:1: a condition must have keys"},
    {"EmptyAll", 16, "  all: []", "16:8: expected a list of conditions"},
    {"AnyAsMapping", 16, "  any: {link.host: x}",
     "16:8: expected a list of conditions"},
    {"EmptyElement", 16, "  all: [{}]", "16:9: a condition must have keys"},
    {"UnknownFact", 16, "  link.hots: x",
     "16:3: unknown fact \"link.hots\", did you mean \"link.host\"?"},
    {"UnknownScope", 16, "  some_lnk: {link.host: x}",
     "16:3: unknown scope \"lnk\" in \"some_lnk\", did you mean \"link\"?"},
    {"MessageIsNoRowScope", 16, "  no_message: {message.kind: x}",
     "16:3: unknown scope \"message\" in \"no_message\""},
    {"UnknownOperator", 16, "  link.host: {mathces: x}",
     "16:15: unknown operator \"mathces\", did you mean \"matches\"?"},
    {"NoOperator", 16, "  link.host: {}",
     "16:14: expected a value or {OPERATOR: VALUE}"},
    {"ListForEquals", 16, "  link.host: [a, b]",
     "16:14: expected a value or {OPERATOR: VALUE}"},
    {"NoValue", 16,
     "  link.host:", "16:3: expected a value or {OPERATOR: VALUE}"},
    {"OrderOfText", 16, "  link.host: {lt: 3}",
     "16:15: operator \"lt\" does not fit \"link.host\", a text"},
    {"PatternOnNumber", 16, "  link.port: {matches: x}",
     "16:15: operator \"matches\" does not fit \"link.port\", a number"},
    {"InOfBoolean", 16, "  link.hidden: {in: [true]}",
     "16:17: operator \"in\" does not fit \"link.hidden\", a boolean"},
    {"WordForNumber", 16, "  link.port: high", "16:14: expected a number"},
    {"WordForBoundary", 16, "  link.port: {ge: high}",
     "16:19: expected a number"},
    {"WordForBoolean", 16, "  link.hidden: yes",
     "16:16: expected true or false"},
    {"InOfOneValue", 16, "  link.host: {in: a}",
     "16:19: expected a list of values"},
    {"EqualToMany", 16, "  link.host: {eq: [a]}", "16:19: expected one value"},
    {"InOfNothing", 16, "  link.host: {in: []}", "16:19: the list is empty"},
    {"NoPatterns", 16, "  link.host: {matches: []}",
     "16:24: the list is empty"},
    {"EmptyPattern", 16, "  link.host: {matches: ''}",
     "16:24: the pattern is empty"},
    {"ContainsNothing", 16, "  link.host: {contains: ''}",
     "16:25: expected 1 to 200 bytes of text"},
    {"UnknownList", 16, "  link.host: {in_list: host}",
     "16:24: no list \"host\" in lists/, did you mean \"hosts\"?"},
    {"SameAsUnknownFact", 16, "  link.host: {same_as: link.hosts}",
     "16:24: unknown fact \"link.hosts\", did you mean \"link.host\"?"},
    {"SameAsOtherType", 16, "  link.host: {same_as: link.port}",
     "16:24: \"link.host\", a text, is never the same as \"link.port\", a "
     "number"},
    {"SizeWithoutBound", 16, "  link.host: {size: {}}",
     "16:21: expected a bound such as {ge: 2}"},
    {"SizeUnknownBound", 16, "  link.host: {size: {min: 1, ge: 1}}",
     "16:22: unknown key \"min\""},
    {"CountWithoutWhere", 16, "  count: {of: link, ge: 2}",
     "16:10: expected {of: SCOPE, where: CONDITION, ge: NUMBER}"},
    {"CountOfUnknownScope", 16,
     "  count: {of: links, where: {link.host: x}, ge: 2}",
     "16:15: unknown scope \"links\", did you mean \"link\"?"},
    {"CountWithoutBound", 16, "  count: {of: link, where: {link.host: x}}",
     "16:10: expected a bound such as {ge: 2}"},
    {"FactOfAnotherQuantifier", 16, "  some_event: {link.host: x}",
     "16:16: fact \"link.host\" inside a quantifier of event needs a "
     "quantifier of link around it"},
    {"SameAsFactOfAnotherQuantifier", 16,
     "  some_link: {link.host: {same_as: event.uid}}",
     "16:36: fact \"event.uid\" inside a quantifier of link needs a "
     "quantifier of event around it"},
    {"SameQuantifierTwice", 16, "  some_event: {no_event: {event.uid: x}}",
     "16:16: \"no_event\" inside a quantifier of event: only event and one "
     "other scope nest"},
    {"QuantifiersThatDoNotNest", 16,
     "  some_link: {some_alarm: {alarm.repeat: 1}}",
     "16:15: \"some_alarm\" inside a quantifier of link: only event and one "
     "other scope nest"},
    {"ThreeQuantifiers", 16,
     "  some_event: {some_link: {some_alarm: {alarm.repeat: 1}}}",
     "16:28: \"some_alarm\" inside a quantifier of link: only event and one "
     "other scope nest"},
};

std::string fault_name(const testing::TestParamInfo<Fault>& info) {
  return info.param.name;
}
INSTANTIATE_TEST_SUITE_P(Key, LoadFault, testing::ValuesIn(kKeyFaults),
                         fault_name);
INSTANTIATE_TEST_SUITE_P(Yaml, LoadFault, testing::ValuesIn(kYamlFaults),
                         fault_name);
INSTANTIATE_TEST_SUITE_P(Condition, LoadFault,
                         testing::ValuesIn(kConditionFaults), fault_name);

TEST(Load, BadPatternIsNamedWithItsPlace) {
  RuleFolder folder;
  folder.file("content/a.yaml",
              rule_text("a", "  link.host:\n    matches: [ok, '(x']\n"));
  EXPECT_THAT(folder.fault(),
              testing::AllOf(testing::StartsWith("content/a.yaml:17:19: "),
                             testing::HasSubstr("missing )")));
}

TEST(Load, EmptyFileIsAFault) {
  RuleFolder folder;
  folder.file("content/a.yaml", "# nothing\n");
  EXPECT_EQ(folder.fault(), "content/a.yaml:1:1: the file is empty");
}

TEST(Load, FileThatIsNoMappingIsAFault) {
  RuleFolder folder;
  folder.file("content/a.yaml", "- id: a\n");
  EXPECT_EQ(folder.fault(), "content/a.yaml:1:1: expected keys with values");
}

TEST(Load, FileTooLargeIsAFault) {
  RuleFolder folder;
  folder.file("content/a.yaml", std::string(300 << 10, '#'));
  EXPECT_EQ(folder.fault(), "content/a.yaml: larger than 256 KiB");
}

TEST(Load, RuleInTheWrongPlaceIsAFault) {
  RuleFolder folder;
  folder.file("a.yaml", rule_text("a"));
  EXPECT_EQ(folder.fault(), "a.yaml: a rule stands in the folder of its group");
}

TEST(Load, RuleWithTheWrongEndingIsAFault) {
  RuleFolder folder;
  folder.file("content/a.yml", rule_text("a"));
  EXPECT_EQ(folder.fault(),
            "content/a.yml: the name of a rule file ends in .yaml");
}

TEST(Load, FolderThatIsNoGroupIsAFault) {
  RuleFolder folder;
  folder.file("contents/a.yaml", rule_text("a"));
  EXPECT_EQ(folder.fault(),
            "contents/a.yaml: the folder \"contents\" is no group of "
            "policy.yaml, did you mean \"content\"?");
}

TEST(Load, FolderWithoutPolicyIsAFault) {
  RuleFolder folder;
  folder.without("policy.yaml");
  EXPECT_EQ(folder.fault(), ": no policy.yaml in any rule folder");
}

TEST(Load, MissingFolderIsAFault) {
  RuleFolder folder;
  EXPECT_EQ(folder.fault({.directories = {folder.path() + "/none"}}),
            "none: No such file or directory");
}

TEST(Load, SameIdAgainIsAFault) {
  RuleFolder folder, more;
  folder.file("content/a.yaml", rule_text("a"));
  more.file("content/a.yaml", rule_text("a"));
  EXPECT_EQ(folder.fault({.directories = {more.path()}}),
            more.path() +
                "/content/a.yaml:1:1: rule \"a\" stands in content/a.yaml too");
}

TEST(Load, KeysMayComeInAnyOrder) {
  RuleFolder folder;
  const std::string text = rule_text("a");
  folder.file("content/a.yaml", text.substr(text.find('\n') + 1) + "id: a\n");
  EXPECT_EQ(folder.fault(), "");
}

TEST(Load, RuleHasTheWordsOfItsFile) {
  RuleFolder folder;
  folder.file("content/a.yaml", rule_text("a"));
  const auto rules = folder.load();
  ASSERT_TRUE(rules) << rules.error().text();
  const Rule& rule = rules->rules().front();
  EXPECT_EQ(rule.title, "A host");
  EXPECT_EQ(rule.severity, Severity::Low);
  EXPECT_EQ(rule.score, 1);
  EXPECT_EQ(rule.classification, "abuse");
  EXPECT_EQ(rule.category, "nuisance");
  EXPECT_EQ(rule.clauses, (std::vector<std::string>{"7 c"}));
  EXPECT_EQ(rule.message, "host \"{link.host}\"");
  EXPECT_EQ(rule.file, folder.path() + "/content/a.yaml");
  EXPECT_FALSE(rule.standalone);
}

RuleFolder& with_three_rules(RuleFolder& folder) {
  folder.file("content/b.yaml", rule_text("b"));
  folder.file("content/a.yaml", rule_text("a"));
  return folder.file("structure/z.yaml",
                     with_line(rule_text("z"), 7, "group: structure"));
}

TEST(Load, OrdersByGroupOfThePolicyThenId) {
  RuleFolder folder;
  EXPECT_THAT(ids(with_three_rules(folder).load()),
              testing::ElementsAre("z", "a", "b"));
}

TEST(Load, LaterFoldersAdd) {
  RuleFolder folder, more;
  more.without("policy.yaml").file("content/c.yaml", rule_text("c"));
  EXPECT_THAT(
      ids(with_three_rules(folder).load({.directories = {more.path()}})),
      testing::ElementsAre("z", "a", "b", "c"));
}

TEST(Load, ListsOfOneNameAreJoined) {
  RuleFolder folder, more;
  folder.file("lists/hosts.txt", "a.test\n");
  more.file("lists/hosts.txt", "b.test\n");
  more.file("lists/others.txt", "c.test\n");
  folder.file("content/a.yaml",
              rule_text("a", "  link.host: {in_list: others}\n"));
  EXPECT_EQ(folder.fault({.directories = {more.path()}}), "");
}

TEST(Load, SelectAndIgnoreTakeIdsAndGroups) {
  RuleFolder folder;
  with_three_rules(folder);
  EXPECT_THAT(ids(folder.load({.select = {"content"}})),
              testing::ElementsAre("a", "b"));
  EXPECT_THAT(ids(folder.load({.select = {"a", "z"}})),
              testing::ElementsAre("z", "a"));
  EXPECT_THAT(ids(folder.load({.select = {"content"}, .ignore = {"b"}})),
              testing::ElementsAre("a"));
  EXPECT_THAT(ids(folder.load({.ignore = {"content"}})),
              testing::ElementsAre("z"));
}

TEST(Load, UnknownNamesInSelectAndIgnoreAreFaults) {
  RuleFolder folder;
  with_three_rules(folder);
  EXPECT_EQ(folder.fault({.select = {"contnet"}}),
            "--select: no rule or group \"contnet\", did you mean "
            "\"content\"?");
  EXPECT_EQ(folder.fault({.ignore = {"nothing-like-it"}}),
            "--ignore: no rule or group \"nothing-like-it\"");
}

TEST(Load, LeftoversOfEditorsArePassedOver) {
  RuleFolder folder;
  with_three_rules(folder);
  folder.file("content/.a.yaml.swp", "x").file("content/a.yaml~", "x");
  folder.file("content/#a.yaml#", "x").file("rule.schema.json", "{");
  folder.file("layouts/x.yaml", "{").file("content/README.md", "x");
  EXPECT_EQ(folder.fault(), "");
}

TEST(Load, DigestFollowsNamesAndBytes) {
  RuleFolder one, same, other;
  with_three_rules(one);
  with_three_rules(same);
  with_three_rules(other);
  EXPECT_EQ(one.load()->digest(), same.load()->digest());
  EXPECT_EQ(one.load()->digest().size(), 64u);
  other.file("lists/x.txt", "");
  EXPECT_NE(one.load()->digest(), other.load()->digest());
  same.file("content/a.yaml", rule_text("a") + "# a comment\n");
  EXPECT_NE(one.load()->digest(), same.load()->digest());
}

TEST(Load, ShippedRulesLoad) {
  const auto rules =
      RuleSet::load({.directories = {CALSPAM_SOURCE_DIR "/rules"}});
  EXPECT_TRUE(rules) << rules.error().text();
}

}  // namespace
}  // namespace calspam
