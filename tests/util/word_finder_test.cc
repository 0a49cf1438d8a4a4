// SPDX-License-Identifier: MIT
#include "util/word_finder.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/simple_folding.hh"

namespace calspam {
namespace {

using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

WordFinder finder_of(const std::vector<std::string>& words) {
  WordFinder finder;
  for (const std::string& word : words) finder.add(simply_folded(word));
  finder.build();
  return finder;
}

TEST(WordFinder, NamesEachWordOnce) {
  const WordFinder finder = finder_of({"refund", "invoice", "gift card"});
  EXPECT_THAT(finder.find("a refund, REFUND, and a Gift Card"),
              UnorderedElementsAre(0, 2));
  EXPECT_THAT(finder.find("refun d giftcard"), IsEmpty());
  EXPECT_THAT(finder.find(""), IsEmpty());
}

TEST(WordFinder, FindsWordsOfAnyLengthAtBothEnds) {
  const WordFinder finder = finder_of({"qq", "btc", "visa", "wallet", "x"});
  EXPECT_THAT(finder.find("qq"), UnorderedElementsAre(0, 4));
  EXPECT_THAT(finder.find("my qq wallet"), UnorderedElementsAre(0, 3, 4));
  EXPECT_THAT(finder.find("btc-visa"), UnorderedElementsAre(1, 2, 4));
  EXPECT_THAT(finder.find("q"), UnorderedElementsAre(4));
}

TEST(WordFinder, FindsWordsInsideOneAnother) {
  const WordFinder finder = finder_of({"account", "count", "unt", "account"});
  EXPECT_THAT(finder.find("accounts"), UnorderedElementsAre(0, 1, 2, 3));
  EXPECT_THAT(finder.find("countess"), UnorderedElementsAre(1, 2));
}

TEST(WordFinder, IgnoresCaseOfEveryAlphabet) {
  const WordFinder finder =
      finder_of({"caf\u00e9", "\u043f\u0440\u0438\u0437", "mask"});
  EXPECT_THAT(finder.find("CAF\u00c9"), UnorderedElementsAre(0));
  EXPECT_THAT(finder.find("\u041f\u0420\u0418\u0417!"),
              UnorderedElementsAre(1));
  // The long s and the sign for Kelvin.
  EXPECT_THAT(finder.find("ma\u017f\u212a"), UnorderedElementsAre(2));
}

TEST(WordFinder, TakesAnyBytes) {
  const WordFinder finder = finder_of({"refund"});
  EXPECT_THAT(finder.find("\xff\xc3refund\x80"), UnorderedElementsAre(0));
  EXPECT_THAT(finder.find(std::string_view("\0refund\0", 8)),
              UnorderedElementsAre(0));
}

TEST(WordFinder, HoldsThousandsOfWords) {
  std::vector<std::string> words;
  for (int i = 0; i < 20'000; ++i) words.push_back("word" + std::to_string(i));
  const WordFinder finder = finder_of(words);
  EXPECT_EQ(finder.size(), 20'000u);
  EXPECT_EQ(finder.word(777), "word777");
  EXPECT_THAT(finder.find("so word12345."),
              UnorderedElementsAre(1, 12, 123, 1234, 12345));
}

TEST(WordFinder, FindsNothingWithoutWords) {
  EXPECT_THAT(finder_of({}).find("text"), IsEmpty());
}

}  // namespace
}  // namespace calspam
