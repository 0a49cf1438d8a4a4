// SPDX-License-Identifier: MIT
#include "util/charset.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "util/text.hh"

namespace calspam {
namespace {

using namespace std::string_view_literals;

// The text, then the input bytes of each of its characters:
// "h\u00e9 0-1 1-2".
std::string places(std::string_view bytes, std::string_view charset) {
  const Decoded decoded = to_utf8(bytes, charset);
  std::string out = printable(decoded.text);
  for (std::size_t at = 0; at < decoded.text.size();) {
    const std::size_t begin = at;
    next_code_point(decoded.text, at);
    const Span span = decoded.map.base(Span{begin, at});
    out += fmt::format(" {}-{}", span.begin, span.end);
  }
  return out;
}

std::string text(std::string_view bytes, std::string_view charset) {
  return to_utf8(bytes, charset).text;
}

TEST(Charset, TakesUtf8AsItIs) {
  for (const char* name : {"", "utf-8", "UTF8", "us-ascii", " ASCII "}) {
    const Decoded decoded = to_utf8("caf\xC3\xA9", name);
    EXPECT_EQ(decoded.text, "caf\xC3\xA9");
    EXPECT_TRUE(decoded.map.is_identity());
    EXPECT_FALSE(decoded.damaged);
    EXPECT_FALSE(decoded.raw);
  }
}

TEST(Charset, ReplacesBytesThatAreNotUtf8) {
  EXPECT_TRUE(to_utf8("a\xE9z", "").damaged);
  EXPECT_EQ(places("a\xE9z!", ""), "a\uFFFDz! 0-1 1-2 2-3 3-4");
}

TEST(Charset, LeavesMarksOut) {
  EXPECT_EQ(places("\xEF\xBB\xBF"
                   "ab",
                   "utf-8"),
            "ab 3-4 4-5");
  EXPECT_EQ(places("\xEF\xBB\xBF"
                   "a\xFF",
                   ""),
            "a\uFFFD 3-4 4-5");
  EXPECT_EQ(places("\xFF\xFE"
                   "a\0b\0"sv,
                   "utf-16"),
            "ab 2-4 4-6");
  EXPECT_EQ(places("\xFE\xFF\0a\0b"sv, "utf-16"), "ab 2-4 4-6");
  EXPECT_EQ(places("\xFF\xFE\0\0a\0\0\0"sv, "utf-32"), "a 4-8");
  EXPECT_EQ(places("\0\0\xFE\xFF\0\0\0a"sv, "utf-32"), "a 4-8");
}

TEST(Charset, BelievesTheMarkOfUtf8EverywhereAndOthersInUnicodeOnly) {
  EXPECT_EQ(text("\xEF\xBB\xBF\xC3\xA9", "windows-1252"), "\u00e9");
  EXPECT_EQ(text("\xFF\xFE"
                 "a\0"sv,
                 ""),
            "a");
  EXPECT_EQ(text("\xFE\xFF", "koi8-r"), "\u0427\u042a");
}

TEST(Charset, GuessesTheOrderOfUtf16WithoutMark) {
  EXPECT_EQ(places("a\0b\0"sv, "utf-16"), "ab 0-2 2-4");
  EXPECT_EQ(places("\0a\0b"sv, "utf-16"), "ab 0-2 2-4");
}

TEST(Charset, KeepsPlacesOfSingleBytes) {
  EXPECT_EQ(places("h\xE9llo\x80", "iso-8859-1"),
            "h\u00e9llo\u20ac 0-1 1-2 2-3 3-4 4-5 5-6");
}

TEST(Charset, KeepsPlacesOfSeveralBytes) {
  EXPECT_EQ(places("a\x93\xFA\x96\x7B!", "shift_jis"),
            "a\u65e5\u672c! 0-1 1-3 3-5 5-6");
  EXPECT_EQ(places("\xC7\xD1 x", "euc-kr"), "\ud55c x 0-2 2-3 3-4");
}

TEST(Charset, KeepsPlacesAcrossSurrogates) {
  EXPECT_EQ(places("\xD8\x3D\xDC\xC5\0x"sv, "utf-16be"), "\U0001F4C5x 0-4 4-6");
}

TEST(Charset, KeepsPlacesInFourByteCodes) {
  EXPECT_EQ(places("\x94\x39\xDD\x31z", "gb18030"), "\U0001F4C5z 0-4 4-5");
}

// ESC $ B, two characters, ESC ( B, one.
TEST(Charset, FollowsIso2022) {
  const Decoded decoded = to_utf8("\x1b$BF|K\\\x1b(B!", "iso-2022-jp");
  EXPECT_EQ(decoded.text, "\u65e5\u672c!");
  EXPECT_EQ(decoded.map.base(0), 3u);
  EXPECT_EQ(decoded.map.base(3), 5u);
  EXPECT_EQ(decoded.map.base(6), 10u);
}

TEST(Charset, StartsEveryTextAnew) {
  text("\x1b$BF|", "iso-2022-jp");
  EXPECT_EQ(text("F|", "iso-2022-jp"), "F|");
}

TEST(Charset, ReadsWhatMailUses) {
  EXPECT_EQ(text("\xCF\xF0\xE8\xE2\xE5\xF2", "Windows-1251"),
            "\u041f\u0440\u0438\u0432\u0435\u0442");
  EXPECT_EQ(text("\xF0\xD2\xC9\xD7\xC5\xD4", "koi8-r"),
            "\u041f\u0440\u0438\u0432\u0435\u0442");
  EXPECT_EQ(text("\xA4\xA4\xA4\xE5", "big5"), "\u4e2d\u6587");
  EXPECT_EQ(text("\xD6\xD0\xCE\xC4", "gb2312"), "\u4e2d\u6587");
  EXPECT_EQ(text("\xC6\xFC\xCB\xDC", "euc-jp"), "\u65e5\u672c");
  EXPECT_EQ(text("~{VPND~}", "hz-gb-2312"), "\u4e2d\u6587");
  EXPECT_EQ(text("\xE1\xE2", "iso-8859-7"), "\u03b1\u03b2");
  EXPECT_EQ(text("\xE0\xE1", "iso-8859-8-i"), "\u05d0\u05d1");
  EXPECT_EQ(text("Hi +2D3cxQ-", "utf-7"), "Hi \U0001F4C5");
}

TEST(Charset, MarksDamageAndGoesOn) {
  const Decoded decoded = to_utf8("a\x81\xFFz", "shift_jis");
  EXPECT_TRUE(decoded.damaged);
  EXPECT_TRUE(is_valid_utf8(decoded.text));
  EXPECT_EQ(decoded.text.front(), 'a');
  EXPECT_EQ(decoded.text.back(), 'z');
  EXPECT_FALSE(to_utf8("az", "shift_jis").damaged);
}

TEST(Charset, MarksWhatIsCutOff) {
  EXPECT_TRUE(to_utf8("a\x93", "shift_jis").damaged);
  EXPECT_TRUE(to_utf8("\0a\0"sv, "utf-16be").damaged);
  EXPECT_TRUE(to_utf8("\xDC\xC5"sv, "utf-16be").damaged);
}

// An illegal lead byte must not swallow the quote or line end after it.
TEST(Charset, SwallowsNoAsciiAfterABadByte) {
  for (const char* name : {"shift_jis", "gb18030", "big5", "euc-kr", "euc-jp"})
    EXPECT_NE(text("\x81\n\"x", name).find("\n\"x"), std::string::npos) << name;
}

TEST(Charset, LeavesUnknownCharsetsRaw) {
  for (const char* name : {"x-nothing", "ibm-37", "ebcdic", "scsu", "bocu-1",
                           "iso-8859", "utf-8 utf-16", "../../etc/passwd"}) {
    const Decoded decoded = to_utf8("a\xFF", name);
    EXPECT_TRUE(decoded.raw) << name;
    EXPECT_EQ(decoded.text, "a\xFF");
    EXPECT_TRUE(decoded.map.is_identity());
    EXPECT_FALSE(is_known_charset(name));
  }
  EXPECT_FALSE(is_known_charset(std::string(100'000, 'x')));
}

TEST(Charset, LeavesTheLanguageOfAnEncodedWordOut) {
  EXPECT_EQ(text("\xE9", "iso-8859-1*fr"), "\u00e9");
}

// A name on the list that ICU cannot open would be read raw.
TEST(Charset, OpensEveryCharsetOfTheList) {
  warm_up_charsets();
  for (const char* name :
       {"utf-16",       "utf-16le",       "utf-16be",     "utf-32",
        "utf-32le",     "utf-7",          "iso-8859-1",   "iso-8859-2",
        "iso-8859-3",   "iso-8859-4",     "iso-8859-5",   "iso-8859-6",
        "iso-8859-7",   "iso-8859-8",     "iso-8859-9",   "iso-8859-10",
        "iso-8859-11",  "iso-8859-13",    "iso-8859-14",  "iso-8859-15",
        "windows-1250", "windows-1251",   "windows-1252", "windows-1253",
        "windows-1254", "windows-1255",   "windows-1256", "windows-1257",
        "windows-1258", "windows-874",    "koi8-r",       "koi8-u",
        "ibm866",       "cp437",          "cp850",        "cp852",
        "macintosh",    "x-mac-cyrillic", "gbk",          "gb18030",
        "hz-gb-2312",   "iso-2022-cn",    "big5",         "big5-hkscs",
        "shift_jis",    "euc-jp",         "iso-2022-jp",  "iso-2022-jp-2",
        "euc-kr",       "iso-2022-kr"}) {
    const Decoded decoded = to_utf8("", name);
    EXPECT_FALSE(decoded.raw) << name;
  }
}

// Characters cut by the window in which ICU is fed keep their places.
TEST(Charset, KeepsPlacesInLongTexts) {
  for (std::size_t shift = 0; shift < 4; ++shift) {
    std::string bytes(shift, 'a');
    for (int i = 0; i < 5'000; ++i) bytes += "\x94\x39\xDE\x31";  // 4 bytes
    const Decoded decoded = to_utf8(bytes, "gb18030");
    ASSERT_EQ(decoded.text.size(), shift + 20'000);
    for (std::size_t i = 0; i < 5'000; ++i)
      ASSERT_EQ(decoded.map.base(shift + 4 * i), shift + 4 * i);
  }
  std::string japanese;
  for (int i = 0; i < 9'001; ++i) japanese += i % 3 == 0 ? "x" : "\x93\xFA";
  const Decoded decoded = to_utf8(japanese, "shift_jis");
  std::uint64_t in = 0, out = 0;
  for (int i = 0; i < 9'001; ++i) {
    ASSERT_EQ(decoded.map.base(out), in);
    out += i % 3 == 0 ? 1 : 3;
    in += i % 3 == 0 ? 1 : 2;
  }
}

TEST(Charset, HoldsOnToItsMemory) {
  std::string bytes;
  for (int i = 0; i < 3'000'000; ++i) bytes += i % 2 == 0 ? "a" : "\xE9";
  const Decoded decoded = to_utf8(bytes, "iso-8859-1");
  EXPECT_EQ(decoded.text.size(), 4'500'000u);
  // Beyond the exact points places are near, and still rise.
  const std::uint64_t base = decoded.map.base(4'499'998);
  EXPECT_LE(base, 3'000'000u);
  EXPECT_GE(base, 2'999'900u);
}

TEST(Charset, GivesValidUtf8ForAnyBytes) {
  std::string bytes;
  std::uint32_t random = 3;
  for (int i = 0; i < 30'000; ++i) {
    random = random * 1'664'525 + 1'013'904'223;
    bytes += static_cast<char>(random >> 24);
  }
  for (const char* name :
       {"", "utf-16", "utf-16le", "utf-32", "utf-7", "hz", "iso-2022-jp",
        "iso-2022-jp-2", "iso-2022-kr", "iso-2022-cn", "gb18030", "big5-hkscs",
        "shift_jis", "euc-jp", "euc-kr", "koi8-u", "windows-1255"}) {
    const Decoded decoded = to_utf8(bytes, name);
    EXPECT_TRUE(is_valid_utf8(decoded.text)) << name;
    std::uint64_t last = 0;
    for (std::size_t i = 0; i <= decoded.text.size(); ++i) {
      const std::uint64_t base = decoded.map.base(i);
      ASSERT_GE(base, last) << name;
      ASSERT_LE(base, bytes.size()) << name;
      last = base;
    }
  }
}

}  // namespace
}  // namespace calspam
