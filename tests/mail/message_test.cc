// SPDX-License-Identifier: MIT
#include "mail/message.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mail/message_dump.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using testing::HasSubstr;
using testing::Not;

Message read(std::string_view bytes, const Limits& limits = {}) {
  return parse_message(bytes, limits);
}

// Lines with the CRLF that mail has.
std::string crlf(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

constexpr std::string_view kInvite =
    "From: Ann <ann@example.com>\n"
    "Subject: Lunch\n"
    "MIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=\"out\"\n"
    "\n"
    "preamble\n"
    "--out\n"
    "Content-Type: multipart/alternative; boundary=in\n"
    "\n"
    "--in\n"
    "Content-Type: text/plain; charset=utf-8\n"
    "\n"
    "Lunch?\n"
    "--in\n"
    "Content-Type: text/calendar; method=REQUEST; charset=utf-8\n"
    "\n"
    "BEGIN:VCALENDAR\n"
    "END:VCALENDAR\n"
    "--in--\n"
    "\n"
    "--out\n"
    "Content-Type: application/ics; name=\"invite.ics\"\n"
    "Content-Disposition: attachment; filename=\"invite.ics\"\n"
    "Content-Transfer-Encoding: base64\n"
    "\n"
    "QkVHSU46VkNBTEVOREFSDQpFTkQ6VkNBTEVOREFSDQo=\n"
    "--out--\n";

// Lines of the calendar end as those of the message do.
std::string invite_tree(std::string_view calendar) {
  return "1 multipart/mixed\n"
         "1.1 multipart/alternative\n"
         "1.1.1 text/plain \"Lunch?\"\n"
         "1.1.2 text/calendar carrier=text/calendar \"" +
         std::string(calendar) +
         "\"\n"
         "1.2 application/ics carrier=application/ics base64 name=invite.ics "
         "\"BEGIN:VCALENDAR\\x0d\\x0aEND:VCA\"\n";
}

TEST(Message, ReadsAnInvitationWithAnyLineEnd) {
  EXPECT_EQ(tree(read(kInvite)), invite_tree("BEGIN:VCALENDAR\\x0aEND:VCAL"));
  EXPECT_EQ(tree(read(crlf(kInvite))),
            invite_tree("BEGIN:VCALENDAR\\x0d\\x0aEND:VCA"));
  std::string cr(kInvite);
  for (char& c : cr)
    if (c == '\n') c = '\r';
  const Message message = read(cr);
  EXPECT_EQ(tree(message), invite_tree("BEGIN:VCALENDAR\\x0dEND:VCAL"));
  EXPECT_EQ(oddities(message), "1 mime-line-ends-cr\n");
}

TEST(Message, FindsNothingOddInAnHonestInvitation) {
  const Message message = read(crlf(kInvite));
  EXPECT_EQ(oddities(message), "");
  EXPECT_TRUE(message.anomalies.empty());
  EXPECT_TRUE(message.complete);
  EXPECT_EQ(message.carriers(), (std::vector<int>{3, 4}));
  EXPECT_EQ(message.children(0), (std::vector<int>{1, 4}));
}

TEST(Message, KeepsHeadersInOrderWithTheirPlaces) {
  const std::string bytes = crlf(
      "Received: from a\n\tby b\nreceived: from c\nSubject: "
      "=?utf-8?q?x=C3=A9?=\n"
      "\nbody");
  const Message message = read(bytes);
  const Part& root = message.root();
  ASSERT_EQ(root.headers.size(), 3u);
  EXPECT_EQ(root.all_headers("RECEIVED").size(), 2u);
  EXPECT_EQ(root.headers[0].value, " from a\r\n\tby b");
  EXPECT_EQ(slice(bytes, root.headers[0].span), "Received: from a\r\n\tby b");
  EXPECT_EQ(slice(bytes, root.headers[1].value_span), " from c");
  EXPECT_EQ(root.header_text("received"), "from a\tby b");
  EXPECT_EQ(root.header_text("Subject"), "x\xC3\xA9");
  EXPECT_EQ(slice(bytes, root.body_span), "body");
}

TEST(Message, MapsDecodedBytesToTheInput) {
  const std::string bytes = crlf(kInvite);
  const Message message = read(bytes);
  const Part& part = message.parts[4];
  const std::size_t end = part.content.find("END");
  // A byte stands in two letters, so three bytes in four or five.
  const Span span = part.content_map.base(Span{end, end + 3});
  EXPECT_EQ(slice(bytes, span), "EVORE");
}

TEST(Message, OpensANestedMessageInBase64WithPlaces) {
  const std::string bytes =
      "Content-Type: message/rfc822\n"
      "Content-Transfer-Encoding: base64\n"
      "\n"
      // Content-Type: text/calendar, empty line, BEGIN:VCALENDAR
      "Q29udGVudC1UeXBlOiB0ZXh0L2NhbGVuZGFyCgpC\n"
      "RUdJTjpWQ0FMRU5EQVIK\n";
  const Message message = read(bytes);
  EXPECT_EQ(tree(message),
            "1 message/rfc822 base64\n"
            "1.1 text/calendar carrier=text/calendar \"BEGIN:VCALENDAR\"\n");
  EXPECT_EQ(oddities(message), "1 mime-message-encoded\n");
  const Part& inner = message.parts[1];
  const std::size_t colon = inner.content.find(':');
  EXPECT_EQ(slice(bytes, inner.content_map.base(Span{colon, colon + 1})), "jp");
  EXPECT_EQ(slice(bytes, inner.headers[0].span),
            "Q29udGVudC1UeXBlOiB0ZXh0L2NhbGVuZGFy");
}

TEST(Message, KeepsTheMboxLineApart) {
  const Message message =
      read("From ann@example.com Mon Jan  1 00:00:00 2024\nSubject: a\n\nb");
  EXPECT_EQ(message.mbox_from, "From ann@example.com Mon Jan  1 00:00:00 2024");
  EXPECT_EQ(message.root().headers.size(), 1u);
  EXPECT_EQ(oddities(message), "");
}

TEST(Message, ReadsHeadersAfterALeadingEmptyLine) {
  const Message message = read("\nSubject: a\n\nb");
  EXPECT_EQ(message.root().header_text("Subject"), "a");
  EXPECT_EQ(oddities(message), "1 mime-header-leading-blank\n");
}

TEST(Message, TakesTextWithoutHeadersAsBody) {
  const Message message = read("hello\nworld\n");
  EXPECT_EQ(tree(message), "1 text/plain \"hello\\x0aworld\"\n");
  EXPECT_EQ(oddities(message), "1 mime-header-missing\n");
}

TEST(Message, FollowsTheFirstOfMixedLineEnds) {
  const Message message = read("Subject: a\r\rbody\nof text");
  EXPECT_EQ(tree(message), "1 text/plain \"body\\x0aof text\"\n");
  EXPECT_EQ(oddities(message), "1 mime-header-bare-cr\n");
}

TEST(Message, SurvivesEmptyInput) {
  EXPECT_EQ(tree(read("")), "1 text/plain \"\"\n");
  EXPECT_EQ(tree(read("\n")), "1 text/plain \"\"\n");
  EXPECT_EQ(tree(read(std::string(3, '\0'))),
            "1 text/plain \"\\x00\\x00\\x00\"\n");
}

}  // namespace
}  // namespace calspam
