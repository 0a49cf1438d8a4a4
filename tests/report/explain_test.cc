// SPDX-License-Identifier: MIT
#include "report/explain.hh"

#include <gmock/gmock.h>

#include "report/build_report.hh"
#include "report/columns.hh"
#include "report/compared.hh"
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
  std::string text(Style style = {}, bool full = true,
                   Language language = Language::English) {
    return explanation_text(explanation(), {style, full, language});
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
  EXPECT_THAT(told, HasSubstr("method      REQUEST: asks to put an event"));
  EXPECT_THAT(told, HasSubstr("organizer   \"Robin\" <robin@example.org>"));
  EXPECT_THAT(told, HasSubstr("arrived     2026-11-16T09:12:05Z (by the "
                              "newest Received field)"));
  EXPECT_THAT(told, HasSubstr("a series without end, about 52 entries a year, "
                              "ringing once for each"));
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

TEST_F(Explain, MakesLinksHarmlessWhereverTheyAreQuoted) {
  const std::string link = "see https://pay.evil.example/x now";
  Explanation explained = explanation();
  explained.report.subject = link;
  explained.report.calendars[0].events[0].summary = link;
  explained.report.calendars[0].events[0].location = link;
  explained.impacts[0].summary = link;
  explained.findings[0].reported.finding.message = link;
  explained.findings[0].quote = {3, "", link, link};
  explained.report.comparison = std::make_shared<const PartComparison>(
      PartComparison{{{"1", ""}, {"2", ""}}, {{"SUMMARY", "", {link, "x"}}}});
  const std::string told = explanation_text(explained, {});
  EXPECT_THAT(told, Not(HasSubstr("https://pay")));
  EXPECT_THAT(told, HasSubstr("3 | see hxxps://pay[.]evil[.]example/x now"));
}

TEST_F(Explain, DrawsTheImpact) {
  const std::string told = text();
  EXPECT_THAT(told, HasSubstr("\"Planning\": a series without end, about 52 "
                              "entries a year, ringing once for each, the"));
  EXPECT_THAT(told, HasSubstr("\n  M--#---"));
  EXPECT_THAT(told, HasSubstr("#>\n"));
}

TEST_F(Explain, ShortLeavesTheSectionsBelowOut) {
  const std::string told = text({}, false);
  EXPECT_THAT(told, HasSubstr("What could not be checked"));
  EXPECT_THAT(told, Not(HasSubstr("Impact on the calendar")));
  EXPECT_THAT(told, Not(HasSubstr("hxxps")));
}

TEST_F(Explain, FitsTheWidthInEveryLanguage) {
  for (std::string_view code : language_codes())
    for (std::size_t width : {60u, 80u, 100u, 160u}) {
      const std::string told =
          text({.width = width}, true, *language_named(code));
      for (std::string_view line : split(told, '\n'))
        EXPECT_LE(columns(line), width) << line;
    }
}

TEST_F(Explain, IsFramedInTheLanguageAskedFor) {
  const std::string told = text({}, true, Language::German);
  EXPECT_THAT(told, HasSubstr("Urteil: verdächtig, 1.5 Punkte"));
  EXPECT_THAT(told, HasSubstr("\nWas dagegen spricht\n"));
  EXPECT_THAT(told, HasSubstr("Organisator   \"Robin\""));
  EXPECT_THAT(told, HasSubstr("Stelle: Teil 1.2, ORGANIZER, Zeile 24:1\n"));
  // What a rule says stays as its author wrote it.
  EXPECT_THAT(told, HasSubstr("organizer is not the sender\n"));
  for (const char* english : {"What it is", "Verdict", "part 1", " to {", "{}"})
    EXPECT_THAT(told, Not(HasSubstr(english)));
}

TEST_F(Explain, NamesARecipientOnce) {
  subject_.recipients.push_back(subject_.from.front());
  subject_.recipients.push_back(subject_.from.front());
  EXPECT_EQ(explanation().recipients.named.size(), 1u);
  EXPECT_EQ(explanation().recipients.more, 0u);
}

TEST_F(Explain, QuotesOnePlaceOnce) {
  Explanation explained = explanation();
  explained.findings.push_back(explained.findings.front());
  const std::string told = explanation_text(explained, {});
  EXPECT_THAT(told, HasSubstr("line 24:1, as quoted above\n"));
  EXPECT_EQ(told.find("^^^^^^^^^"), told.rfind("^^^^^^^^^"));
}

TEST_F(Explain, LinksNamesToWhereTheyAreDocumented) {
  const std::string told = text({.links = true});
  EXPECT_THAT(told, HasSubstr("\x1b]8;;file:///"));
  EXPECT_THAT(told, HasSubstr("/identity/organizer-not-sender.yaml\x1b\\"
                              "organizer-not-sender\x1b]8;;\x1b\\\n"));
  EXPECT_THAT(text(), Not(HasSubstr("\x1b")));
  EXPECT_THAT(text({.ascii = true, .links = true}), Not(HasSubstr("\x1b")));
}

TEST_F(Explain, AsciiIsAscii) {
  Explanation explained = explanation();
  explained.report.subject = "Caf\u00e9";
  const std::string told = explanation_text(explained, {Style{.ascii = true}});
  for (char c : told) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
  EXPECT_THAT(told, HasSubstr("Caf\\u{e9}"));
}

TEST(ExplainCalendar, SaysOnceThatItIsNoMail) {
  Explanation explained;
  explained.report = sample_report();
  explained.report.kind = RawKind::Calendar;
  explained.lacked = {{"message.from", "x", false, {"r"}},
                      {"auth.spf", "x", false, {"r"}},
                      {"organizer.name", "x", false, {"r"}},
                      {"organizer.known", "x", true, {"r"}}};
  const std::string told = explanation_text(explained, {});
  EXPECT_THAT(told, HasSubstr("- organizer.name: x (for r)\n"));
  EXPECT_THAT(told, HasSubstr("- what only a mail has"));
  EXPECT_THAT(told, HasSubstr("(--site) would say: organizer.known\n"));
  EXPECT_THAT(told, Not(HasSubstr("message.from")));
  EXPECT_THAT(told, Not(HasSubstr("auth.spf")));
  explained.report.kind = RawKind::Mail;
  EXPECT_THAT(explanation_text(explained, {}), HasSubstr("- message.from: x"));
}

TEST(ExplainHostile, NothingOfTheInputActs) {
  Explanation explained;
  explained.report = hostile_report(kHostile);
  explained.service = explained.producer = explained.authentication = kHostile;
  explained.from = explained.sender = explained.reply_to =
      explained.recipients = {{kHostile}, 7};
  explained.signers = {kHostile};
  ExplainedFinding finding;
  finding.reported = explained.report.findings[0];
  finding.description = finding.title = finding.file = kHostile;
  finding.honest = {kHostile};
  finding.quote = {3, kHostile, kHostile, kHostile};
  explained.findings = {finding};
  explained.lacked = {{kHostile, kHostile, false, {kHostile}},
                      {kHostile, kHostile, true, {kHostile}}};
  explained.report.comparison = std::make_shared<const PartComparison>(
      PartComparison{{{kHostile, ""}, {kHostile, ""}, {"3", kHostile}},
                     {{kHostile, kHostile, {kHostile, kHostile}}}});
  explained.impacts = {{kHostile, kHostile, {0, 86'400}, 172'800, true, 3}};
  for (std::string_view code : language_codes()) {
    const std::string told =
        explanation_text(explained, {{}, true, *language_named(code)});
    for (std::string_view line : split(told, '\n'))
      EXPECT_EQ(printable(line), line);
  }
}

TEST(ExplainHostile, NothingOfTheInputStandsInALink) {
  const std::string marked = "zzz\x1b]8;;https://zzz.example/\x1b\\zzz";
  Explanation explained;
  explained.report = hostile_report(marked);
  ExplainedFinding finding;
  finding.reported = explained.report.findings[0];
  finding.file = "/rules/identity/a b.yaml";
  explained.findings = {finding};
  const std::string told = explanation_text(explained, {Style{.links = true}});
  std::size_t links = 0;
  for (auto at = told.find('\x1b'); at != told.npos;
       at = told.find('\x1b', at + 1)) {
    ASSERT_LT(at + 1, told.size());
    if (told[at + 1] == '\\') continue;
    ASSERT_EQ(told.compare(at, 5, "\x1b]8;;"), 0);
    const std::string page =
        told.substr(at + 5, told.find('\x1b', at + 5) - at - 5);
    EXPECT_EQ(page.find("zzz"), page.npos) << page;
    if (!page.empty()) ++links;
  }
  EXPECT_GT(links, 0u);
}

}  // namespace
}  // namespace calspam
