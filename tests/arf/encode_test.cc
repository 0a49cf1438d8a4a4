// SPDX-License-Identifier: MIT
#include "arf/encode.hh"

#include <gtest/gtest.h>

#include "mail/transfer.hh"
#include "mail/words.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// RFC 4648 10.
TEST(Base64, IsAsTheRfcHasIt) {
  EXPECT_EQ(base64_encoded(""), "");
  EXPECT_EQ(base64_encoded("f"), "Zg==");
  EXPECT_EQ(base64_encoded("foob"), "Zm9vYg==");
  EXPECT_EQ(base64_encoded("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64url_encoded("\xFB\xFF"), "-_8");
}

TEST(Base64, ComesInLines) {
  EXPECT_EQ(base64_lines(std::string(57, 'a'), "\r\n").size(), 78u);
  EXPECT_EQ(base64_lines(std::string(58, 'a'), "\n").find('\n'), 76u);
}

TEST(QuotedPrintable, GivesBackWhatItWasGiven) {
  for (const std::string& text :
       {std::string("plain\nlines\n"), std::string("blank at the end \n"),
        "K\xC3\xB6ln = 1\ttab\n" + std::string(300, 'x') + "\n",
        std::string("a\rb\0c\n", 6)}) {
    const std::string code = quoted_printable(text, "\n");
    EXPECT_EQ(
        decode_transfer(TransferEncoding::QuotedPrintable, code, 0, 10'000)
            .bytes,
        text);
    for (std::string_view line : split(code, '\n')) EXPECT_LE(line.size(), 76u);
  }
}

TEST(HeaderValue, NeverEndsALine) {
  for (const std::string& text :
       {std::string("a\r\nEvil: 1"), std::string("a\nb"), std::string("\0x", 2),
        std::string(3'000, 'x'),
        std::string("\xE2\x80\xA8"
                    "Evil: 1")}) {
    const std::string value = header_value(text, "\r\n");
    for (std::size_t at = value.find('\n'); at != value.npos;
         at = value.find('\n', at + 1))
      EXPECT_EQ(value.at(at + 1), ' ') << value;
    for (std::string_view line : split(value, '\n'))
      EXPECT_LE(line.size(), 998u);
  }
}

TEST(HeaderValue, IsReadAsItWasMeant) {
  for (const std::string text :
       {"Gr\xC3\xBC\xC3\x9F"
        "e aus K\xC3\xB6ln, mit vielen langen W\xC3\xB6rtern, "
        "die mehr als eine Zeile f\xC3\xBCllen",
        "=?UTF-8?Q?not_a_word?=", "plain words"}) {
    std::string value = header_value(text, "\r\n");
    std::string line;
    for (char c : value)
      if (c != '\r' && c != '\n') line += c;
    EXPECT_EQ(decode_words(line), text);
  }
}

TEST(AsciiValue, IsOneLineOfPrintableAscii) {
  EXPECT_EQ(ascii_value("a\r\n\tb  c\x1B\xC3\xBC"), "a b c???");
}

}  // namespace
}  // namespace calspam
