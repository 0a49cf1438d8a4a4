// SPDX-License-Identifier: MIT
#include "evidence/minhash.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace calspam {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kLure =
    "your protection plan was renewed today and 499.99 usd will be taken from "
    "your account within 24 hours, to cancel the order and get your money back "
    "call our billing desk at +1 202 555 0143 before the end of the day";

std::size_t common(const std::vector<std::string>& a,
                   const std::vector<std::string>& b) {
  std::size_t equal = 0;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i)
    equal += a[i] == b[i];
  return equal;
}

TEST(MinHash, IsTheSameForTheSameText) {
  EXPECT_THAT(minhash_bands(kLure), SizeIs(12));
  EXPECT_EQ(minhash_bands(kLure), minhash_bands(kLure));
}

TEST(MinHash, StaysTheSameFromOneReleaseToTheNext) {
  // Stored records are compared with new ones.
  EXPECT_EQ(minhash_bands(kLure).front(), "bb922dbb3fd48261");
}

TEST(MinHash, TakesAllDigitsForOne) {
  std::string other = kLure;
  other.replace(other.find("499.99"), 6, "612.50");
  other.replace(other.find("0143"), 4, "0177");
  EXPECT_EQ(minhash_bands(kLure), minhash_bands(other));
}

TEST(MinHash, TakesLinksAndAddressesForWordsOfTheirKind) {
  EXPECT_EQ(minhash_bands(kLure + " https://a.example/1?t=x a@a.example"),
            minhash_bands(kLure + " https://b.test/other b@b.test"));
}

TEST(MinHash, SharesABandWithNearDuplicates) {
  const auto near = minhash_bands(kLure + " ref kilo november seven");
  EXPECT_GE(common(minhash_bands(kLure), near), 1u);
}

TEST(MinHash, SharesNoneWithAnotherText) {
  EXPECT_EQ(
      common(minhash_bands(kLure),
             minhash_bands("we meet on thursday to go through the plan of the "
                           "second quarter, please bring your figures and the "
                           "list of open questions from the last meeting")),
      0u);
}

TEST(MinHash, TellsNothingOfAShortText) {
  EXPECT_THAT(minhash_bands("lunch on friday"), IsEmpty());
  EXPECT_THAT(minhash_bands(""), IsEmpty());
  EXPECT_THAT(minhash_bands("!!! ... ---"), IsEmpty());
}

TEST(MinHash, ReadsWritingWithoutSpacesByItsCharacters) {
  const std::string text =
      "本日の会議は午後三時から始まります。資料を確認してください。";
  EXPECT_THAT(minhash_bands(text), SizeIs(12));
  EXPECT_GE(common(minhash_bands(text), minhash_bands(text + "以上")), 1u);
}

TEST(MinHash, TakesBytesThatAreNoText) {
  std::string bytes;
  for (int i = 0; i < 100'000; ++i) bytes += static_cast<char>(i * 7);
  EXPECT_THAT(minhash_bands(bytes), SizeIs(12));
}

}  // namespace
}  // namespace calspam
