// SPDX-License-Identifier: MIT
#include "detect/rule_set.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "detect/fake_facts.hh"
#include "detect/rule_folder.hh"

namespace calspam {
namespace {

using test::rule_text;
using test::RuleFolder;
using test::SubjectMaker;
using test::with_line;

// The findings of one rule with that condition and message.
std::vector<Finding> findings(const SubjectMaker& maker,
                              const std::string& condition,
                              const std::string& message = "x") {
  RuleFolder folder;
  folder.file("content/a.yaml",
              with_line(rule_text("a", condition), 14, "message: " + message));
  const auto rules = folder.load();
  if (!rules) {
    ADD_FAILURE() << rules.error().text();
    return {};
  }
  return rules->findings(maker.subject);
}

Finding finding(const SubjectMaker& maker, const std::string& condition,
                const std::string& message = "x") {
  const auto found = findings(maker, condition, message);
  if (found.size() == 1) return found.front();
  ADD_FAILURE() << found.size() << " findings";
  return {};
}

TEST(RuleSet, FiresOnTrueOnly) {
  SubjectMaker s;
  s.link("a.test");
  EXPECT_EQ(findings(s, "  link.host: a.test\n").size(), 1u);
  EXPECT_TRUE(findings(s, "  link.host: b.test\n").empty());
  EXPECT_TRUE(findings(s, "  message.never: {ne: x}\n").empty());
}

TEST(RuleSet, SaysNothingOfMailWithoutCalendarContent) {
  SubjectMaker s;
  s.link("a.test").subject.message.parts.resize(1);
  EXPECT_TRUE(findings(s, "  link.host: a.test\n").empty());
}

TEST(RuleSet, FindingHasTheWeightsOfItsRule) {
  SubjectMaker s;
  s.link("a.test");
  const Finding found = finding(s, "  link.host: a.test\n");
  EXPECT_EQ(found.id, "a");
  EXPECT_EQ(found.group, "content");
  EXPECT_EQ(found.score, 1);
  EXPECT_EQ(found.severity, Severity::Low);
  EXPECT_EQ(found.clauses, (std::vector<std::string>{"7 c"}));
}

TEST(RuleSet, MessageNamesTheRowThatDecided) {
  SubjectMaker s;
  s.event("first").link("a.test", 80).event("second").link("b.test", 81);
  EXPECT_EQ(finding(s, "  some_event:\n    some_link: {link.port: 81}\n",
                    "'{link.host} of \"{event.uid}\"'")
                .message,
            "b.test of \"second\"");
}

TEST(RuleSet, MessageNamesTheElementThatDecided) {
  SubjectMaker s;
  s.names({"one", "two", "three"});
  EXPECT_EQ(
      finding(s, "  message.names: {matches: ^t}\n", "'name {message.names}'")
          .message,
      "name two");
  EXPECT_EQ(finding(s, "  message.names: {size: {ge: 2}}\n",
                    "'names {message.names}'")
                .message,
            "names one, two, three");
}

TEST(RuleSet, MessageLeavesOutWhatIsUnknown) {
  SubjectMaker s;
  EXPECT_EQ(
      finding(s, "  message.flag: false\n", "'at \"{message.never}\"'").message,
      "at \"\"");
  EXPECT_EQ(finding(s, "  message.flag: false\n",
                    "'a ({message.never}{message.never}) b ({message.flag})'")
                .message,
            "a b (false)");
  // Those of the input stay.
  s.kind("x (");
  EXPECT_EQ(
      finding(s, "  message.flag: false\n", "'{message.kind}{message.never})'")
          .message,
      "x ()");
}

TEST(RuleSet, MessageCutsLongValues) {
  SubjectMaker s;
  std::string name;
  for (int i = 0; i < 121; ++i) name += "\xC3\xA9";
  s.kind(name);
  const std::string message =
      finding(s, "  message.flag: false\n", "'{message.kind}'").message;
  EXPECT_EQ(message, name.substr(0, 2 * 117) + "...");
  s.kind(name.substr(2));
  EXPECT_EQ(finding(s, "  message.flag: false\n", "'{message.kind}'").message,
            name.substr(2));
}

TEST(RuleSet, PointsAtTheElementThatMatched) {
  SubjectMaker s;
  s.names({"one", "two", "three"});
  const Finding found = finding(s, "  message.names: {matches: thr}\n");
  EXPECT_EQ(found.where, (Place{0, "DKIM-Signature:", {20, 25}}));
  EXPECT_EQ(found.excerpt, "three");
}

TEST(RuleSet, PointsAtAMatchBeforeAMereComparison) {
  SubjectMaker s;
  s.names({"one"}).link("a.test", {}, {-1, "URL", {70, 75}});
  const Finding found = finding(s,
                                "  some_link: {link.hidden: false}\n"
                                "  message.names: {matches: one}\n");
  EXPECT_EQ(found.where.property, "DKIM-Signature:");
}

TEST(RuleSet, PointsAtThePlaceTheRuleNames) {
  SubjectMaker s;
  s.names({"one"}).link("a.test", {}, {-1, "URL", {70, 75}});
  const Finding found =
      finding(s, "  message.names: {matches: one}\n", "x\nplace: link.host");
  EXPECT_EQ(found.where, (Place{-1, "URL", {70, 75}}));
  EXPECT_EQ(found.excerpt, "a.test");
}

TEST(RuleSet, PointsAtWhatWasDenied) {
  SubjectMaker s;
  s.link("a.test", {}, {-1, "URL", {70, 75}});
  const Finding found = finding(s, "  not: {some_link: {link.host: b.test}}\n");
  EXPECT_EQ(found.where, Place{});
  EXPECT_EQ(finding(s, "  link.host: {ne: b.test}\n").where.property, "URL");
}

TEST(RuleSet, ExcerptOfALongTextIsWhatMatchedAndItsSurroundings) {
  SubjectMaker s;
  std::string text;
  for (int i = 0; i < 500; ++i) text += "\xC3\xA9";
  s.kind(text + " call 555-0100 now " + text);
  s.limits.excerpt_bytes = 60;
  const Finding found = finding(s, "  message.kind: {matches: '555-\\d+'}\n");
  EXPECT_THAT(found.excerpt, testing::HasSubstr(" call 555-0100 now "));
  EXPECT_LE(found.excerpt.size(), 60u);
  EXPECT_GE(found.excerpt.size(), 55u);
  EXPECT_THAT(found.excerpt, testing::StartsWith("\xC3\xA9"));
}

TEST(RuleSet, ExcerptIsUtf8WhateverTheValueIs) {
  SubjectMaker s;
  s.kind(std::string(300, '\xFF') + "x");
  const Finding found = finding(s, "  message.kind: {matches: .}\n");
  EXPECT_LE(found.excerpt.size(), s.limits.excerpt_bytes);
  EXPECT_THAT(found.excerpt, testing::StartsWith("\xEF\xBF\xBD"));
}

TEST(RuleSet, ExcerptOfABooleanIsTheInputAtItsPlace) {
  SubjectMaker s;
  s.raw.bytes = "BEGIN:VCALENDAR\r\nURL:http://a.test/\r\n";
  s.link("a.test", {}, {-1, "URL", {17, 35}});
  EXPECT_EQ(finding(s, "  some_link: {link.hidden: false}\n").excerpt,
            "URL:http://a.test/");
}

TEST(RuleSet, ExcerptIsEmptyWhereATransferEncodingHidesTheInput) {
  SubjectMaker s;
  s.raw.bytes = "Content-Transfer-Encoding: base64\r\n\r\nVVJMOg==\r\n";
  Part part;
  part.carrier = Carrier::TextCalendar;
  part.encoding = TransferEncoding::Base64;
  part.header_span = {0, 37};
  s.subject.message.parts.push_back(part);
  s.link("a.test", {}, {0, "URL", {37, 45}});
  EXPECT_EQ(finding(s, "  some_link: {link.hidden: false}\n").excerpt, "");
}

TEST(RuleSet, JudgesItsOwnFindings) {
  SubjectMaker s;
  s.link("a.test");
  RuleFolder folder;
  folder.file("content/a.yaml", with_line(rule_text("a"), 5, "score: 4"));
  folder.file("structure/b.yaml",
              with_line(with_line(rule_text("b"), 5, "score: 2"), 7,
                        "group: structure"));
  const auto rules = folder.load();
  ASSERT_TRUE(rules) << rules.error().text();
  const auto found = rules->findings(s.subject);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].id, "b");
  const Verdict verdict = rules->judge(s.subject, found);
  EXPECT_EQ(verdict.level, Level::Spam);
  EXPECT_EQ(verdict.score, 6);
}

}  // namespace
}  // namespace calspam
