// SPDX-License-Identifier: MIT
// tests/cli/arf_test.py holds each file of testdata/arf/read against what is
// expected of it; here is what that does not show.
#include "arf/reading.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "incident.hh"

namespace calspam {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

AbuseReading reading_of(const std::string& name) {
  const std::string bytes = file_bytes("read/" + name);
  EXPECT_FALSE(bytes.empty()) << name;
  return read_back(bytes);
}

TEST(AbuseReading, R5TakesTypesThatNobodyRegistered) {
  const AbuseReading reading = reading_of("opt-out.eml");
  EXPECT_TRUE(reading.is_report());
  EXPECT_TRUE(reading.conforms());
  EXPECT_EQ(reading.feedback_type, "opt-out");
}

TEST(AbuseReading, R6TakesRedactedReports) {
  const AbuseReading reading = reading_of("redacted.eml");
  EXPECT_TRUE(reading.conforms());
  EXPECT_THAT(reading.original_rcpt_to,
              ElementsAre("1f2e3d4c5b6a@example.com"));
}

TEST(AbuseReading, R4TakesReportsAsMailOfAnyLineEnd) {
  for (const std::string name :
       {"clean.eml", "line-feeds.eml", "carriage-returns.eml"}) {
    const AbuseReading reading = reading_of(name);
    EXPECT_EQ(reading.source_ip, "192.0.2.7") << name;
    EXPECT_EQ(reading.original.message_id, "<1@sender.example>") << name;
  }
}

TEST(AbuseReading, A25KeepsWhatItDoesNotKnow) {
  const AbuseReading reading = reading_of("unknown-fields.eml");
  EXPECT_TRUE(reading.conforms());
  ASSERT_EQ(reading.extensions.size(), 4u);
  EXPECT_EQ(reading.extensions[0].name, "Removal-Recipient");
}

TEST(AbuseReading, A11A9TrustsPart3First) {
  const AbuseReading reading = reading_of("contradiction.eml");
  EXPECT_EQ(reading.original.message_id, "<1@sender.example>");
}

TEST(AbuseReading, A29OpensNothingThatIsAttached) {
  // An attachment of the message is a part of the message, not of the report.
  const std::string inner =
      "From: a@b.example\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n"
      "Content-Type: message/feedback-report\r\n\r\nFeedback-Type: evil\r\n"
      "--i\r\nContent-Type: application/json\r\n\r\n"
      "{\"xarf_version\":\"4.0.0\"}\r\n--i--\r\n";
  const AbuseReading reading = read_back(
      "From: d@r.example\r\nMIME-Version: 1.0\r\nContent-Type: "
      "multipart/report; report-type=feedback-report; boundary=o\r\n\r\n"
      "--o\r\nContent-Type: text/plain\r\n\r\nx\r\n--o\r\n"
      "Content-Type: message/rfc822\r\n\r\n" +
      inner + "--o--\r\n");
  EXPECT_EQ(reading.kind, AbuseReportKind::None);
}

TEST(AbuseReading, A30ShowsTheUserAgentAndNoMore) {
  const std::string bytes = file_bytes("read/clean.eml");
  std::string other = bytes;
  other.replace(other.find("Desk/2.1"), 8, "Evil/9.9");
  AbuseReading a = read_back(bytes), b = read_back(other);
  EXPECT_EQ(b.user_agent, "Evil/9.9");
  EXPECT_EQ(a.source_ip, b.source_ip);
  EXPECT_EQ(a.broken.size(), b.broken.size());
}

TEST(AbuseReading, SaysThatJsonIsTooLargeToBeRead) {
  const std::string json = "{\"xarf_version\": \"4.0.0\"}";
  const std::string mail =
      "From: desk@sender.example\r\nMIME-Version: 1.0\r\nContent-Type: "
      "application/json\r\n\r\n" +
      json;
  for (const std::string& bytes : {json, mail}) {
    RawMessage raw;
    raw.bytes = bytes;
    raw.full_size = bytes.size();
    ArfLimits bounds;
    EXPECT_TRUE(read_abuse_report(raw, Limits{}, bounds).is_report());
    EXPECT_TRUE(read_abuse_report(raw, Limits{}, bounds).complete);
    bounds.json_bytes = json.size() - 1;
    EXPECT_FALSE(read_abuse_report(raw, Limits{}, bounds).is_report());
    EXPECT_FALSE(read_abuse_report(raw, Limits{}, bounds).complete);
  }
}

TEST(AbuseReading, A28IsBounded) {
  std::string fields;
  for (int i = 0; i < 100'000; ++i)
    fields += "Reported-Domain: d" + std::to_string(i) + ".example\r\n";
  std::string bytes = file_bytes("read/clean.eml");
  bytes.insert(bytes.find("Reported-Domain:"), fields);
  const AbuseReading reading = read_back(bytes);
  EXPECT_FALSE(reading.complete);
  EXPECT_LE(reading.reported_domains.size(), ArfLimits{}.fields);
  std::vector<std::string> ids;
  for (const BrokenRule& rule : reading.broken) ids.emplace_back(rule.id);
  EXPECT_THAT(ids, Contains("A28"));
}

TEST(AbuseReading, GivesBackTheMessageByteForByte) {
  const AbuseReading plain = reading_of("clean.eml");
  const AbuseReading encoded = reading_of("base64-message.eml");
  EXPECT_THAT(plain.original.bytes, HasSubstr("END:VCALENDAR"));
  EXPECT_EQ(plain.original.bytes.substr(0, 400),
            encoded.original.bytes.substr(0, 400));
  EXPECT_TRUE(encoded.original.span.empty());
  EXPECT_EQ(slice(file_bytes("read/clean.eml"), plain.original.span),
            plain.original.bytes);
}

TEST(AbuseReading, BearsAnything) {
  for (const std::string text :
       {"", "\r\n", "From: a@b.example\r\n\r\n", "Feedback-Type: abuse\r\n",
        "Content-Type: multipart/report\r\n\r\n",
        "Content-Type: message/feedback-report\r\n\r\n",
        "Content-Type: message/feedback-report\r\n\r\nSource-IP: \r\n:\r\n: x"})
    read_back(text);
  EXPECT_THAT(reading_of("hostile-values.eml").reported_uris,
              ElementsAre("javascript:alert(1)"));
}

TEST(AbuseReading, SaysThatOtherMailIsNoReport) {
  EXPECT_FALSE(reading_of("unsubscribe.eml").is_report());
  EXPECT_FALSE(reading_of("other-json.xarf").is_report());
  EXPECT_THAT(reading_of("unsubscribe.eml").broken, IsEmpty());
}

}  // namespace
}  // namespace calspam
