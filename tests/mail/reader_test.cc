// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mail/message.hh"
#include "mail/message_dump.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using testing::HasSubstr;

Message read(std::string_view bytes, const Limits& limits = {}) {
  return parse_message(bytes, limits);
}

std::string multipart(std::string_view parameters, std::string_view body) {
  return "Content-Type: multipart/mixed" + std::string(parameters) + "\n\n" +
         std::string(body);
}

TEST(Reader, StopsAtTheBoundOfParts) {
  std::string bytes = multipart("; boundary=a", "");
  for (int i = 0; i < 100'000; ++i) bytes += "--a\n\nx\n";
  const Message message = read(bytes);
  EXPECT_EQ(message.parts.size(), Limits{}.parts);
  EXPECT_FALSE(message.complete);
  EXPECT_THAT(oddities(message), HasSubstr("limit-mime-parts"));
}

TEST(Reader, StopsAtTheBoundOfDepth) {
  std::string bytes;
  for (int i = 1'000; i < 2'000; ++i)
    bytes += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) +
             "\n\n--b" + std::to_string(i) + "\n";
  for (int i = 0; i < 100'000; ++i) bytes += "--x\n";
  const Message message = read(bytes);
  EXPECT_EQ(message.parts.size(), Limits{}.depth);
  EXPECT_FALSE(message.complete);
  EXPECT_THAT(oddities(message), HasSubstr("limit-mime-depth"));
}

TEST(Reader, StopsAtTheBoundOfNestedMessages) {
  std::string bytes;
  for (int i = 0; i < 1'000; ++i) bytes += "Content-Type: message/rfc822\n\n";
  const Message message = read(bytes);
  EXPECT_EQ(message.parts.size(), Limits{}.nested_messages + 1);
  EXPECT_FALSE(message.complete);
}

TEST(Reader, StopsAtTheBoundOfReadings) {
  std::string bytes;
  // Each level is ambiguous: without a bound this doubles with each.
  for (int i = 0; i < 40; ++i) {
    const std::string n = std::to_string(i);
    bytes += "Content-Type: multipart/mixed; boundary=a" + n + "; boundary=b" +
             n + "\n\n--a" + n + "\nX: y\n\n--b" + n + "\n";
  }
  const Message message = read(bytes);
  EXPECT_LT(message.parts.size(), 2'000u);
}

TEST(Reader, StopsAtTheBoundOfHeaders) {
  std::string bytes;
  for (int i = 0; i < 100'000; ++i) bytes += "X: y\n";
  const Message message = read(bytes + "\nbody");
  EXPECT_EQ(message.root().headers.size(), Limits{}.headers);
  EXPECT_EQ(message.root().content, "body");
  EXPECT_FALSE(message.complete);
}

TEST(Reader, StopsAtTheBoundOfText) {
  Limits limits;
  limits.text_bytes = 10;
  const Message message = read("Subject: x\n\n0123456789abcdef", limits);
  EXPECT_EQ(message.root().content, "0123456789");
  EXPECT_EQ(message.root().decoded_size, 16u);
  EXPECT_FALSE(message.complete);
}

// A message with everything that has a bound, and what a bound leaves of it.
std::string reached(Limits limits) {
  const Message message = read(
      "A: b\nSubject: x\nContent-Type: multipart/mixed; boundary=a\n\n"
      "--a\nContent-Type: multipart/mixed; boundary=b\n\n"
      "--b\nContent-Transfer-Encoding: base64\n\neHh4eHh4eHh4eHh4eHh4\n--b--\n"
      "--a\nContent-Type: message/rfc822\n\nSubject: y\n\nz\n"
      "--a\nContent-Type: text/plain; a=1; b=2; c=3\n\nw\n--a--\n",
      limits);
  std::string found;
  for (const Anomaly& anomaly : message.anomalies) {
    if (anomaly.is_limit()) found += std::string(anomaly.kind->id) + " ";
  }
  EXPECT_EQ(message.complete, found.empty());
  return found;
}

TEST(Reader, SaysWhichBoundItReached) {
  EXPECT_EQ(reached({}), "");
  Limits limits;
  limits.parts = 3;
  EXPECT_EQ(reached(limits), "limit-mime-parts ");
  limits = {};
  limits.depth = 1;
  EXPECT_EQ(reached(limits), "limit-mime-depth ");
  limits = {};
  limits.nested_messages = 0;
  EXPECT_EQ(reached(limits), "limit-mime-depth ");
  limits = {};
  limits.headers = 2;
  EXPECT_EQ(reached(limits), "limit-mime-headers ");
  limits = {};
  limits.header_block_bytes = 10;
  EXPECT_NE(reached(limits).find("limit-mime-headers "), std::string::npos);
  limits = {};
  limits.parameters = 2;
  EXPECT_EQ(reached(limits), "limit-mime-parameters ");
  limits = {};
  limits.header_value_bytes = 20;
  EXPECT_NE(reached(limits).find("limit-mime-parameters "), std::string::npos);
  limits = {};
  limits.decoded_bytes = 10;
  EXPECT_NE(reached(limits).find("limit-mime-decoded "), std::string::npos);
}

}  // namespace
}  // namespace calspam
