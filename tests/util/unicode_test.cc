// SPDX-License-Identifier: MIT
#include "util/unicode.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace calspam {
namespace {

/// "text invisible bidi styled"
std::string dump(std::string_view text) {
  const Folding f = fold(text);
  return fmt::format("{} {} {} {}", f.text, f.invisible, f.bidi, f.styled);
}

TEST(Fold, LowersAndSqueezes) {
  EXPECT_EQ(dump("  Hello \t\n World "), "hello world 0 0 0");
  EXPECT_EQ(dump("Gr\u00f6\u00dfe\u00a0\u2003X"), "gr\u00f6sse x 0 0 0");
  EXPECT_EQ(folded(""), "");
  EXPECT_EQ(folded(std::string_view("a\0b", 3)), "a b");
}

TEST(Fold, MakesStyledLettersPlain) {
  EXPECT_EQ(dump("\U0001d40f\U0001d41a\U0001d432"), "pay 0 0 3");
  EXPECT_EQ(dump("\u24c5\u24d0\u24e8"), "pay 0 0 3");
  EXPECT_EQ(dump("\U0001f17f\U0001f170\U0001f188"), "pay 0 0 1");
  EXPECT_EQ(dump("\uff30\uff41\uff59"), "pay 0 0 3");
  EXPECT_EQ(dump("\u1d3e\u1d43\u02b8"), "pay 0 0 3");
  EXPECT_EQ(dump("p\u0336a\u0336y\u0336"), "pay 0 0 3");
  EXPECT_EQ(dump("\u249c\u249d"), "ab 0 0 2");
}

TEST(Fold, ReadsSmallCapitalsWithMarks) {
  EXPECT_EQ(dump("N\u1d0f\u1d1b\u026a\u0493\u026a\u1d04\u1d00\u1d04\u0327\u1d00"
                 "\u0303\u1d0f"),
            "notifica\u00e7\u00e3o 0 0 9");
}

TEST(Fold, FoldsLookAlikesInsideLatinWordsOnly) {
  EXPECT_EQ(folded("\u0440\u0430ypal"), "paypal");
  EXPECT_EQ(folded("PAYPA\u041b"), "paypa\u043b");
  EXPECT_EQ(folded("\u0391pple"), "apple");
  EXPECT_EQ(folded("\u041f\u0440\u0438\u0432\u0435\u0442 Ivan"),
            "\u043f\u0440\u0438\u0432\u0435\u0442 ivan");
  EXPECT_EQ(folded("USB-\u043a\u0430\u0431\u0435\u043b\u044c"),
            "usb-\u043a\u0430\u0431\u0435\u043b\u044c");
  EXPECT_EQ(folded("\u03b1\u03b2\u03b3"), "\u03b1\u03b2\u03b3");
  EXPECT_EQ(folded("\u65e5\u672c\u8a9e\u30c6\u30b9\u30c8"),
            "\u65e5\u672c\u8a9e\u30c6\u30b9\u30c8");
}

TEST(Fold, FoldsWordsOfLookAlikesWhereWordsAreDisguised) {
  // "won a gift card, pay now" with а, а and рау of Cyrillic.
  EXPECT_EQ(folded("won \u0430 gift c\u0430rd, \u0440\u0430\u0443 n\u043ew"),
            "won a gift card, pay now");
  EXPECT_EQ(fold("won \u0430 gift c\u0430rd, n\u043ew").disguised, 2u);
  // Nobody is disguised, or the text is in that script as well.
  EXPECT_EQ(folded("pay \u0440\u0430\u0443 now"), "pay \u0440\u0430\u0443 now");
  EXPECT_EQ(folded("\u0440\u0430\u0443 n\u043ew \u0434\u0430"),
            "\u0440\u0430\u0443 now \u0434\u0430");
  EXPECT_EQ(
      fold("TNF\u03b1, \u041f\u0440\u0438\u0432\u0435\u0442 Ivan").disguised,
      0u);
}

TEST(Fold, CountsInvisibleCharacters) {
  EXPECT_EQ(dump("p\u200ba\u200cy\u2060"), "pay 3 0 0");
  EXPECT_EQ(dump("a\U000e0068\U000e0069"), "a 2 0 0");
  EXPECT_EQ(dump("a\U000e0101\U000e0102"), "a 2 0 0");
  EXPECT_EQ(dump("a\u3164b"), "ab 1 0 0");
  EXPECT_EQ(dump("a\u200eb"), "ab 1 0 0");
}

TEST(Fold, LeavesHonestInvisibleOnesUncounted) {
  for (const std::string_view text :
       {"\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u2764\ufe0f", "1\ufe0f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067"
        "\U000e007f",
        "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc",
        "\u0915\u094d\u200d\u0937", "exam\u00adple", "\ufeffhello",
        "a \u200e(x)", "\u845b\U000e0100", "\U0001f469\U0001f3fd\u200d\u2695"})
    EXPECT_EQ(fold(text).invisible, 0u) << text;
}

TEST(Fold, CountsBidiControls) {
  EXPECT_EQ(dump("a\u202egpj.exe"), "agpj.exe 0 1 0");
  EXPECT_EQ(fold("\u05d0\u2067b\u2069").bidi, 0u);
  EXPECT_EQ(fold("\u05d0\u202eb\u202c").bidi, 1u);
}

TEST(Fold, LeavesHonestFormsUncounted) {
  for (const std::string_view text :
       {"\uff21\uff22\u65e5\u672c", "\u2122 1\u00ba \u00bd m\u00b2",
        "\U0001f1e9\U0001f1ea", "Vi\u1ec7t Nam", "e\u0302\u0301",
        "\u2460 \u2167 \u339e", "\U0001f17f\ufe0f"})
    EXPECT_EQ(fold(text).styled, 0u) << text;
}

TEST(Fold, KeepsWordsOfOtherScripts) {
  EXPECT_EQ(folded("\u0386\u03bb\u03c6\u03b1"), "\u03ac\u03bb\u03c6\u03b1");
  EXPECT_EQ(folded("\u0421\u041e\u0421"), "\u0441\u043e\u0441");
  EXPECT_EQ(folded("\u05e9\u05dc\u05d5\u05dd"), "\u05e9\u05dc\u05d5\u05dd");
}

TEST(Fold, TakesBytesThatAreNoText) {
  EXPECT_EQ(folded("\xff\xfe\x80"), "\ufffd\ufffd\ufffd");
}

TEST(Fold, IsLinearInHostileText) {
  for (const std::string_view piece :
       {"\u0301", "\u0301\u0316", "a\u0301\u0316\u0334", "\u200b", "\u200d",
        "\U000e0041", "\U0001f3f4", "\u0430b", "\u202e", "\xff", "\ufdfa",
        "\u1d00\u0327"}) {
    std::string text;
    while (text.size() < 200000) text += piece;
    fold(text);
    mixed_script(text);
  }
}

TEST(MixedScript, SeesLookAlikesInWords) {
  EXPECT_TRUE(mixed_script("\u0440aypal.example"));
  EXPECT_TRUE(mixed_script("\u0391pple"));
  EXPECT_TRUE(mixed_script("micros\u03bfft"));
  EXPECT_TRUE(mixed_script("\u13a2witter"));
  EXPECT_TRUE(mixed_script("g\u0585\u0585gle"));
  EXPECT_TRUE(mixed_script("c\u043f\u0430\u043c"));
}

TEST(MixedScript, LeavesHonestTextAlone) {
  EXPECT_FALSE(mixed_script("\u0418\u0432\u0430\u043d (Ivan)"));
  EXPECT_FALSE(mixed_script("IT-\u043e\u0442\u0434\u0435\u043b"));
  EXPECT_FALSE(mixed_script("TNF\u03b1 10 \u03bcm \u0394x"));
  EXPECT_FALSE(mixed_script("b\u00fccher \u65e5\u672cA"));
  EXPECT_FALSE(mixed_script("plain"));
  EXPECT_FALSE(mixed_script(""));
}

// A text is folded by pieces; where they are cut makes no difference.
TEST(Fold, IsThatOfTheWordsWhateverStandsBetween) {
  const std::string words[] = {"\u0420\u0430yPal", "a\u200bb",
                               "Gr\u00fc\u00dfe",  "e\u0301",
                               "\U0001d400bc",     "\ufeffX"};
  for (std::size_t gap = 1; gap < 140; gap += 9)
    for (const std::string& first : words)
      for (const std::string& second : words) {
        const std::string between = ' ' + std::string(gap, 'q') + '\n';
        const Folding whole = fold("A " + first + between + second);
        const Folding one = fold("A " + first), other = fold("A " + second);
        EXPECT_EQ(whole.text,
                  one.text + between.substr(0, gap + 1) + other.text.substr(1));
        EXPECT_EQ(whole.invisible, one.invisible + other.invisible);
        EXPECT_EQ(whole.styled, one.styled + other.styled);
      }
}

}  // namespace
}  // namespace calspam
