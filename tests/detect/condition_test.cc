// SPDX-License-Identifier: MIT
#include "detect/condition.hh"

#include <gtest/gtest.h>

#include "detect/condition_compiler.hh"
#include "detect/fake_facts.hh"

namespace calspam {

void PrintTo(Truth truth, std::ostream* out) {
  *out << (truth == Truth::True      ? "true"
           : truth == Truth::Unknown ? "unknown"
                                     : "false");
}

namespace {

using test::SubjectMaker;

constexpr Truth kTrue = Truth::True;
constexpr Truth kFalse = Truth::False;
constexpr Truth kUnknown = Truth::Unknown;

Lists some_lists() {
  Lists lists;
  EXPECT_TRUE(lists["words"].add("alpha\nBeta\n", "words"));
  EXPECT_TRUE(lists["domains"].add("example.com\nco.test\n", "domains"));
  return lists;
}

Truth truth(const SubjectMaker& maker, std::string_view yaml) {
  const auto node = read_yaml(yaml, "rule.yaml");
  if (!node) ADD_FAILURE() << node.error().text();
  Faults faults("rule.yaml");
  const FactTable table(test::fake_facts());
  const Lists lists = some_lists();
  PatternSet patterns;
  ConditionCompiler compiler({table, lists, patterns}, faults);
  const Condition condition = compiler.compile(*node);
  if (faults.first()) ADD_FAILURE() << faults.first()->text();
  patterns.build();
  Observations observations(maker.subject, table, patterns);
  return evaluate(condition, observations);
}

// message.flag is false, message.never unknown.
constexpr const char* kT = "{message.flag: false}";
constexpr const char* kF = "{message.flag: true}";
constexpr const char* kU = "{message.never: x}";

std::string pair(const char* word, const char* a, const char* b) {
  return std::string(word) + ": [" + a + ", " + b + "]";
}

TEST(Condition, AllIsKleenesAnd) {
  const SubjectMaker s;
  EXPECT_EQ(truth(s, pair("all", kT, kT)), kTrue);
  EXPECT_EQ(truth(s, pair("all", kT, kF)), kFalse);
  EXPECT_EQ(truth(s, pair("all", kT, kU)), kUnknown);
  EXPECT_EQ(truth(s, pair("all", kU, kF)), kFalse);
  EXPECT_EQ(truth(s, pair("all", kF, kU)), kFalse);
  EXPECT_EQ(truth(s, pair("all", kU, kU)), kUnknown);
}

TEST(Condition, AnyIsKleenesOr) {
  const SubjectMaker s;
  EXPECT_EQ(truth(s, pair("any", kF, kF)), kFalse);
  EXPECT_EQ(truth(s, pair("any", kF, kT)), kTrue);
  EXPECT_EQ(truth(s, pair("any", kU, kT)), kTrue);
  EXPECT_EQ(truth(s, pair("any", kU, kF)), kUnknown);
  EXPECT_EQ(truth(s, pair("any", kU, kU)), kUnknown);
}

TEST(Condition, NotOfUnknownIsUnknown) {
  const SubjectMaker s;
  EXPECT_EQ(truth(s, "not: {message.never: x}"), kUnknown);
  EXPECT_EQ(truth(s, "not: {message.flag: true}"), kTrue);
  EXPECT_EQ(truth(s, "not: {message.flag: false}"), kFalse);
}

TEST(Condition, NegatedOperatorsOfUnknownAreUnknown) {
  const SubjectMaker s;
  for (const char* op :
       {"ne: x", "not_in: [x]", "not_in_list: words", "not_matches: x",
        "not_in_domain_list: domains", "not_same_as: message.names"})
    EXPECT_EQ(truth(s, std::string("message.never: {") + op + "}"), kUnknown)
        << op;
}

TEST(Condition, KeysOfOneMappingMustAllHold) {
  SubjectMaker s;
  s.kind("imip");
  EXPECT_EQ(truth(s, "message.kind: imip\nmessage.flag: false"), kTrue);
  EXPECT_EQ(truth(s, "message.kind: imip\nmessage.flag: true"), kFalse);
}

TEST(Condition, TextComparesIgnoringAsciiCase) {
  SubjectMaker s;
  s.kind("IMIP");
  EXPECT_EQ(truth(s, "message.kind: imip"), kTrue);
  EXPECT_EQ(truth(s, "message.kind: {ne: Imip}"), kFalse);
  EXPECT_EQ(truth(s, "message.kind: {in: [x, imip]}"), kTrue);
  EXPECT_EQ(truth(s, "message.kind: {contains: mi}"), kTrue);
  EXPECT_EQ(truth(s, "message.kind: {not_in: [x, imip]}"), kFalse);
}

TEST(Condition, PatternsIgnoreCaseUnlessTold) {
  SubjectMaker s;
  s.kind("Invoice 7");
  EXPECT_EQ(truth(s, "message.kind: {matches: '^invoice \\d'}"), kTrue);
  EXPECT_EQ(truth(s, "message.kind: {matches: '(?-i)^invoice'}"), kFalse);
  EXPECT_EQ(truth(s, "message.kind: {matches: [refund, invoice]}"), kTrue);
  EXPECT_EQ(truth(s, "message.kind: {not_matches: [refund, order]}"), kTrue);
}

TEST(Condition, NumbersKeepToAllBounds) {
  SubjectMaker s;
  s.event("a", 3);
  EXPECT_EQ(truth(s, "some_event: {event.sequence: {ge: 3, lt: 4}}"), kTrue);
  EXPECT_EQ(truth(s, "some_event: {event.sequence: {gt: 3}}"), kFalse);
  EXPECT_EQ(truth(s, "some_event: {event.sequence: {le: 2}}"), kFalse);
  EXPECT_EQ(truth(s, "some_event: {event.sequence: {in: [1, 3]}}"), kTrue);
  EXPECT_EQ(truth(s, "some_event: {event.sequence: {ne: 3}}"), kFalse);
}

TEST(Condition, ListHoldsWhenSomeElementDoes) {
  SubjectMaker s;
  s.names({"one", "two"});
  EXPECT_EQ(truth(s, "message.names: two"), kTrue);
  EXPECT_EQ(truth(s, "message.names: {matches: ^t}"), kTrue);
  EXPECT_EQ(truth(s, "message.names: {in: [three]}"), kFalse);
  EXPECT_EQ(truth(s, "message.names: {ne: two}"), kFalse);
  EXPECT_EQ(truth(s, "message.names: {not_in: [three, four]}"), kTrue);
}

TEST(Condition, EmptyListIsKnown) {
  const SubjectMaker s;
  EXPECT_EQ(truth(s, "message.names: x"), kFalse);
  EXPECT_EQ(truth(s, "message.names: {ne: x}"), kTrue);
  EXPECT_EQ(truth(s, "message.names: {size: {eq: 0}}"), kTrue);
}

TEST(Condition, WordAndDomainLists) {
  SubjectMaker s;
  s.names({"BETA"});
  EXPECT_EQ(truth(s, "message.names: {in_list: words}"), kTrue);
  s.names({"a.b.Example.com"});
  EXPECT_EQ(truth(s, "message.names: {in_list: domains}"), kFalse);
  EXPECT_EQ(truth(s, "message.names: {in_domain_list: domains}"), kTrue);
  EXPECT_EQ(truth(s, "message.names: {not_in_domain_list: domains}"), kFalse);
  s.names({"notexample.com"});
  EXPECT_EQ(truth(s, "message.names: {in_domain_list: domains}"), kFalse);
}

TEST(Condition, SameAsComparesAnyWithAny) {
  SubjectMaker s;
  s.kind("B.example").names({"a.example", "b.example"});
  EXPECT_EQ(truth(s, "message.kind: {same_as: message.names}"), kTrue);
  EXPECT_EQ(truth(s, "message.names: {same_as: message.kind}"), kTrue);
  EXPECT_EQ(truth(s, "message.names: {not_same_as: message.kind}"), kFalse);
  EXPECT_EQ(truth(s, "message.names: {same_as: message.others}"), kUnknown);
  s.others({"c.example"});
  EXPECT_EQ(truth(s, "message.names: {same_as: message.others}"), kFalse);
  EXPECT_EQ(truth(s, "message.names: {not_same_as: message.others}"), kTrue);
}

TEST(Condition, SizeCountsElementsAndCharacters) {
  SubjectMaker s;
  s.kind("d\xC3\xA9j\xC3\xA0").names({"a", "b"});
  EXPECT_EQ(truth(s, "message.names: {size: {ge: 2}}"), kTrue);
  EXPECT_EQ(truth(s, "message.kind: {size: {eq: 4}}"), kTrue);
  EXPECT_EQ(truth(s, "message.never: {size: {ge: 0}}"), kUnknown);
}

TEST(Condition, RowFactOutsideAQuantifierIsOneList) {
  SubjectMaker s;
  s.link("a.test", 80).link("b.test");
  EXPECT_EQ(truth(s, "link.host: b.test"), kTrue);
  EXPECT_EQ(truth(s, "link.host: {ne: c.test}"), kTrue);
  EXPECT_EQ(truth(s, "link.host: {size: {eq: 2}}"), kTrue);
  EXPECT_EQ(truth(s, "link.port: {ge: 80}"), kTrue);
  EXPECT_EQ(truth(s, "link.port: {gt: 80}"), kUnknown);
  EXPECT_EQ(truth(s, "link.port: {ne: 81}"), kUnknown);
  EXPECT_EQ(truth(s, "link.port: {ne: 80}"), kFalse);
}

TEST(Condition, SomeHoldsFactsToTheSameRow) {
  SubjectMaker s;
  s.link("a.test", 80).link("b.test", 81);
  EXPECT_EQ(truth(s, "some_link: {link.host: a.test, link.port: 80}"), kTrue);
  EXPECT_EQ(truth(s, "some_link: {link.host: a.test, link.port: 81}"), kFalse);
  EXPECT_EQ(truth(s, "all: [{link.host: a.test}, {link.port: 81}]"), kTrue);
}

TEST(Condition, QuantifiersOverNoRows) {
  const SubjectMaker s;
  EXPECT_EQ(truth(s, "some_link: {link.hidden: true}"), kFalse);
  EXPECT_EQ(truth(s, "every_link: {link.hidden: false}"), kFalse);
  EXPECT_EQ(truth(s, "no_link: {link.hidden: true}"), kTrue);
  EXPECT_EQ(truth(s, "count: {of: link, where: {link.hidden: true}, eq: 0}"),
            kTrue);
}

TEST(Condition, QuantifiersOverUnknownRows) {
  SubjectMaker s;
  s.link("a.test").link("");
  EXPECT_EQ(truth(s, "some_link: {link.host: a.test}"), kTrue);
  EXPECT_EQ(truth(s, "some_link: {link.host: b.test}"), kUnknown);
  EXPECT_EQ(truth(s, "every_link: {link.host: a.test}"), kUnknown);
  EXPECT_EQ(truth(s, "every_link: {link.host: b.test}"), kFalse);
  EXPECT_EQ(truth(s, "no_link: {link.host: a.test}"), kFalse);
  EXPECT_EQ(truth(s, "no_link: {link.host: b.test}"), kUnknown);
}

std::string counted(const char* bounds) {
  return std::string("count: {of: link, where: {link.host: a.test}, ") +
         bounds + "}";
}

TEST(Condition, CountKnowsWhatItDoesNotKnow) {
  SubjectMaker s;
  s.link("a.test").link("a.test").link("b.test").link("");
  EXPECT_EQ(truth(s, counted("ge: 2")), kTrue);
  EXPECT_EQ(truth(s, counted("ge: 3")), kUnknown);
  EXPECT_EQ(truth(s, counted("gt: 3")), kFalse);
  EXPECT_EQ(truth(s, counted("lt: 2")), kFalse);
  EXPECT_EQ(truth(s, counted("le: 3")), kTrue);
  EXPECT_EQ(truth(s, counted("eq: 2")), kUnknown);
  EXPECT_EQ(truth(s, counted("eq: 1")), kFalse);
  EXPECT_EQ(truth(s, counted("ne: 1")), kTrue);
  EXPECT_EQ(truth(s, counted("ge: 1, le: 3")), kTrue);
}

TEST(Condition, CountInsideTheUnknownRangeIsUnknown) {
  SubjectMaker s;
  s.link("").link("").link("a.test");
  EXPECT_EQ(truth(s, counted("eq: 2")), kUnknown);
  EXPECT_EQ(truth(s, counted("ne: 2")), kUnknown);
}

TEST(Condition, NestedQuantifierKeepsToTheEvent) {
  SubjectMaker s;
  s.event("first").link("a.test").event("second").link("b.test");
  EXPECT_EQ(truth(s,
                  "some_event: {event.uid: first,"
                  " some_link: {link.host: a.test}}"),
            kTrue);
  EXPECT_EQ(truth(s,
                  "some_event: {event.uid: first,"
                  " some_link: {link.host: b.test}}"),
            kFalse);
  EXPECT_EQ(truth(s,
                  "every_event: {count: {of: link,"
                  " where: {link.hidden: false}, eq: 1}}"),
            kTrue);
}

TEST(Condition, NestedQuantifierOverAttendeesAndAlarms) {
  SubjectMaker s;
  s.event("first").attendee("CHAIR").alarm(1);
  s.event("second").attendee("REQ-PARTICIPANT").alarm(9);
  EXPECT_EQ(truth(s,
                  "some_event: {some_attendee: {attendee.role: chair},"
                  " some_alarm: {alarm.repeat: 1}}"),
            kTrue);
  EXPECT_EQ(truth(s,
                  "some_event: {some_attendee: {attendee.role: chair},"
                  " some_alarm: {alarm.repeat: 9}}"),
            kFalse);
}

TEST(Condition, EventInsideALinkIsItsOwn) {
  SubjectMaker s;
  s.link("body.test").event("first").link("a.test").event("second");
  EXPECT_EQ(truth(s,
                  "some_link: {link.host: a.test,"
                  " some_event: {event.uid: first}}"),
            kTrue);
  EXPECT_EQ(truth(s,
                  "some_link: {link.host: a.test,"
                  " some_event: {event.uid: second}}"),
            kFalse);
  EXPECT_EQ(truth(s,
                  "some_link: {link.host: body.test,"
                  " no_event: {event.endless: false}}"),
            kTrue);
}

TEST(Condition, NestedComparisonUsesTheOuterRow) {
  SubjectMaker s;
  s.event("a.test").link("b.test").event("b.test").link("b.test");
  EXPECT_EQ(truth(s,
                  "some_event: {event.uid: a.test,"
                  " some_link: {link.host: {same_as: event.uid}}}"),
            kFalse);
  EXPECT_EQ(truth(s,
                  "some_event: {event.uid: b.test,"
                  " some_link: {link.host: {same_as: event.uid}}}"),
            kTrue);
}

TEST(Condition, PartInsideAnEventCarriesIt) {
  SubjectMaker s;
  for (const char* path : {"1", "1.1", "1.2"}) {
    Part part;
    part.path = path;
    s.subject.message.parts.push_back(std::move(part));
  }
  s.subject.calendars.resize(1);
  s.subject.calendars[0].part = 2;
  s.event("a");
  EXPECT_EQ(truth(s, "some_event: {every_part: {part.path: '1.2'}}"), kTrue);
  EXPECT_EQ(truth(s, "some_event: {some_part: {part.path: '1.1'}}"), kFalse);
}

TEST(Condition, MessageFactsMayStandAnywhere) {
  SubjectMaker s;
  s.kind("a.test").link("a.test");
  EXPECT_EQ(truth(s,
                  "some_link: {message.kind: a.test,"
                  " link.host: {same_as: message.kind}}"),
            kTrue);
}

TEST(Condition, FactIsObservedOnceARowAndOnlyWhenNeeded) {
  SubjectMaker s;
  s.link("a.test").link("b.test");
  test::host_observations();
  truth(s, "all: [{message.flag: true}, {link.host: a.test}]");
  EXPECT_EQ(test::host_observations(), 0);
  truth(s,
        "any: [{link.host: {matches: x}}, {link.host: y},"
        " {no_link: {link.host: b.test}}]");
  EXPECT_EQ(test::host_observations(), 2);
}

// A product of rows would take 10^8 steps here.
TEST(Condition, NestedQuantifiersAreLinearInTheRows) {
  SubjectMaker s;
  for (int i = 0; i < 10'000; ++i) s.event("e").link("a.test");
  EXPECT_EQ(truth(s, "some_event: {some_link: {link.host: b.test}}"), kFalse);
}

}  // namespace
}  // namespace calspam
