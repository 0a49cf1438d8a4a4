// SPDX-License-Identifier: MIT
#include "report/build_report.hh"

#include <gmock/gmock.h>

#include "report/facts.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr std::string_view kMail =
    "Received: from mail.example.org (mail.example.org [192.0.2.10])\r\n"
    " by mx.example.com with ESMTP id 1; Mon, 16 Nov 2026 09:12:05 +0000\r\n"
    "From: Robin <robin@example.org>\r\n"
    "Subject: =?utf-8?q?Caf=C3=A9?=\r\n"
    "Date: Mon, 16 Nov 2026 09:12:03 +0000\r\n"
    "Message-ID: <1@example.org>\r\n"
    "Content-Type: text/calendar; method=request; charset=utf-8\r\n"
    "\r\n"
    "BEGIN:VCALENDAR\r\n"
    "VERSION:2.0\r\n"
    "PRODID:-//X//EN\r\n"
    "METHOD:REQUEST\r\n"
    "BEGIN:VEVENT\r\n"
    "UID:1@example.org\r\n"
    "DTSTART:20261119T100000Z\r\n"
    "SUMMARY:Planning\r\n"
    "ORGANIZER;CN=Robin:mailto:robin@example.org\r\n"
    "ATTENDEE:mailto:kim@example.com\r\n"
    "END:VEVENT\r\n"
    "END:VCALENDAR\r\n";

class BuildReport : public ::testing::Test {
 protected:
  BuildReport() {
    raw_.origin = {"box.mbox", "", 100, 2};
    raw_.bytes = kMail;
    observe(subject_, raw_, limits_, {});
    subject_.anomalies.clear();
  }

  Finding finding(std::string id, double score, Span span = {}) {
    Finding made;
    made.id = std::move(id);
    made.score = score;
    made.where = {0, "ORGANIZER", span};
    return made;
  }
  Report built(std::vector<Finding> findings = {}) {
    return build_report(subject_, rules_, std::move(findings), Verdict{});
  }
  static std::vector<std::string> ids(const Report& report) {
    std::vector<std::string> found;
    for (const ReportedFinding& reported : report.findings)
      found.push_back(reported.finding.id);
    return found;
  }

  Limits limits_;
  RawMessage raw_;
  Subject subject_;
  // Its order: number-to-call, endless-event.
  RuleSet rules_ =
      RuleSet::load({{CALSPAM_SOURCE_DIR "/testdata/cli/scan/rules"}, {}, {}})
          .value();
};

TEST_F(BuildReport, NamesTheMessage) {
  const Report report = built();
  EXPECT_EQ(report.origin.name(), "box.mbox#2");
  EXPECT_EQ(report.size, kMail.size());
  EXPECT_THAT(report.sha256, SizeIs(64));
  EXPECT_EQ(report.subject, "Caf\u00e9");
  EXPECT_EQ(report.from, "Robin <robin@example.org>");
  EXPECT_EQ(report.message_id, "<1@example.org>");
  EXPECT_EQ(report.time, "2026-11-16T09:12:05Z");
  EXPECT_FALSE(report.time_claimed);
}

TEST_F(BuildReport, SumsUpTheCalendar) {
  const Report report = built();
  ASSERT_THAT(report.calendars, SizeIs(1));
  const ReportedCalendar& calendar = report.calendars[0];
  EXPECT_EQ(calendar.part, "1");
  EXPECT_EQ(calendar.method, "REQUEST");
  EXPECT_EQ(calendar.mime_method, "request");
  ASSERT_THAT(calendar.events, SizeIs(1));
  EXPECT_EQ(calendar.events[0].organizer, "robin@example.org");
  EXPECT_EQ(calendar.events[0].organizer_name, "Robin");
  EXPECT_THAT(calendar.events[0].attendees, ElementsAre("kim@example.com"));
  EXPECT_EQ(calendar.events[0].start, "2026-11-19T10:00:00Z");
  ASSERT_THAT(report.parts, SizeIs(1));
  EXPECT_EQ(report.parts[0].carrier, "text/calendar");
  EXPECT_EQ(report.parts[0].span, (Span{0, kMail.size()}));
}

TEST_F(BuildReport, SortsByScoreThenRuleThenPlace) {
  const Report report = built({
      finding("endless-event", 2, {50, 60}),
      finding("no-rule-of-the-set", 2, {1, 2}),
      finding("number-to-call", 2, {90, 95}),
      finding("number-to-call", 2, {70, 75}),
      finding("endless-event", 4),
  });
  EXPECT_THAT(ids(report),
              ElementsAre("endless-event", "number-to-call", "number-to-call",
                          "endless-event", "no-rule-of-the-set"));
  EXPECT_EQ(report.findings[1].location.span, (Span{70, 75}));
}

TEST_F(BuildReport, GivesPlacesLinesAndColumns) {
  const std::size_t at = kMail.find("robin@example.org\r\nATT");
  const Report report = built({finding("endless-event", 1, {at, at + 5})});
  const Location& location = report.findings[0].location;
  EXPECT_EQ(location.part, "1");
  EXPECT_EQ(location.property, "ORGANIZER");
  EXPECT_EQ(location.line, 17u);
  EXPECT_EQ(location.column, 27u);
}

TEST_F(BuildReport, WithoutSpanThereIsNoLine) {
  const Report report = built({finding("endless-event", 1)});
  EXPECT_EQ(report.findings[0].location.line, 0u);
}

TEST_F(BuildReport, PartThatIsNoneGivesNoPath) {
  Finding strange = finding("endless-event", 1);
  strange.where.part = 7;
  EXPECT_EQ(built({strange}).findings[0].location.part, "");
}

TEST_F(BuildReport, FindingsBeyondTheLimitAreCounted) {
  limits_.findings = 3;
  const Report report =
      built(std::vector<Finding>(10, finding("endless-event", 1)));
  EXPECT_THAT(report.findings, SizeIs(3));
  EXPECT_EQ(report.finding_count, 10u);
}

TEST_F(BuildReport, OfTooManyAnomaliesTheHeaviestStayInOrder) {
  static constexpr AnomalyKind kNote{"a-note", Weight::Note, "a note"};
  static constexpr AnomalyKind kOdd{"an-oddity", Weight::Odd, "an oddity"};
  static constexpr AnomalyKind kLimit{"a-limit", Weight::Limit, "a limit"};
  limits_.anomalies = 3;
  for (int i = 0; i < 10; ++i) subject_.anomalies.push_back({&kNote, "", {}});
  subject_.anomalies.push_back({&kOdd, "x\xff", {}, 0});
  subject_.anomalies.push_back({&kLimit, "", {}});
  subject_.anomalies.push_back({&kLimit, "", {}});
  const Report report = built();
  ASSERT_THAT(report.anomalies, SizeIs(3));
  EXPECT_EQ(report.anomalies[0].id, "an-oddity");
  EXPECT_EQ(report.anomalies[0].detail, "x\uFFFD");
  EXPECT_EQ(report.anomalies[0].location.part, "1");
  EXPECT_EQ(report.anomalies[2].id, "a-limit");
  EXPECT_EQ(report.anomaly_count, 13u);
  EXPECT_THAT(report.limits, ElementsAre("a-limit"));
}

TEST_F(BuildReport, LongAndBrokenTextIsCutAndMadeUtf8) {
  Finding wordy = finding("endless-event", 1);
  wordy.message = std::string(100'000, 'm');
  wordy.excerpt = "\xff" + std::string(100'000, 'e');
  const Report report = built({wordy});
  const Finding& kept = report.findings[0].finding;
  EXPECT_LE(kept.message.size(), 4'100u);
  EXPECT_THAT(kept.message, EndsWith("m\u2026"));
  EXPECT_LE(kept.excerpt.size(), limits_.excerpt_bytes + 10);
  EXPECT_TRUE(is_valid_utf8(kept.excerpt));
}

TEST_F(BuildReport, FactsNameRowsValuesAndPlaces) {
  const std::string text = facts_text(subject_);
  EXPECT_THAT(text, HasSubstr("# box.mbox#2\n"));
  EXPECT_THAT(text, HasSubstr("\"robin@example.org\"  [part 1, From:, line "
                              "3:1]\n"));
  EXPECT_THAT(text, ::testing::ContainsRegex("event\\.uid\\[1\\] +\"1@"));
  EXPECT_THAT(text, ::testing::ContainsRegex("message\\.mailer +unknown\n"));
}

}  // namespace
}  // namespace calspam
