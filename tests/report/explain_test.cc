// SPDX-License-Identifier: MIT
#include "report/explain.hh"

#include <gmock/gmock.h>

#include "report/build_report.hh"
#include "report/columns.hh"
#include "sample_report.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kMail =
    "Received: from mail.example.org (mail.example.org [192.0.2.10])\r\n"
    " by mx.example.com with ESMTP id 1; Mon, 16 Nov 2026 09:12:05 +0000\r\n"
    "From: Robin <robin@example.org>\r\n"
    "Subject: Invoice 4711\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n"
    "\r\n"
    "--b\r\n"
    "Content-Type: text/html\r\n"
    "\r\n"
    "<a href=\"https://pay.evil.example/now\">Pay</a>\r\n"
    "--b\r\n"
    "Content-Type: text/calendar; method=REQUEST\r\n"
    "\r\n"
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\nMETHOD:REQUEST\r\n"
    "BEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTART:20261119T100000Z\r\n"
    "SUMMARY:Planning\r\nRRULE:FREQ=WEEKLY\r\n"
    "ORGANIZER;CN=Robin:mailto:robin@example.org\r\n"
    "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
    "--b\r\n"
    "Content-Type: application/ics; name=invite.ics\r\n"
    "\r\n"
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\nMETHOD:REQUEST\r\n"
    "BEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTART:20261119T100000Z\r\n"
    "SUMMARY:Call +1 202 555 0101\r\n"
    "ORGANIZER;CN=Robin:mailto:robin@example.org\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
    "--b--\r\n";

class Explain : public ::testing::Test {
 protected:
  Explain() {
    raw_.origin = {"in.eml", "", 0, 0};
    raw_.bytes = kMail;
    observe(subject_, raw_, limits_, {});
  }

  static RuleSet no_rules() {
    RuleOptions options;
    options.directories = {std::string(CALSPAM_SOURCE_DIR) + "/rules"};
    options.select = {"organizer-not-sender"};
    Result<RuleSet> rules = RuleSet::load(options);
    EXPECT_TRUE(rules) << rules.error().text();
    return std::move(*rules);
  }

  Explanation explanation() {
    Finding finding;
    finding.id = "organizer-not-sender";
    finding.group = "identity";
    finding.score = 1.5;
    finding.message = "organizer is not the sender";
    const auto at = kMail.find("ORGANIZER");
    finding.where = {2, "ORGANIZER", {at, at + 9}};
    return explain(subject_, rules_,
                   build_report(subject_, rules_, {finding},
                                {Level::Suspicious, 1.5, {{"identity", 1.5}}}));
  }
  std::string text(Style style = {}, bool full = true) {
    return explanation_text(explanation(), {style, full});
  }

  RawMessage raw_;
  Limits limits_;
  Subject subject_;
  RuleSet rules_ = no_rules();
};

TEST_F(Explain, MarksTheEvidenceInItsLine) {
  EXPECT_THAT(
      text(),
      HasSubstr("        at part 1.2, ORGANIZER, line 24:1\n"
                "           24 | ORGANIZER;CN=Robin:mailto:robin@example.org\n"
                "              | ^^^^^^^^^\n"));
}

TEST_F(Explain, MarksWhatAPatternMet) {
  Explanation explained = explanation();
  explained.findings[0].quote = {0, "please call ", "+1 202 555 0101", " now"};
  EXPECT_THAT(explanation_text(explained, {}),
              HasSubstr("              | please call +1 202 555 0101 now\n"
                        "              |             ^^^^^^^^^^^^^^^\n"));
}

TEST_F(Explain, CountsWideCharactersBeforeTheMark) {
  Explanation explained = explanation();
  explained.findings[0].quote = {7, "\u65e5\u672ce\u0301", "x", ""};
  EXPECT_THAT(explanation_text(explained, {}),
              HasSubstr("            7 | \u65e5\u672ce\u0301x\n"
                        "              |      ^\n"));
}

TEST_F(Explain, SaysWhatTheMessageIs) {
  const std::string told = text();
  EXPECT_THAT(told, HasSubstr("A mail with 2 calendar parts"));
  EXPECT_THAT(told, HasSubstr("method       REQUEST asks to put an event"));
  EXPECT_THAT(told, HasSubstr("organizer    \"Robin\" <robin@example.org>"));
  EXPECT_THAT(told, HasSubstr("arrived      2026-11-16T09:12:05Z (by the "
                              "newest Received field)"));
  EXPECT_THAT(told, HasSubstr("a series without end, about 52 entries a year, "
                              "ringing 1 time for each"));
}

TEST_F(Explain, GivesHonestExplanationsAndUnknowns) {
  const std::string told = text();
  EXPECT_THAT(told, HasSubstr("- organizer-not-sender: Somebody forwarded"));
  EXPECT_THAT(told, HasSubstr("no receiver recorded SPF, DKIM or DMARC"));
}

TEST_F(Explain, PutsTheTreeBesideThatOfTheGuideline) {
  const std::string told = text({.width = 110});
  EXPECT_THAT(told, HasSubstr("this message"));
  EXPECT_THAT(told, HasSubstr("|- text/calendar with method"));
  EXPECT_THAT(told, HasSubstr("part 1.3, item (7): "));
  EXPECT_THAT(text({.drawing = true, .width = 110}),
              HasSubstr("\u2514\u2500 application/ics"));
}

TEST_F(Explain, PutsCalendarPartsSideBySideWhereTheyDisagree) {
  const std::string told = text();
  EXPECT_THAT(told, HasSubstr("           part 1.2     part 1.3\n"));
  EXPECT_THAT(told,
              HasSubstr("  SUMMARY  Planning     Call +1 202 555 0101\n"));
  EXPECT_THAT(told, Not(HasSubstr("  DTSTART  ")));
}

TEST_F(Explain, MakesLinksHarmless) {
  const std::string told = text();
  EXPECT_THAT(told, HasSubstr("hxxps://pay[.]evil[.]example/now"));
  EXPECT_THAT(told, Not(HasSubstr("https://pay")));
}

TEST_F(Explain, DrawsTheImpact) {
  const std::string told = text();
  EXPECT_THAT(told, HasSubstr("\"Planning\": without end, about 52 a year, "
                              "first 2026-11-19, rings 1 time each\n"));
  EXPECT_THAT(told, HasSubstr("\n  M--#---"));
  EXPECT_THAT(told, HasSubstr("#>\n"));
}

TEST_F(Explain, ShortLeavesTheSectionsBelowOut) {
  const std::string told = text({}, false);
  EXPECT_THAT(told, HasSubstr("What could not be checked"));
  EXPECT_THAT(told, Not(HasSubstr("Impact on the calendar")));
  EXPECT_THAT(told, Not(HasSubstr("hxxps")));
}

TEST_F(Explain, FitsTheWidth) {
  for (std::size_t width : {60u, 80u, 100u, 160u}) {
    const std::string told = text({.width = width});
    for (std::string_view line : split(told, '\n'))
      EXPECT_LE(columns(line), width) << line;
  }
}

TEST_F(Explain, AsciiIsAscii) {
  Explanation explained = explanation();
  explained.report.subject = "Caf\u00e9";
  const std::string told = explanation_text(explained, {Style{.ascii = true}});
  for (char c : told) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
  EXPECT_THAT(told, HasSubstr("Caf\\u{e9}"));
}

TEST(ExplainHostile, NothingOfTheInputActs) {
  Explanation explained;
  explained.report = hostile_report(kHostile);
  explained.service = explained.producer = explained.authentication = kHostile;
  explained.from = explained.sender = explained.reply_to =
      explained.recipients = explained.signers = {kHostile};
  ExplainedFinding finding;
  finding.reported = explained.report.findings[0];
  finding.description = finding.title = kHostile;
  finding.honest = {kHostile};
  finding.quote = {3, kHostile, kHostile, kHostile};
  explained.findings = {finding};
  explained.lacked = {{kHostile, kHostile, {kHostile}}};
  explained.calendars = {{kHostile, ""}, {kHostile, ""}, {"3", kHostile}};
  explained.disagreements = {{kHostile, {kHostile, kHostile}}};
  explained.impacts = {{kHostile, kHostile, {0, 86'400}, 172'800, true, 3}};
  const std::string told = explanation_text(explained, {});
  for (std::string_view line : split(told, '\n'))
    EXPECT_EQ(printable(line), line);
}

}  // namespace
}  // namespace calspam
