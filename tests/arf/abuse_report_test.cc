// SPDX-License-Identifier: MIT
// What the writer keeps to: each test names the rule of the format.
#include "arf/abuse_report.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "arf/words.hh"
#include "incident.hh"

namespace calspam {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::vector<std::string> broken_ids(const AbuseReading& reading) {
  std::vector<std::string> ids;
  for (const BrokenRule& rule : reading.broken) ids.emplace_back(rule.id);
  return ids;
}

Incident incident_at_site(std::string header = "") {
  static const Site site = own_site();
  return Incident(invitation(header), RawKind::Mail, &site);
}

std::string machine_part(const AbuseMail& mail) {
  const Message message = parsed(mail.bytes);
  for (const Part& part : message.parts)
    if (part.type.is("message", "feedback-report")) return part.content;
  return "";
}

TEST(AbuseReport, KeepsToEveryRule) {
  const AbuseMail mail = incident_at_site().report();
  const AbuseReading reading = read_back(mail.bytes);
  EXPECT_EQ(reading.kind, AbuseReportKind::Arf);
  EXPECT_THAT(broken_ids(reading), IsEmpty());
  EXPECT_THAT(reading.tolerated, IsEmpty());
}

TEST(AbuseReport, A1WantsAMail) {
  const Incident bare(
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n"
      "END:VEVENT\r\nEND:VCALENDAR\r\n",
      RawKind::Calendar);
  const auto mail = bare.try_report();
  ASSERT_FALSE(mail.has_value());
  EXPECT_THAT(mail.error().what, HasSubstr("no mail is at hand"));
}

TEST(AbuseReport, A2ToA5HasThreePartsOfTheirTypes) {
  const AbuseMail mail = incident_at_site().report();
  const Message message = parsed(mail.bytes);
  EXPECT_EQ(message.root().type.name(), "multipart/report");
  EXPECT_EQ(message.root().type.parameter("report-type")->value,
            "feedback-report");
  std::vector<std::string> types;
  for (int child : message.children(0))
    types.push_back(message.parts[static_cast<std::size_t>(child)].type.name());
  EXPECT_THAT(types, ElementsAre("text/plain", "message/feedback-report",
                                 "message/rfc822"));
}

TEST(AbuseReport, A5A6HoldsTheMessageAsItCame) {
  const std::string original = invitation();
  const AbuseMail mail = Incident(original).report();
  EXPECT_THAT(mail.bytes, HasSubstr("\r\n\r\n" + original + "\r\n--calspam-"));
  EXPECT_FALSE(mail.headers_only);
}

TEST(AbuseReport, A6HoldsTheHeaderAloneWhereThatIsWanted) {
  Incident incident(invitation());
  incident.wishes.headers_only = true;
  const AbuseMail mail = incident.report();
  const AbuseReading reading = read_back(mail.bytes);
  EXPECT_EQ(reading.original.form, ReportedOriginal::Form::Headers);
  EXPECT_EQ(reading.original.message_id, "<1@sender.example>");
  EXPECT_THAT(mail.bytes, Not(HasSubstr("BEGIN:VCALENDAR")));
  EXPECT_THAT(broken_ids(reading), ElementsAre("A6", "R3"));
}

TEST(AbuseReport, A7IsAboutOneMessage) {
  const AbuseReading reading = read_back(incident_at_site().report().bytes);
  EXPECT_EQ(reading.incidents, 1u);
  EXPECT_THAT(broken_ids(reading), Not(Contains("A7")));
}

TEST(AbuseReport, A8ForwardsTheSubject) {
  for (const std::string subject :
       {"Lunch",
        "Gr\xC3\xBC\xC3\x9F"
        "e",
        "=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=", "a   b", ""}) {
    std::string bytes = invitation();
    const std::string line = "Subject: Invitation: Lunch";
    bytes.replace(bytes.find(line), line.size(), "Subject: " + subject);
    const AbuseReading reading = read_back(Incident(bytes).report().bytes);
    EXPECT_THAT(broken_ids(reading), Not(Contains("A8"))) << subject;
  }
}

TEST(AbuseReport, A10HasNoReportFieldsOnTop) {
  const AbuseMail mail = incident_at_site().report();
  const Message message = parsed(mail.bytes);
  for (std::string_view name :
       {"Feedback-Type", "Source-IP", "Arrival-Date", "Reported-URI"})
    EXPECT_EQ(message.root().header(name), nullptr) << name;
}

TEST(AbuseReport, A12ToA14HasTypeAgentAndVersionOnce) {
  EXPECT_THAT(machine_part(incident_at_site().report()),
              StartsWith("Feedback-Type: abuse\r\nUser-Agent: calspam/0.1.0"
                         "\r\nVersion: 1\r\n"));
}

TEST(AbuseReport, A15ToA18A22TellsTheEnvelope) {
  const std::string fields = machine_part(incident_at_site().report());
  EXPECT_THAT(fields,
              HasSubstr("Original-Mail-From: <bounce@sender.example>\r\n"
                        "Original-Rcpt-To: <bob@example.com>\r\n"
                        "Arrival-Date: Mon, 2 Nov 2026 10:00:00 +0000\r\n"
                        "Reporting-MTA: dns; mx.example.com\r\n"
                        "Source-IP: 192.0.2.7\r\n"));
}

TEST(AbuseReport, A16KeepsTheNullSender) {
  std::string bytes = invitation();
  const std::string path = "<bounce@sender.example>";
  bytes.replace(bytes.find(path), path.size(), "<>");
  EXPECT_THAT(machine_part(Incident(bytes).report()),
              HasSubstr("Original-Mail-From: <>\r\n"));
}

TEST(AbuseReport, A18TagsIpv6) {
  EXPECT_EQ(source_ip_text("2001:DB8::1"), "IPv6:2001:db8::1");
  EXPECT_EQ(source_ip_text("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(source_ip_text("[192.0.2.1]\r\nX: y"), "");
  EXPECT_EQ(source_ip_text("mail.example"), "");
}

TEST(AbuseReport, A19TellsIncidentsOnlyOfSeveral) {
  const AbuseMail mail = incident_at_site().report();
  EXPECT_EQ(with_incidents(mail, 1), mail.bytes);
  const std::string many = with_incidents(mail, 90);
  EXPECT_EQ(read_back(many).incidents, 90u);
  EXPECT_THAT(many, HasSubstr("\r\n  Incidents in this report: 90\r\n"));
  EXPECT_THAT(broken_ids(read_back(many)), IsEmpty());
}

TEST(AbuseReport, A19StandsInEveryLanguage) {
  for (std::string_view language : report_languages()) {
    Incident incident = incident_at_site();
    incident.wishes.language = language;
    const std::string many = with_incidents(incident.report(), 7);
    const AbuseReading reading = read_back(many);
    EXPECT_EQ(reading.incidents, 7u);
    EXPECT_THAT(
        reading.description,
        HasSubstr(std::string(report_words(language)->incidents) + ": 7\n"))
        << language;
  }
}

TEST(AbuseReport, A20NeverWritesReceivedDate) {
  EXPECT_THAT(machine_part(incident_at_site().report()),
              Not(HasSubstr("Received-Date")));
}

TEST(AbuseReport, A21RepeatsWhatMayRepeat) {
  const AbuseMail mail =
      incident_at_site("Delivered-To: bob.two@example.com\r\n").report();
  const AbuseReading reading = read_back(mail.bytes);
  EXPECT_THAT(reading.original_rcpt_to,
              ElementsAre("bob@example.com", "bob.two@example.com"));
  EXPECT_THAT(reading.reported_domains,
              ElementsAre("sender.example", "evil.example"));
  EXPECT_THAT(reading.reported_uris, ElementsAre("https://pay.evil.example/now",
                                                 "mailto:ann@sender.example"));
}

TEST(AbuseReport, A26HasRegisteredFieldsOnly) {
  const AbuseReading reading = read_back(incident_at_site().report().bytes);
  EXPECT_THAT(reading.extensions, IsEmpty());
  // The event is told in words.
  EXPECT_THAT(reading.description, HasSubstr("Calendar UID: 1@sender.example"));
  EXPECT_THAT(reading.description, HasSubstr("Repeats: FREQ=DAILY"));
}

TEST(AbuseReport, A27IsSevenBitWhateverTheMessageHolds) {
  Incident incident(invitation("X-Odd: \xFF\xC3\xBC\r\n",
                               "DESCRIPTION:https://x.example/\xC3\xBC?\x80\r\n"
                               "LOCATION:\xFE\r\n"));
  const std::string fields = machine_part(incident.report());
  EXPECT_FALSE(fields.empty());
  for (char c : fields) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
}

TEST(AbuseReport, R2SaysAbuseUnlessToldOtherwise) {
  Incident incident = incident_at_site();
  EXPECT_EQ(read_back(incident.report().bytes).feedback_type, "abuse");
  incident.wishes.type = "fraud";
  EXPECT_EQ(read_back(incident.report().bytes).feedback_type, "fraud");
}

TEST(AbuseReport, R3NamesNothingThatIsNotKnown) {
  // Nobody says that mx.example.com may be believed.
  const AbuseReading reading = read_back(Incident(invitation()).report().bytes);
  EXPECT_EQ(reading.source_ip, "");
  EXPECT_EQ(reading.reporting_mta, "");
}

TEST(AbuseReport, R7SaysHowToStopReports) {
  for (std::string_view language : report_languages()) {
    Incident incident = incident_at_site();
    incident.wishes.language = language;
    const std::string told = read_back(incident.report().bytes).description;
    const std::string_view stop = report_words(language)->stop;
    EXPECT_THAT(told, HasSubstr(std::string(stop.substr(0, 20)))) << language;
  }
}

TEST(AbuseReport, R9IsADraftUntilSomebodyComplains) {
  Incident incident = incident_at_site();
  incident.wishes.to = {"abuse@provider.example"};
  incident.wishes.complaint = false;
  const Message draft = parsed(incident.report().bytes);
  EXPECT_EQ(draft.root().header("To"), nullptr);
  EXPECT_EQ(draft.root().header_text("X-Unsent"), "1");
  incident.wishes.trap = true;
  const Message report = parsed(incident.report().bytes);
  EXPECT_EQ(report.root().header_text("To"), "abuse@provider.example");
  EXPECT_EQ(report.root().header("X-Unsent"), nullptr);
}

TEST(AbuseReport, R13TellsInPart1WhatPart2Says) {
  const AbuseReading reading = read_back(incident_at_site().report().bytes);
  for (const std::string& value :
       {reading.source_ip, reading.reporting_mta, *reading.original_mail_from,
        std::string("Mon, 2 Nov 2026 10:00:00"), std::string("bob@example.com"),
        std::string("hxxps://pay.evil[.]example/now")})
    EXPECT_THAT(reading.description, HasSubstr(value));
}

TEST(AbuseReport, IsTheSameForTheSame) {
  EXPECT_EQ(incident_at_site().report().bytes,
            incident_at_site().report().bytes);
  Incident later = incident_at_site();
  later.wishes.now += 1;
  EXPECT_NE(later.report().id, incident_at_site().report().id);
}

// -- breaking out -----------------------------------------------------------

// The original stands whole in part 3, and nothing of it anywhere else.
void expect_contained(const std::string& original) {
  const AbuseMail mail = Incident(original).report();
  const Message message = parsed(mail.bytes);
  std::size_t strict = 0;
  for (int child : message.children(0))
    strict += message.parts[static_cast<std::size_t>(child)].reading.empty();
  EXPECT_EQ(strict, 3u);
  const AbuseReading reading = read_back(mail.bytes);
  EXPECT_EQ(reading.kind, AbuseReportKind::Arf);
  EXPECT_EQ(reading.feedback_type, "abuse");
  EXPECT_THAT(reading.extensions, IsEmpty());
  for (const Header& header : message.root().headers)
    EXPECT_THAT(header.name, Not(HasSubstr("Evil")));
}

TEST(AbuseReport, TakesNoBoundaryOfTheMessage) {
  const std::string first = invitation();
  const AbuseMail mail = Incident(first).report();
  const std::string boundary =
      parsed(mail.bytes).root().type.parameter("boundary")->value;
  // A mail that knows the boundary of a report on itself cannot be made; one
  // that holds the boundary of another can.
  const std::string second = first + "\r\n--" + boundary +
                             "\r\nFeedback-Type: evil\r\n--" + boundary +
                             "--\r\n";
  expect_contained(second);
  const AbuseMail other = Incident(second).report();
  EXPECT_NE(parsed(other.bytes).root().type.parameter("boundary")->value,
            boundary);
}

TEST(AbuseReport, LetsNoFieldOfTheMessageBecomeOneOfItsOwn) {
  for (const std::string& evil :
       {std::string("=?UTF-8?B?YQ0KRXZpbDogMQ==?="),  // a CRLF Evil: 1
        std::string("=?UTF-8?Q?a=0AEvil:_1=0D?="), std::string("a\rEvil: 1"),
        std::string("a\x0B\x0C\x01 Evil: 1"), std::string(5'000, 'x'),
        std::string(2'000, ' ') + "x", std::string("\xFF\xFE\x80"),
        std::string("a\xE2\x80\xA8"
                    "Evil: 1"),
        std::string("=?UTF-8?B?") + std::string(3'000, 'Q') + "?="}) {
    std::string bytes = invitation();
    for (const std::string field :
         {"Subject: Invitation: Lunch", "<1@sender.example>",
          "ann@sender.example>", "bounce@sender.example"}) {
      std::string made = bytes;
      const std::size_t at = made.find(field);
      made.insert(at + field.size(), evil);
      expect_contained(made);
    }
  }
}

TEST(AbuseReport, LetsNoEventInjectAField) {
  expect_contained(invitation(
      "",
      "LOCATION:a\\nFeedback-Type: evil\\n\\n--x\r\n"
      "DESCRIPTION:https://x.example/%0D%0AEvil:1 https://y.example/\x01\r\n"
      "UID:a\\nEvil: 1\r\n"));
}

TEST(AbuseReport, SendsTheHeaderWhereTheMessageCannotTravel) {
  for (const std::string& odd : {std::string("a\rb"), std::string("a\0b", 3)}) {
    const AbuseMail mail =
        Incident(invitation("", "COMMENT:" + odd + "\r\n")).report();
    EXPECT_TRUE(mail.headers_only);
    EXPECT_EQ(mail.notes.size(), 1u);
    EXPECT_EQ(mail.bytes.find('\0'), std::string::npos);
    EXPECT_THAT(broken_ids(read_back(mail.bytes)), Contains("A6"));
  }
}

TEST(AbuseReport, EncodesAHeaderThatCannotTravel) {
  const AbuseMail mail =
      Incident(invitation("X-A: a\rb\r\nX-B: " + std::string(1'200, 'b') +
                          "\xFF\r\n"))
          .report();
  EXPECT_TRUE(mail.headers_only);
  EXPECT_THAT(mail.bytes, HasSubstr("quoted-printable"));
  std::size_t longest = 0;
  for (std::string_view line : split(mail.bytes, '\n'))
    longest = std::max(longest, line.size());
  EXPECT_LE(longest, 998u);
  EXPECT_EQ(read_back(mail.bytes).original.message_id, "<1@sender.example>");
}

TEST(AbuseReport, DeclaresEightBits) {
  const AbuseMail mail =
      Incident(invitation("", "LOCATION:K\xC3\xB6ln\r\n")).report();
  EXPECT_FALSE(mail.headers_only);
  const Message message = parsed(mail.bytes);
  EXPECT_EQ(message.root().header_text("Content-Transfer-Encoding"), "8bit");
  EXPECT_THAT(mail.bytes, HasSubstr("Content-Type: message/rfc822\r\n"
                                    "Content-Disposition: inline\r\n"
                                    "Content-Transfer-Encoding: 8bit\r\n"));
}

TEST(AbuseReport, FollowsTheLineEndsOfTheMessage) {
  std::string unix_lines = invitation();
  std::erase(unix_lines, '\r');
  const AbuseMail mail = Incident(unix_lines).report();
  EXPECT_EQ(mail.bytes.find('\r'), std::string::npos);
  EXPECT_THAT(mail.bytes, HasSubstr("\n\n" + unix_lines + "\n--calspam-"));
}

TEST(AbuseReport, LeavesOutTheLineOfAnMbox) {
  const AbuseMail mail =
      Incident("From ann@sender.example Mon Nov  2 10:00:00 2026\r\n" +
               invitation())
          .report();
  EXPECT_THAT(mail.bytes, Not(HasSubstr("From ann@sender.example Mon")));
  EXPECT_THAT(broken_ids(read_back(mail.bytes)), Not(Contains("A5")));
}

TEST(Complaint, IsAMailInWordsAndNoReport) {
  const Incident bare(
      "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:77\r\n"
      "SUMMARY:Prize\r\nORGANIZER:mailto:ann@sender.example\r\nEND:VEVENT\r\n"
      "END:VCALENDAR\r\n",
      RawKind::Calendar);
  const auto mail =
      write_complaint(bare.incident(), {}, bare.wishes, nullptr, bare.limits);
  ASSERT_TRUE(mail.has_value());
  const Message message = parsed(mail->bytes);
  EXPECT_EQ(message.root().header_text("Subject"), "Abuse: Prize");
  EXPECT_THAT(message.root().content, HasSubstr("Calendar UID: 77"));
  EXPECT_EQ(read_back(mail->bytes).kind, AbuseReportKind::None);
}

TEST(HarmlessLink, IsNoLink) {
  EXPECT_EQ(bare_address("Name <a@b.example>"), "a@b.example");
  EXPECT_EQ(bare_address("a@b.example, c@d.example"), "");
  EXPECT_EQ(bare_address("nobody"), "");
}

}  // namespace
}  // namespace calspam
