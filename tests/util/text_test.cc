// SPDX-License-Identifier: MIT
#include "util/text.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace calspam {
namespace {

using namespace std::string_view_literals;
using ::testing::ElementsAre;

TEST(Ascii, ChangesNoByteAboveIt) {
  EXPECT_EQ(ascii_lower("ORGANIZER\xC3\x84"), "organizer\xC3\x84");
  EXPECT_EQ(ascii_upper("begin\xC3\xA4[`{"), "BEGIN\xC3\xA4[`{");
}

TEST(Ascii, ComparesIgnoringCase) {
  EXPECT_TRUE(same_ignoring_case("Content-Type", "CONTENT-TYPE"));
  EXPECT_FALSE(same_ignoring_case("Content-Type", "Content-Typ"));
  EXPECT_FALSE(same_ignoring_case("@", "`"));
  EXPECT_TRUE(starts_ignoring_case("MAILTO:a@b", "mailto:"));
  EXPECT_FALSE(starts_ignoring_case("mail", "mailto:"));
  EXPECT_TRUE(ends_ignoring_case("invite.ICS", ".ics"));
  EXPECT_FALSE(ends_ignoring_case("ics", ".ics"));
}

TEST(Ascii, FindsIgnoringCase) {
  EXPECT_EQ(find_ignoring_case("xx BEGIN:VCALENDAR", "begin:"), 3u);
  EXPECT_EQ(find_ignoring_case("aAaA", "a", 2), 2u);
  EXPECT_EQ(find_ignoring_case("abc", "d"), std::string_view::npos);
  EXPECT_EQ(find_ignoring_case("abc", "c", 9), std::string_view::npos);
  EXPECT_EQ(find_ignoring_case("abc", "", 3), 3u);
}

TEST(Space, IsTrimmedAndSqueezed) {
  EXPECT_EQ(trimmed("\t a b\r\n"), "a b");
  EXPECT_EQ(trimmed(" \v\f "), "");
  EXPECT_EQ(squeezed("  a \r\n\t b  "), "a b");
  EXPECT_EQ(squeezed(" \n "), "");
}

TEST(Split, KeepsEmptyPieces) {
  EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(split("", ','), ElementsAre(""));
}

TEST(Utf8, AcceptsWhatRfc3629Allows) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x93\x85"));
  EXPECT_TRUE(is_valid_utf8("\0"sv));
  EXPECT_TRUE(is_valid_utf8("\xF4\x8F\xBF\xBF"));
}

TEST(Utf8, RefusesTheRest) {
  for (const std::string_view bad :
       {"\x80"sv, "\xC0\x80"sv, "\xC1\xBF"sv, "\xE0\x80\x80"sv,
        "\xED\xA0\x80"sv, "\xF0\x80\x80\x80"sv, "\xF4\x90\x80\x80"sv,
        "\xF5\x80\x80\x80"sv, "\xFF"sv, "\xE2\x82"sv, "\xC3"sv, "\xC3("sv})
    EXPECT_FALSE(is_valid_utf8(bad)) << printable(bad);
}

TEST(Utf8, IsRepairedByteByByte) {
  EXPECT_EQ(to_valid_utf8("a\xFF\xE2\x82z"),
            "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz");
  EXPECT_TRUE(is_valid_utf8(to_valid_utf8("\xF0\x9F\x93")));
}

TEST(Utf8, RoundTripsEveryCodePoint) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    std::size_t at = 0;
    ASSERT_TRUE(is_valid_utf8(text)) << std::hex << std::uint32_t{c};
    ASSERT_EQ(next_code_point(text, at), c);
    ASSERT_EQ(at, text.size());
  }
}

TEST(Utf8, HasNoSurrogatesAndNoEndlessNumbers) {
  std::string text;
  append_utf8(text, 0xD800);
  append_utf8(text, 0x110000);
  EXPECT_EQ(text, "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Utf8, GivesOneByteAtATimeWhereItIsBroken) {
  const std::string_view text = "\xE2\x82";
  std::size_t at = 0;
  EXPECT_EQ(next_code_point(text, at), 0xFFFDu);
  EXPECT_EQ(at, 1u);
}

TEST(Truncated, CutsBetweenCodePoints) {
  EXPECT_EQ(truncated("a\xE2\x82\xAC", 3), "a");
  EXPECT_EQ(truncated("a\xE2\x82\xAC", 4), "a\xE2\x82\xAC");
  EXPECT_EQ(truncated("abc", 0), "");
  EXPECT_EQ(truncated("\x80\x80\x80", 2), "");
}

TEST(Printable, LeavesWordsAlone) {
  EXPECT_EQ(printable("caf\xC3\xA9 \xE6\x97\xA5 \xF0\x9F\x93\x85 C:\\x1b"),
            "caf\xC3\xA9 \xE6\x97\xA5 \xF0\x9F\x93\x85 C:\\x1b");
}

TEST(Printable, TakesTerminalsTheirControls) {
  EXPECT_EQ(printable("\x1b]0;owned\a\r\n\t\x7f"),
            "\\x1b]0;owned\\x07\\x0d\\x0a\\x09\\x7f");
  EXPECT_EQ(printable("\0"sv), "\\x00");
  EXPECT_EQ(printable("\xC2\x9B"), "\\u{9b}");  // C1 CSI
}

TEST(Printable, ShowsBytesThatAreNotUtf8) {
  EXPECT_EQ(printable("\xFF\x9B[2J"), "\\xff\\x9b[2J");
}

TEST(Printable, ShowsWhatHidesOrTurnsText) {
  const std::pair<char32_t, std::string_view> hostile[] = {
      {0x061C, "\\u{61c}"},   {0x200B, "\\u{200b}"},   {0x200D, "\\u{200d}"},
      {0x200E, "\\u{200e}"},  {0x202A, "\\u{202a}"},   {0x202E, "\\u{202e}"},
      {0x2066, "\\u{2066}"},  {0x2069, "\\u{2069}"},   {0x2028, "\\u{2028}"},
      {0x2029, "\\u{2029}"},  {0x2060, "\\u{2060}"},   {0xFEFF, "\\u{feff}"},
      {0x00AD, "\\u{ad}"},    {0x180E, "\\u{180e}"},   {0x3164, "\\u{3164}"},
      {0xFFF9, "\\u{fff9}"},  {0xE0001, "\\u{e0001}"}, {0xE007F, "\\u{e007f}"},
      {0xE0100, "\\u{e0100}"}};
  for (const auto& [code_point, shown] : hostile) {
    std::string text;
    append_utf8(text, code_point);
    EXPECT_EQ(printable(text), shown);
  }
}

// Whatever comes in, one line of valid UTF-8 without controls comes out.
TEST(Printable, ActsOnNothing) {
  std::string bytes;
  std::uint32_t random = 1;
  for (int i = 0; i < 200'000; ++i) {
    random = random * 1'664'525 + 1'013'904'223;
    bytes += static_cast<char>(random >> 24);
  }
  for (char32_t c = 0x2000; c < 0x2100; ++c) append_utf8(bytes, c);
  const std::string shown = printable(bytes);
  ASSERT_TRUE(is_valid_utf8(shown));
  for (std::size_t at = 0; at < shown.size();) {
    const char32_t c = next_code_point(shown, at);
    ASSERT_FALSE(c < 0x20 || (c >= 0x7F && c < 0xA0));
    ASSERT_FALSE(c >= 0x2028 && c <= 0x202E);
  }
  EXPECT_EQ(printable(shown), shown);
}

TEST(Counted, KnowsOneFromMany) {
  EXPECT_EQ(counted(0, "message"), "0 messages");
  EXPECT_EQ(counted(1, "message"), "1 message");
  EXPECT_EQ(counted(2, "message"), "2 messages");
}

TEST(Nearest, SuggestsWhatWasMeant) {
  EXPECT_EQ(nearest("fromat", {"format", "files-from", "fail-on"}), "format");
  EXPECT_EQ(nearest("scn", {"explain", "scan"}), "scan");
}

TEST(Nearest, SuggestsNothingFarOff) {
  EXPECT_EQ(nearest("xyzzy", {"format", "scan"}), "");
  EXPECT_EQ(nearest(std::string(1'000, 'a'), {std::string(1'000, 'a')}), "");
}

TEST(Text, FindsTheFirstOfSomeBytes) {
  constexpr ByteSet kStops(":;");
  EXPECT_EQ(find_byte("a;b:c", kStops), 1u);
  EXPECT_EQ(find_byte("a;b:c", kStops, 2), 3u);
  EXPECT_EQ(find_byte("abc", kStops), 3u);
  EXPECT_EQ(find_byte("abc", kStops, 9), 3u);
  EXPECT_TRUE(kStops.contains(':'));
  EXPECT_FALSE(kStops.contains('\xff'));
}

// Wherever a run ends, eight bytes are not looked at as if they were one.
TEST(Text, RunsEndWhereTheyEnd) {
  for (std::size_t before = 0; before < 20; ++before)
    for (int other = 0; other < 256; ++other) {
      std::string text(before, 'x');
      text += static_cast<char>(other);
      text += std::string(20, 'y');
      const bool ascii = other < 0x80, plain = other >= 0x20 && other < 0x7F;
      EXPECT_EQ(ascii_end(text, 0), ascii ? text.size() : before) << other;
      EXPECT_EQ(plain_end(text, 0), plain ? text.size() : before) << other;
      EXPECT_EQ(plain_end(text, before + 1), text.size());
    }
}

}  // namespace
}  // namespace calspam
