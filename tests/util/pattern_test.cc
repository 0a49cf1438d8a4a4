// SPDX-License-Identifier: MIT
#include "util/pattern.hh"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/alternatives.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

PatternSet set_of(const std::vector<std::string>& patterns) {
  PatternSet set;
  for (const std::string& pattern : patterns)
    EXPECT_TRUE(set.add(pattern).has_value()) << pattern;
  set.build();
  return set;
}

std::vector<int> candidates(const PatternSet& set, std::string_view text) {
  return set.candidates(set.words(text));
}

TEST(PatternSet, NamesAllThatOccur) {
  const PatternSet set = set_of({"invoice", "refund", "call \\+?[0-9]+"});
  EXPECT_THAT(set.match("refund? Call 2025550123 about your invoice"),
              ElementsAre(0, 1, 2));
  EXPECT_THAT(set.match("lunch"), IsEmpty());
}

TEST(PatternSet, IgnoresCaseUnlessTold) {
  const PatternSet set = set_of({"paypal", "(?-i)PayPal", "\xC3\xA9t\xC3\xA9"});
  EXPECT_THAT(set.match("PAYPAL"), ElementsAre(0));
  EXPECT_THAT(set.match("PayPal"), ElementsAre(0, 1));
  EXPECT_THAT(set.match("\xC3\x89T\xC3\x89"), ElementsAre(2));
}

TEST(PatternSet, SaysWhere) {
  const PatternSet set = set_of({"refund", "(a)(b)"});
  EXPECT_EQ(set.find(0, "your REFUND, refund"), (Span{5, 11}));
  EXPECT_EQ(set.find(1, "xab"), (Span{1, 3}));
  EXPECT_TRUE(set.find(0, "nothing").empty());
  EXPECT_TRUE(set.find(0, "").empty());
}

TEST(PatternSet, GivesEqualPatternsOneNumber) {
  PatternSet set;
  EXPECT_EQ(set.add("a").value(), 0);
  EXPECT_EQ(set.add("b").value(), 1);
  EXPECT_EQ(set.add("a").value(), 0);
  EXPECT_EQ(set.size(), 2u);
}

TEST(PatternSet, HandsOnWhatIsWrongWithAPattern) {
  PatternSet set;
  EXPECT_THAT(set.add("(?=x)").error().what,
              HasSubstr("invalid perl operator"));
  EXPECT_THAT(set.add("a(b").error().what, HasSubstr("missing )"));
  EXPECT_THAT(set.add("(a{1000}){1000}").error().what, HasSubstr("repetition"));
  EXPECT_EQ(set.size(), 0u);
}

TEST(PatternSet, MatchesNothingWithoutPatterns) {
  const PatternSet set = set_of({});
  EXPECT_THAT(set.match("text"), IsEmpty());
}

TEST(PatternSet, TakesBytesThatAreNotUtf8) {
  const PatternSet set = set_of({"refund"});
  EXPECT_THAT(set.match("\xFF\xC3 refund \x80"), ElementsAre(0));
  EXPECT_EQ(set.find(0, "\xFF\xC3 refund"), (Span{3, 9}));
}

TEST(PatternSet, TakesNul) {
  const PatternSet set = set_of({"refund"});
  EXPECT_THAT(set.match(std::string_view("\0\0refund", 8)), ElementsAre(0));
}

// More patterns than RE2::Set has memory for by default.
TEST(PatternSet, HoldsHundredsOfPatterns) {
  std::vector<std::string> patterns;
  for (int i = 0; i < 800; ++i)
    patterns.push_back(fmt::format("word{}[^a-z]{{1,20}}\\pL+ end{}\\b", i, i));
  const PatternSet set = set_of(patterns);
  EXPECT_THAT(set.match("word7 - \xC3\xA9t\xC3\xA9 end7, word799: x end799"),
              ElementsAre(7, 799));
}

// Patterns whose common automaton outgrows its budget and is made anew over and
// over: the answer is the one
// that each of them gives alone.
TEST(PatternSet, AnswersTheSameTogetherAndAlone) {
  std::vector<std::string> patterns;
  for (int i = 0; i < 60; ++i)
    patterns.push_back(fmt::format("[a-q][^u-z]{{{}}}x", 100 + i));
  const PatternSet set = set_of(patterns);
  std::string text;
  std::uint32_t random = 7;
  for (int i = 0; i < 3'000; ++i) {
    random = random * 1'664'525 + 1'013'904'223;
    text += static_cast<char>('a' + (random >> 24) % 21);
  }
  text += std::string(300, 'a') + "x";
  const std::vector<int> together = set.match(text);
  std::vector<int> alone;
  for (int i = 0; i < 60; ++i)
    if (!set.find(i, text).empty()) alone.push_back(i);
  EXPECT_EQ(together, alone);
  EXPECT_EQ(alone.size(), 60u);
}

TEST(PatternSet, KnowsWhereAPatternCannotOccur) {
  const PatternSet set =
      set_of({"invoice", "(pay|send).*(money|cash)", "[0-9]+", "\\bqq\\b"});
  EXPECT_THAT(candidates(set, "nothing of it"), ElementsAre(2));
  EXPECT_THAT(candidates(set, "PAY them, now"), ElementsAre(2));
  EXPECT_THAT(candidates(set, "pay the MONEY"), ElementsAre(1, 2));
  EXPECT_THAT(candidates(set, "an Invoice by QQ"), ElementsAre(0, 2, 3));
}

// An alternative that has its words is not helped by one that has not.
TEST(PatternSet, AsksForTheWordsOfOneAlternative) {
  const PatternSet set =
      set_of({"pay\\w* .*invoice|send .*wallet", "(pay|send) me|[|]x\\|abc"});
  EXPECT_THAT(candidates(set, "pay by wallet"), IsEmpty());
  EXPECT_THAT(candidates(set, "send it to the wallet"), ElementsAre(0));
  EXPECT_THAT(candidates(set, "send the invoice, |abc"), IsEmpty());
  EXPECT_THAT(set.match("pay this invoice"), ElementsAre(0));
  EXPECT_THAT(set.match("|x|abc"), ElementsAre(1));
}

TEST(Alternatives, AreWhatStandsBetweenBars) {
  EXPECT_THAT(alternatives_of("a|b(c|d)|[|]e|\\|f|"),
              ElementsAre("a", "b(c|d)", "[|]e", "\\|f", ""));
  EXPECT_THAT(alternatives_of("[]|]|[^]|[:alpha:]|\\]]|x"),
              ElementsAre("[]|]", "[^]|[:alpha:]|\\]]", "x"));
  for (std::string_view whole :
       {"(?-i)a|b", "\\Qa|b\\E|c", "a(?i:b)|c", "a)|b"})
    EXPECT_THAT(alternatives_of(whole), ElementsAre(whole));
  EXPECT_THAT(alternatives_of("[a|b"), ElementsAre("[a|b"));
  EXPECT_THAT(alternatives_of("a|[[:"), ElementsAre("a", "[[:"));
}

// Letters whose cases RE2 and Unicode pair in different ways.
TEST(PatternSet, MissesNoLetterOfAnotherCase) {
  for (char32_t c = 0xc0; c < 0x2200; ++c) {
    std::string letter;
    append_utf8(letter, c);
    const PatternSet set = set_of({"abc" + letter + "def"});
    EXPECT_THAT(set.match("ABC" + letter + "DEF"), ElementsAre(0)) << letter;
  }
  EXPECT_THAT(set_of({"kiss"}).match("\u212ai\u017f\u017f"), ElementsAre(0));
}

// A pattern that was checked before is not asked about again.
TEST(PatternSet, BelievesWhatIsKnown) {
  const std::vector<std::string> patterns = {"invoice|bill", "(a|b)c+", "[xy]"};
  const PatternSet first = set_of(patterns);
  PatternSet second;
  second.expect(first.known());
  for (const std::string& pattern : patterns) ASSERT_TRUE(second.add(pattern));
  ASSERT_TRUE(second.add("not known"));
  second.build();
  for (std::string_view text : {"the bill", "acc", "y", "nothing", "not known"})
    EXPECT_EQ(candidates(second, text).size() - (text == "not known"),
              candidates(first, text).size())
        << text;
  EXPECT_THAT(second.match("a bill not known"), ElementsAre(0, 3));
  KnownPatterns wrong = {{"[ab", {}}};
  PatternSet third;
  third.expect(wrong);
  EXPECT_TRUE(third.add("[ab"));
}

TEST(PatternSet, TakesAPatternOfManyWords) {
  std::string pattern = "word";
  for (int i = 0; i < 1'500; ++i) pattern += fmt::format("|{}{}", i * 7919, i);
  const PatternSet set = set_of({pattern});
  EXPECT_THAT(candidates(set, "a word"), ElementsAre(0));
  EXPECT_THAT(candidates(set, "nothing"), IsEmpty());
  EXPECT_THAT(set.match("70919999"), IsEmpty());
}

TEST(PatternSet, IsLinearInHostileText) {
  const PatternSet set = set_of({"(a+)+$b", "(x*)*y"});
  EXPECT_THAT(set.match(std::string(1 << 20, 'a')), IsEmpty());
}

}  // namespace
}  // namespace calspam
