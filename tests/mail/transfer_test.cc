// SPDX-License-Identifier: MIT
#include "mail/transfer.hh"

#include <gtest/gtest.h>

#include <string>

#include "mail/anomalies.hh"
#include "util/span.hh"

namespace calspam {
namespace {

constexpr std::size_t kAll = 1u << 20;

TransferDecoding base64(std::string_view body, std::size_t most = kAll) {
  return decode_transfer(TransferEncoding::Base64, body, 100, most);
}
TransferDecoding quoted_printable(std::string_view body) {
  return decode_transfer(TransferEncoding::QuotedPrintable, body, 0, kAll);
}
TransferDecoding uuencode(std::string_view body) {
  return decode_transfer(TransferEncoding::Uuencode, body, 0, kAll);
}

std::string kinds(const TransferDecoding& decoding) {
  std::string out;
  for (const Anomaly& anomaly : decoding.anomalies)
    out += std::string(anomaly.kind->id) + "@" +
           std::to_string(anomaly.span.begin) + "\n";
  return out;
}

// The part of `body` that gave the decoded bytes [begin, end).
std::string_view origin(std::string_view body, const TransferDecoding& decoding,
                        std::uint64_t begin, std::uint64_t end,
                        std::uint64_t at = 0) {
  const Span span = decoding.map.base(Span{begin, end});
  return slice(body, {span.begin - at, span.end - at});
}

TEST(Transfer, DecodesBase64InLines) {
  const std::string body = "SGVs\r\nbG8s\r\nIHlvdQ==\r\n";
  const TransferDecoding decoding = base64(body);
  EXPECT_EQ(decoding.bytes, "Hello, you");
  EXPECT_EQ(kinds(decoding), "");
  EXPECT_EQ(origin(body, decoding, 0, 3, 100), "SGVs");
  EXPECT_EQ(origin(body, decoding, 3, 6, 100), "bG8s");
  EXPECT_EQ(origin(body, decoding, 9, 10, 100), "dQ");
}

TEST(Transfer, MapsBase64WhoseLinesBreakQuads) {
  const std::string body = "SGV\nsbG\n8sI\nHlvdQ==";
  const TransferDecoding decoding = base64(body);
  EXPECT_EQ(decoding.bytes, "Hello, you");
  EXPECT_EQ(origin(body, decoding, 2, 3, 100), "V");
  EXPECT_EQ(origin(body, decoding, 3, 4, 100), "b");
  EXPECT_EQ(origin(body, decoding, 5, 6, 100), "8");
}

TEST(Transfer, GoesOnAfterPadding) {
  const TransferDecoding decoding = base64("SGVsbG8=\nIHlvdQ==\nIQ==");
  EXPECT_EQ(decoding.bytes, "Hello you!");
  EXPECT_EQ(kinds(decoding), "mime-base64-padding-inside@107\n");
}

TEST(Transfer, SkipsJunkInBase64) {
  const TransferDecoding decoding = base64(
      "SGV*s\x80"
      "bG8=");
  EXPECT_EQ(decoding.bytes, "Hello");
  EXPECT_EQ(kinds(decoding), "mime-base64-junk@103\n");
}

TEST(Transfer, TakesBase64WithoutPadding) {
  const TransferDecoding decoding = base64("SGVsbG8");
  EXPECT_EQ(decoding.bytes, "Hello");
  EXPECT_EQ(kinds(decoding), "mime-base64-short-tail@104\n");
  EXPECT_EQ(base64("S").bytes, "");
}

TEST(Transfer, StopsAtTheBytesWanted) {
  const TransferDecoding decoding = base64("SGVsbG8=", 2);
  EXPECT_EQ(decoding.bytes, "He");
  EXPECT_TRUE(decoding.cut);
  EXPECT_FALSE(base64("SGVsbG8=", 5).cut);
}

TEST(Transfer, DecodesQuotedPrintable) {
  const std::string body = "a=C3=A9 b=\r\nc=\nd  \r\ne=3d";
  const TransferDecoding decoding = quoted_printable(body);
  EXPECT_EQ(decoding.bytes, "a\xC3\xA9 bcd\r\ne=");
  EXPECT_EQ(kinds(decoding), "");
  EXPECT_EQ(origin(body, decoding, 1, 2), "=C3");
  EXPECT_EQ(origin(body, decoding, 5, 6), "c");
  EXPECT_EQ(origin(body, decoding, 9, 10), "e");
}

TEST(Transfer, KeepsWhatQuotedPrintableDoesNotEscape) {
  const TransferDecoding decoding = quoted_printable("1=2 a=zz =");
  EXPECT_EQ(decoding.bytes, "1=2 a=zz ");
  EXPECT_EQ(kinds(decoding), "mime-qp-bad-escape@1\n");
}

TEST(Transfer, DecodesUuencode) {
  const std::string body =
      "begin 644 a.ics\n/0D5'24XZ5D-!3$5.1$%2\n`\nend\nrest\n";
  const TransferDecoding decoding = uuencode(body);
  EXPECT_EQ(decoding.bytes, "BEGIN:VCALENDAR");
  EXPECT_EQ(kinds(decoding), "");
  EXPECT_EQ(origin(body, decoding, 0, 1), "0D");
}

TEST(Transfer, NotesBrokenUuencode) {
  EXPECT_EQ(kinds(uuencode("no uuencode")), "mime-uuencode-broken@0\n");
  EXPECT_EQ(kinds(uuencode("begin 644 a\nM123\nend\n")),
            "mime-uuencode-broken@12\n");
}

TEST(Transfer, NamesEncodings) {
  EXPECT_EQ(transfer_encoding(" Base64\r\n"), TransferEncoding::Base64);
  EXPECT_EQ(transfer_encoding("(x (y)) base64"), TransferEncoding::Base64);
  EXPECT_EQ(transfer_encoding("\"base64\";"), TransferEncoding::Base64);
  EXPECT_EQ(transfer_encoding("8BIT"), TransferEncoding::Identity);
  EXPECT_EQ(transfer_encoding("x-uuencode"), TransferEncoding::Uuencode);
  EXPECT_EQ(transfer_encoding("rot13"), TransferEncoding::Unknown);
}

TEST(Transfer, CountsWithoutDecoding) {
  for (const char* body : {"SGVsbG8=", "SGVs\r\nbG8s\r\nIHlvdQ==\r\n", ""})
    EXPECT_EQ(decoded_size(TransferEncoding::Base64, body),
              base64(body).bytes.size());
  for (const char* body : {"a=C3=A9 b=\r\nc=\nd", "=", "=3", "a=zz", ""})
    EXPECT_EQ(decoded_size(TransferEncoding::QuotedPrintable, body),
              quoted_printable(body).bytes.size());
}

TEST(Transfer, KnowsBase64ByItsLook) {
  EXPECT_TRUE(looks_like_base64("QkVHSU46VkNBTEVOREFS\r\nDQo=\r\n"));
  EXPECT_FALSE(looks_like_base64("BEGIN:VCALENDAR"));
  EXPECT_FALSE(looks_like_base64("just some words of text"));
  EXPECT_FALSE(looks_like_base64("abc"));
}

}  // namespace
}  // namespace calspam
