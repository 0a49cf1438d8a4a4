// SPDX-License-Identifier: MIT
// Each rule that can be told from a report is broken by one file at least, and
// by nothing in a clean one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "incident.hh"

namespace calspam {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> broken_ids(const std::string& bytes) {
  std::vector<std::string> ids;
  for (const BrokenRule& rule : read_back(bytes).broken)
    ids.emplace_back(rule.id);
  return ids;
}

// What breaks a rule: a file, in which one string stands for another.
struct Breach {
  std::string rule, file, from, to;
};
const Breach kBreaches[] = {
    {"A2", "mixed.eml", "", ""},
    {"A2", "no-report-type.eml", "", ""},
    {"A3", "clean.eml", "Content-Type: text/plain; charset=us-ascii",
     "Content-Type: image/png"},
    {"A4", "fields-in-text.eml", "", ""},
    {"A5", "no-message.eml", "", ""},
    {"A5", "message-rfc822-headers.eml", "", ""},
    {"A6", "rfc822-headers.eml", "", ""},
    {"A7", "two-messages.eml", "", ""},
    {"A8", "subject-of-its-own.eml", "", ""},
    {"A9", "contradiction.eml", "", ""},
    {"A10", "fields-on-top.eml", "", ""},
    {"A12", "missing-fields.eml", "Version: 1\r\n", ""},
    {"A12", "two-types.eml", "", ""},
    {"A13", "missing-fields.eml", "", ""},
    {"A14", "version-0.1.eml", "", ""},
    {"A14", "version-1.0.eml", "", ""},
    {"A15", "two-types.eml", "", ""},
    {"A15", "both-dates.eml", "", ""},
    {"A16", "bare-addresses.eml", "", ""},
    {"A17", "clean.eml", "Arrival-Date: Mon, 2 Nov 2026 10:00:00 +0000",
     "Arrival-Date: 2026-11-02T10:00:00Z"},
    {"A18", "source-ip-with-comment.eml", "", ""},
    {"A18", "source-ip-hidden.eml", "", ""},
    {"A18", "source-ip-six.eml", "", ""},
    {"A19", "incidents-too-many.eml", "", ""},
    {"A20", "received-date.eml", "", ""},
    {"A20", "both-dates.eml", "", ""},
    {"A21", "clean.eml", "<bob@example.com>\r\nArrival",
     "<bob@example.com>, <rob@example.com>\r\nArrival"},
    {"A22", "clean.eml", "Reporting-MTA: dns; mx.example.com",
     "Reporting-MTA: mx.example.com"},
    {"A26", "unknown-fields.eml", "", ""},
    {"A26", "opt-out.eml", "", ""},
    {"A27", "base64-fields.eml", "", ""},
    {"A27", "base64-fields-undeclared.eml", "", ""},
    {"A27", "clean.eml", "Desk/2.1", "Desk/2.1 (\xC3\xBC)"},
    {"F1", "auth-broken.eml", "", ""},
    {"F2", "auth-broken.eml", "", ""},
    {"F3", "auth-spf.eml", "Reported-Domain", "X-Domain"},
    {"F4", "auth-broken.eml", "", ""},
    {"F5", "auth-spf.eml", "SPF-DNS", "X-DNS"},
    {"F5", "auth-dkim.eml", "DKIM-Selector", "X-Selector"},
    {"F5", "auth-dmarc.eml", "Identity-Alignment", "X-Alignment"},
    {"F6", "auth-about-a-report.eml", "", ""},
    {"R2", "clean.eml", "Feedback-Type: abuse", "Feedback-Type: fraud"},
    {"R3", "missing-fields.eml", "", ""},
    {"R13", "mute-sender.eml", "", ""},
    {"R14", "auth-dmarc.eml", "", ""},
};

std::string broken_file(const Breach& breach) {
  std::string bytes = file_bytes("read/" + breach.file);
  if (breach.from.empty()) return bytes;
  const std::size_t at = bytes.find(breach.from);
  EXPECT_NE(at, std::string::npos) << breach.file << ": " << breach.from;
  if (at != std::string::npos) bytes.replace(at, breach.from.size(), breach.to);
  return bytes;
}

TEST(StrictRules, AreBrokenByWhatBreaksThem) {
  for (const Breach& breach : kBreaches)
    EXPECT_THAT(broken_ids(broken_file(breach)), Contains(breach.rule))
        << breach.file;
}

TEST(StrictRules, AreAllBrokenBySomething) {
  std::set<std::string, std::less<>> tried = {"A28"};  // reading_test.cc
  for (const Breach& breach : kBreaches) tried.insert(breach.rule);
  for (const StrictRule& rule : strict_rules())
    EXPECT_TRUE(tried.contains(rule.id)) << rule.id;
}

TEST(StrictRules, LeaveACleanReportAlone) {
  EXPECT_THAT(broken_ids(file_bytes("read/clean.eml")), IsEmpty());
  EXPECT_THAT(broken_ids(file_bytes("read/line-feeds.eml")), IsEmpty());
  for (const std::string name : {"auth-dkim.eml", "auth-spf.eml"})
    EXPECT_THAT(broken_ids(file_bytes("read/" + name)), Not(Contains("F5")));
}

// A23: the cause is named, by rule, section and what stands there.
TEST(StrictRules, A23NameTheCause) {
  const AbuseReading reading = read_back(file_bytes("read/version-0.1.eml"));
  ASSERT_EQ(reading.broken.size(), 1u);
  EXPECT_EQ(reading.broken[0].id, "A14");
  EXPECT_EQ(reading.broken[0].section, "RFC 5965 3.1");
  EXPECT_EQ(reading.broken[0].detail, "\"0.1\"");
  EXPECT_TRUE(reading.conforms());  // a warning only
}

TEST(StrictRules, HaveIdsOfTheirOwn) {
  std::set<std::string_view> ids;
  for (const StrictRule& rule : strict_rules())
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
}

}  // namespace
}  // namespace calspam
