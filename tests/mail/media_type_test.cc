// SPDX-License-Identifier: MIT
#include "mail/media_type.hh"

#include <gtest/gtest.h>

#include "util/text.hh"

namespace calspam {
namespace {

ParameterField field(std::string_view value) {
  return parse_parameter_field(value, 0, Limits{});
}

// "text/calendar|method=REQUEST|..." and the ids of what is odd.
std::string shown(std::string_view value) {
  ParameterField parsed = field(value);
  const MediaType type = media_type_of(parsed);
  std::string out = type.name();
  for (const Parameter& parameter : type.parameters)
    out += "|" + parameter.name + "=" + parameter.value;
  for (const Anomaly& anomaly : parsed.anomalies)
    out += " !" + std::string(anomaly.kind->id);
  return out;
}

TEST(MediaType, ReadsTypeAndParameters) {
  EXPECT_EQ(shown(" Text/Calendar; METHOD=REQUEST;\r\n\tcharset=\"utf-8\""),
            "text/calendar|METHOD=REQUEST|charset=utf-8");
  EXPECT_EQ(shown("text/plain;"), "text/plain");
  EXPECT_EQ(shown("text / html (hi) ; a = b (x) ; c=d"), "text/html|a=b|c=d");
}

TEST(MediaType, KeepsRepeatsAndNotesThem) {
  EXPECT_EQ(shown("a/b; method=REQUEST; Method=CANCEL"),
            "a/b|method=REQUEST|Method=CANCEL !mime-parameter-conflict");
  EXPECT_EQ(shown("a/b; x=1; x=1"), "a/b|x=1|x=1 !mime-field-repeated");
}

TEST(MediaType, UndoesQuotes) {
  EXPECT_EQ(shown("a/b; name=\"x\\\"y; z\""), "a/b|name=x\"y; z");
  EXPECT_EQ(shown("a/b; name=\"open"),
            "a/b|name=open !mime-parameter-malformed");
  EXPECT_EQ(shown("a/b; name=two words.ics; c=d"),
            "a/b|name=two words.ics|c=d");
}

TEST(MediaType, JoinsSections) {
  EXPECT_EQ(shown("a/b; name*0*=utf-8''in%C3%A9; name*1=\"v.ic\"; name*2=s"),
            "a/b|name=in\xC3\xA9v.ics");
  EXPECT_EQ(shown("a/b; name*1=b; name*0=a; x=y"), "a/b|name=ab|x=y");
  EXPECT_EQ(shown("a/b; name*=iso-8859-1'en'caf%E9"), "a/b|name=caf\xC3\xA9");
  EXPECT_EQ(shown("a/b; name*=x-none''a%41"), "a/b|name=aA");
  EXPECT_EQ(shown("a/b; name*0=a; name*0=b"),
            "a/b|name=a !mime-parameter-malformed");
}

TEST(MediaType, PutsExtendedValuesFirst) {
  EXPECT_EQ(field("a; filename=plain.txt; filename*=utf-8''real.ics")
                .values("filename"),
            (std::vector<std::string>{"real.ics", "plain.txt"}));
}

TEST(MediaType, DecodesWordsInValues) {
  EXPECT_EQ(shown("a/b; name=\"=?utf-8?B?aW52aXRlLmljcw==?=\""),
            "a/b|name=invite.ics");
}

TEST(MediaType, ForgivesMissingSemicolons) {
  EXPECT_EQ(shown("text/calendar method=REQUEST charset=utf-8"),
            "text/calendar|method=REQUEST|charset=utf-8");
  EXPECT_EQ(shown("a/b; x=\"1\" y=2"), "a/b|x=1|y=2");
}

TEST(MediaType, SaysWhatNamesNoType) {
  EXPECT_EQ(shown(""), "text/plain !mime-type-malformed");
  EXPECT_EQ(shown("text"), "text/plain !mime-type-malformed");
  EXPECT_EQ(shown("/x"), "text/plain !mime-type-malformed");
  EXPECT_EQ(shown("multipart; boundary=x"),
            "multipart/mixed|boundary=x !mime-type-malformed");
}

TEST(MediaType, NotesJunkAmongParameters) {
  EXPECT_EQ(shown("a/b; junk; x=y"), "a/b|x=y !mime-parameter-malformed");
  EXPECT_EQ(shown("a/b; x="), "a/b|x= !mime-parameter-malformed");
}

TEST(MediaType, GivesThePlaceOfAParameter) {
  const std::string_view value = " a/b; method=REQUEST ; x=y";
  const ParameterField parsed = field(value);
  EXPECT_EQ(slice(value, parsed.parameters[0].span), "method=REQUEST");
}

TEST(MediaType, SurvivesOpenComments) {
  EXPECT_EQ(shown("a/b (((("), "a/b");
  EXPECT_EQ(shown("a/b; x=y (\\"), "a/b|x=y");
  EXPECT_EQ(shown("(\\"), "text/plain !mime-type-malformed");
}

TEST(MediaType, StopsAtTheBoundOfParameters) {
  std::string value = "a/b";
  for (int i = 0; i < 100'000; ++i) value += ";a=b";
  const ParameterField parsed = field(value);
  EXPECT_EQ(parsed.parameters.size(), Limits{}.parameters);
  EXPECT_FALSE(parsed.complete);
}

TEST(MediaType, IsLinearInBlanks) {
  const std::string blanks(200'000, ' ');
  EXPECT_EQ(shown("a/b; x=y" + blanks + "z"), "a/b|x=y" + blanks + "z");
  std::string words;
  for (int i = 0; i < 100'000; ++i) words += "w ";
  EXPECT_EQ(field("a/b; x=" + words).parameters.size(), 1u);
}

}  // namespace
}  // namespace calspam
