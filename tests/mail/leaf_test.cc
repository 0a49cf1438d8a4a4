// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mail/message.hh"
#include "mail/message_dump.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using testing::HasSubstr;

Message read(std::string_view bytes) {
  return parse_message(bytes, Limits{});
}

std::string multipart(std::string_view parameters, std::string_view body) {
  return "Content-Type: multipart/mixed" + std::string(parameters) + "\n\n" +
         std::string(body);
}

TEST(Leaf, TakesTheFirstAndTheLastOfTwoTypes) {
  const Message message =
      read("Content-Type: text/plain\nContent-Type: text/calendar\n\nhello");
  EXPECT_EQ(tree(message),
            "1 text/plain \"hello\"\n"
            "1.1 text/calendar carrier=text/calendar \"hello\" "
            "(other-type)\n");
  EXPECT_EQ(oddities(message), "1 mime-type-conflict\n");
}

TEST(Leaf, DoesNotRepeatReadingsThatAreTheSame) {
  const Message message = read(
      "Content-Type: text/plain\nContent-Type: text/plain; charset=utf-8\n"
      "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: 8bit\n\n"
      "hello");
  EXPECT_EQ(tree(message), "1 text/plain \"hello\"\n");
}

TEST(Leaf, ReadsPlainTextThatIsDeclaredBase64) {
  const Message message = read(
      "Content-Type: text/calendar\nContent-Transfer-Encoding: base64\n\n"
      "BEGIN:VCALENDAR\nEND:VCALENDAR\n");
  EXPECT_EQ(message.parts.size(), 2u);
  EXPECT_EQ(message.parts[1].content, "BEGIN:VCALENDAR\nEND:VCALENDAR\n");
  EXPECT_EQ(message.parts[1].reading, "other-encoding");
  EXPECT_THAT(oddities(message), HasSubstr("1 mime-encoding-mismatch"));
}

TEST(Leaf, ReadsBase64ThatIsDeclared7Bit) {
  const Message message = read(
      "Content-Type: application/octet-stream\n"
      "Content-Transfer-Encoding: 7bit\n\n"
      "QkVHSU46VkNBTEVOREFSDQpFTkQ6VkNBTEVOREFSDQo=\n");
  ASSERT_EQ(message.parts.size(), 2u);
  EXPECT_EQ(message.parts[1].carrier, Carrier::Content);
  EXPECT_EQ(message.parts[1].content, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
}

TEST(Leaf, TakesBothOfTwoEncodings) {
  const Message message = read(
      "Content-Type: text/calendar\nContent-Transfer-Encoding: 7bit\n"
      "Content-Transfer-Encoding: base64\n\n"
      "QkVHSU46VkNBTEVOREFSDQpFTkQ6VkNBTEVOREFSDQo=\n");
  ASSERT_EQ(message.parts.size(), 2u);
  EXPECT_EQ(message.parts[1].encoding, TransferEncoding::Base64);
  EXPECT_THAT(oddities(message), HasSubstr("1 mime-encoding-conflict"));
}

TEST(Leaf, ReadsACalendarInAPartHeader) {
  const std::string bytes = multipart(
      "; boundary=a",
      "--a\nContent-Type: text/calendar\nBEGIN:VCALENDAR\nVERSION:2.0\n"
      "END:VCALENDAR\n\n--a--\n");
  const Message message = read(bytes);
  EXPECT_EQ(tree(message),
            "1 multipart/mixed\n"
            "1.1 text/calendar carrier=text/calendar \"\"\n"
            "1.1.1 text/calendar carrier=text/calendar "
            "\"BEGIN:VCALENDAR\\x0aVERSION:\" (header-block)\n");
  EXPECT_EQ(message.parts[2].content,
            "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR");
  EXPECT_EQ(slice(bytes, message.parts[2].content_map.base(Span{0, 15})),
            "BEGIN:VCALENDAR");
  EXPECT_EQ(oddities(message), "1.1 mime-calendar-in-headers\n");
}

TEST(Leaf, FindsAUuencodedCalendarInText) {
  const Message message = read(
      "Subject: x\n\nhi\nbegin 644 invite.ics\n"
      "/0D5'24XZ5D-!3$5.1$%2\n`\nend\nbye\n");
  ASSERT_EQ(message.parts.size(), 2u);
  EXPECT_EQ(message.parts[1].content, "BEGIN:VCALENDAR");
  EXPECT_EQ(message.parts[1].reading, "uuencode");
}

TEST(Leaf, MakesTextUtf8) {
  EXPECT_EQ(read("Content-Type: text/plain; charset=iso-8859-1\n\n\xE9")
                .root()
                .content,
            "\xC3\xA9");
  EXPECT_EQ(read("Subject: x\n\n\x93hi\x94").root().content,
            "\xE2\x80\x9Chi\xE2\x80\x9D");
  const Message unknown =
      read("Content-Type: text/plain; charset=x-nonsense\n\nabc");
  EXPECT_EQ(unknown.root().content, "abc");
  EXPECT_EQ(oddities(unknown), "1 mime-charset-unknown\n");
}

TEST(Leaf, ReadsACalendarInUtf16) {
  std::string utf16 = "\xFF\xFE";
  for (char c : std::string_view("BEGIN:VCALENDAR\r\n")) {
    utf16 += c;
    utf16 += '\0';
  }
  const Message message =
      read("Content-Type: application/octet-stream\n\n" + utf16);
  EXPECT_EQ(message.root().content, "BEGIN:VCALENDAR\r\n");
  EXPECT_EQ(message.root().carrier, Carrier::Content);
}

TEST(Leaf, KeepsTheHeadOfPartsItDoesNotRead) {
  const Message message = read(
      "Content-Type: application/pdf\n"
      "Content-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n");
  EXPECT_EQ(message.root().head, "%PDF-1.4\n");
  EXPECT_FALSE(message.root().analysed);
  EXPECT_EQ(message.root().not_analysed, "application");
  EXPECT_EQ(message.root().decoded_size, 9u);
}

TEST(Leaf, GivesDigestPartsTheTypeOfMessages) {
  EXPECT_EQ(tree(read("Content-Type: multipart/digest; boundary=a\n\n--a\n\n"
                      "Subject: one\n\nbody\n--a--\n")),
            "1 multipart/digest\n"
            "1.1 message/rfc822\n"
            "1.1.1 text/plain \"body\"\n");
}

}  // namespace
}  // namespace calspam
