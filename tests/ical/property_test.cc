// SPDX-License-Identifier: MIT
#include "ical/property.hh"

#include <gtest/gtest.h>

#include "dump.hh"

namespace calspam {
namespace {

Property property_of(std::string_view text, Anomalies* anomalies = nullptr) {
  Anomalies unused;
  AnomalyLog log(anomalies == nullptr ? unused : *anomalies);
  const Limits limits;
  ContentLines lines(text, limits, log);
  ContentLine line;
  return lines.next(line) ? parse_property(line, limits, log) : Property{};
}

// "NAME;P=v|w: value #anomalies"
std::string shown(std::string_view text) {
  Anomalies anomalies;
  Calendar calendar;
  calendar.stray.push_back(property_of(text, &anomalies));
  std::string out = dump(calendar).substr(6);
  out.pop_back();
  const std::string found = ids(anomalies);
  return found.empty() ? out : out + " #" + found;
}

TEST(Property, HasNameAndValue) {
  EXPECT_EQ(shown("SUMMARY:Tea; and, more: x"), "SUMMARY: Tea; and, more: x");
}

TEST(Property, NameIsUpperCase) {
  EXPECT_EQ(shown("Summary:x"), "SUMMARY: x #ical-name-case");
}

TEST(Property, HasGroup) {
  EXPECT_EQ(shown("item1.URL:x"), "item1.URL: x #ical-name-case");
}

TEST(Property, ParametersKeepOrderAndSpelling) {
  EXPECT_EQ(shown("ATTENDEE;CN=Jo;member=\"mailto:a@b\",\"c\":mailto:x"),
            "ATTENDEE;CN=Jo;member=mailto:a@b|c: mailto:x");
}

TEST(Property, QuotesHideSeparators) {
  EXPECT_EQ(shown("X;CN=\"a:b;c,d\":v"), "X;CN=a:b;c,d: v");
}

TEST(Property, CaretsAreUndone) {
  EXPECT_EQ(shown("X;CN=a^nb^^c^'d^e:v"), "X;CN=a\\x0ab^c\"d^e: v");
}

TEST(Property, QuoteInsideValueIsOdd) {
  EXPECT_EQ(shown("X;CN=un\"quo:ted\":v"), "X;CN=unquo:ted: v #ical-quote");
}

TEST(Property, LoneQuoteIsAPlainByte) {
  EXPECT_EQ(shown("X;CN=\"Jo:mailto:a@b"), "X;CN=\"Jo: mailto:a@b #ical-quote");
}

TEST(Property, ParameterWithoutValueIsOdd) {
  EXPECT_EQ(shown("X;QUOTED-PRINTABLE:v"),
            "X;QUOTED-PRINTABLE=: v #ical-parameter");
}

TEST(Property, ParameterTwiceIsAmbiguous) {
  EXPECT_EQ(shown("X;CN=a;cn=b:v"), "X;CN=a;cn=b: v #ical-parameter-twice");
}

TEST(Property, SpaceBeforeColonIsOdd) {
  EXPECT_EQ(shown("SUMMARY :x"), "SUMMARY: x #ical-name-space");
}

TEST(Property, LineWithoutColonKeepsItsText) {
  EXPECT_EQ(shown("call me"), ": call me #ical-no-colon");
}

TEST(Property, LineThatIsALinkKeepsItsText) {
  EXPECT_EQ(shown("https://evil.example/"),
            ": https://evil.example/ #ical-no-colon");
}

TEST(Property, SentenceIsNoName) {
  EXPECT_EQ(shown("call me: now"), ": call me: now #ical-no-colon");
}

TEST(Property, NulInNameIsLookedThrough) {
  EXPECT_EQ(shown(std::string_view("SUM\0MARY:x", 10)),
            "SUMMARY: x #ical-control-character ical-name-space");
}

TEST(Property, ManyParametersAreCut) {
  std::string text = "X";
  for (int i = 0; i < 200; ++i) text += ";A=b";
  Anomalies anomalies;
  const Property property = property_of(text + ":v", &anomalies);
  EXPECT_EQ(property.parameters.size(), Limits{}.property_parameters);
  EXPECT_EQ(property.value, "v");
  EXPECT_EQ(ids(anomalies), "ical-line-long ical-limit-parameters");
}

TEST(Property, ValueMapLeadsThroughFolds) {
  const std::string text = "SUMMARY;X=1:ab\r\n cd\r\n\tef\r\n";
  const Property property = property_of(text);
  ASSERT_EQ(property.value, "abcdef");
  EXPECT_EQ(slice(text, property.value_map.base(Span{0, 2})), "ab");
  EXPECT_EQ(slice(text, property.value_map.base(Span{2, 4})), "cd");
  EXPECT_EQ(slice(text, property.value_map.base(Span{4, 6})), "ef");
  EXPECT_EQ(slice(text, property.span), "SUMMARY;X=1:ab\r\n cd\r\n\tef");
  EXPECT_EQ(slice(text, property.parameters.at(0).span), "X=1");
}

TEST(Property, TextIsUnescaped) {
  EXPECT_EQ(property_of("X:a\\nb\\,c\\;d\\\\e\\x").text(), "a\nb,c;d\\e\\x");
}

TEST(Property, TextsAreSplitAtPlainCommas) {
  EXPECT_EQ(property_of("CATEGORIES:a,b\\,c,").texts(),
            (std::vector<std::string>{"a", "b,c", ""}));
}

}  // namespace
}  // namespace calspam
