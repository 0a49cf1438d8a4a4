// SPDX-License-Identifier: MIT
#include "engine/analyzer.hh"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

namespace calspam {
namespace {

const Analyzer& analyzer() {
  static const Analyzer* const kAnalyzer = [] {
    RuleOptions options;
    options.directories = {std::string(CALSPAM_SOURCE_DIR) + "/rules"};
    Result<RuleSet> rules = RuleSet::load(options);
    if (!rules) {
      std::cerr << rules.error().text() << '\n';
      std::exit(2);
    }
    return new Analyzer(std::move(*rules), Limits{}, {});
  }();
  return *kAnalyzer;
}

Report analyze(std::string_view bytes) {
  RawMessage raw;
  raw.origin.path = "test";
  raw.bytes = bytes;
  raw.full_size = bytes.size();
  return analyzer().analyze(raw);
}

constexpr std::string_view kEmptyInvite =
    "From: Ann <ann@sender.example>\r\nTo: bob@example.com\r\n"
    "Date: Mon, 2 Nov 2026 09:59:58 +0000\r\nMIME-Version: 1.0\r\n"
    "Content-Type: text/calendar; method=REQUEST\r\n\r\n";

TEST(Analyzer, SaysNothingOfMailWithoutCalendarContent) {
  const Report report = analyze("From: a@b.example\r\n\r\nhello\r\n");
  EXPECT_EQ(report.verdict.level, Level::None);
  EXPECT_TRUE(report.findings.empty());
  EXPECT_FALSE(report.second_opinion_asked);
}

TEST(Analyzer, AsksForASecondOpinionWhereBytesAreOdd) {
  const Report plain = analyze(kEmptyInvite);
  EXPECT_FALSE(plain.findings.empty());
  EXPECT_FALSE(plain.second_opinion_asked);
  const std::string odd =
      "Content-Type: text/plain\r\n" + std::string(kEmptyInvite);
  EXPECT_TRUE(analyze(odd).second_opinion_asked);
}

TEST(Analyzer, HandsOutWhatItRead) {
  RawMessage raw;
  raw.bytes = kEmptyInvite;
  raw.full_size = raw.bytes.size();
  Subject subject;
  const Report report = analyzer().analyze(raw, subject);
  EXPECT_EQ(report.sha256, analyzer().analyze(raw).sha256);
  EXPECT_EQ(subject.raw, &raw);
  EXPECT_EQ(subject.message.parts.size(), report.parts.size());
}

TEST(Analyzer, KeepsNoStateBetweenMessages) {
  const Report before = analyze(kEmptyInvite);
  analyze("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nRRULE:FREQ=SECONDLY\r\n");
  const Report after = analyze(kEmptyInvite);
  EXPECT_EQ(before.verdict.score, after.verdict.score);
  EXPECT_EQ(before.findings.size(), after.findings.size());
  EXPECT_EQ(before.sha256, after.sha256);
}

TEST(Analyzer, NeverCallsACutMessageClean) {
  RawMessage raw;
  raw.origin.path = "test";
  raw.bytes =
      "From: a@b.example\r\nContent-Type: text/calendar\r\n\r\n"
      "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
  raw.full_size = raw.bytes.size() + 1'000;
  const Report report = analyzer().analyze(raw);
  EXPECT_FALSE(report.complete);
  EXPECT_NE(report.verdict.level, Level::Clean);
  EXPECT_EQ(report.limits, std::vector<std::string>{"limit-message-broken"});
}

}  // namespace
}  // namespace calspam
