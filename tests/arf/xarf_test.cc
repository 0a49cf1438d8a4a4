// SPDX-License-Identifier: MIT
#include "arf/xarf.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "incident.hh"
#include "util/hash.hh"
#include "web/encoding.hh"

namespace calspam {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

Incident incident_at_site() {
  static const Site site = own_site();
  return Incident(invitation(), RawKind::Mail, &site);
}

Json written(const Incident& incident) {
  const auto mail = write_xarf(incident.incident(), incident.wishes, nullptr,
                               incident.limits);
  EXPECT_TRUE(mail.has_value());
  return mail ? Json::parse(mail->bytes) : Json();
}

// What the core schema of version 4 and that of messaging/spam ask for.
void expect_valid(const Json& json) {
  EXPECT_THAT(json.at("xarf_version").get<std::string>(),
              MatchesRegex("4\\.[0-9]+\\.[0-9]+"));
  EXPECT_THAT(
      json.at("report_id").get<std::string>(),
      MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
                   "[0-9a-f]{12}"));
  EXPECT_TRUE(parse_iso_instant(json.at("timestamp").get<std::string>()));
  for (const char* who : {"reporter", "sender"})
    for (const char* name : {"org", "contact", "domain"})
      EXPECT_FALSE(json.at(who).at(name).get<std::string>().empty());
  EXPECT_FALSE(json.at("source_identifier").get<std::string>().empty());
  EXPECT_EQ(json.at("category"), "messaging");
  EXPECT_EQ(json.at("type"), "spam");
  if (json.at("protocol") == "smtp") {
    EXPECT_THAT(json.at("smtp_from").get<std::string>(), HasSubstr("@"));
    EXPECT_GE(json.at("source_port").get<int>(), 1);
  }
  for (const Json& item : json.at("evidence")) {
    const auto bytes = base64_decoded(item.at("payload").get<std::string>());
    ASSERT_TRUE(bytes);
    EXPECT_EQ(item.at("size"), bytes->size());
    EXPECT_EQ(item.at("hash"), "sha256:" + sha256(*bytes));
  }
}

TEST(Xarf, IsValidWithoutASourcePort) {
  const Json json = written(incident_at_site());
  expect_valid(json);
  EXPECT_EQ(json.at("protocol"), "other");
  EXPECT_FALSE(json.contains("source_port"));
  EXPECT_EQ(json.at("source_identifier"), "192.0.2.7");
  EXPECT_EQ(json.at("calendar").at("uid"), "1@sender.example");
  EXPECT_EQ(json.at("timestamp"), "2026-11-02T10:00:00Z");
  EXPECT_EQ(json.at("spam_indicators").at("suspicious_links").at(0),
            "https://pay.evil.example/now");
}

TEST(Xarf, SaysSmtpWhereThePortIsKnown) {
  Incident incident = incident_at_site();
  incident.wishes.source_port = 50'123;
  const Json json = written(incident);
  expect_valid(json);
  EXPECT_EQ(json.at("protocol"), "smtp");
  EXPECT_EQ(json.at("source_port"), 50'123);
}

TEST(Xarf, TellsOfACalendarWithoutAMail) {
  const Incident bare(
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:77\r\nSUMMARY:Prize\r\n"
      "ORGANIZER:mailto:ann@sender.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
      RawKind::Calendar);
  const Json json = written(bare);
  expect_valid(json);
  EXPECT_EQ(json.at("protocol"), "other");
  EXPECT_EQ(json.at("source_identifier"), "sender.example");
  EXPECT_EQ(json.at("evidence").at(0).at("content_type"), "text/calendar");
  EXPECT_FALSE(json.contains("message_id"));
}

TEST(Xarf, NamesNoSourceThatIsNotKnown) {
  const Incident bare(
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:77\r\nEND:VEVENT\r\n"
      "END:VCALENDAR\r\n",
      RawKind::Calendar);
  EXPECT_FALSE(write_xarf(bare.incident(), bare.wishes, nullptr, bare.limits));
}

TEST(Xarf, IsReadBack) {
  const Incident incident = incident_at_site();
  const auto mail = write_xarf(incident.incident(), incident.wishes, nullptr,
                               incident.limits);
  ASSERT_TRUE(mail);
  const AbuseReading reading = read_back(mail->bytes);
  EXPECT_EQ(reading.kind, AbuseReportKind::Xarf);
  EXPECT_TRUE(reading.conforms());
  EXPECT_EQ(reading.original.bytes, invitation());
  EXPECT_EQ(reading.original.message_id, "<1@sender.example>");
  EXPECT_EQ(reading.source_ip, "192.0.2.7");
}

TEST(Xarf, HidesRecipients) {
  const Incident incident = incident_at_site();
  const PrivateWords words = incident.words();
  const auto mail =
      write_xarf(incident.incident(), incident.wishes, &words, incident.limits);
  ASSERT_TRUE(mail) << mail.error().text();
  EXPECT_THAT(mail->bytes, Not(HasSubstr("bob@")));
  EXPECT_THAT(read_back(mail->bytes).original.bytes,
              Not(HasSubstr("bob@example.com")));
}

TEST(Xarf, BearsJsonOfAnyKind) {
  for (const std::string text : {"{", "{}", "{\"xarf_version\":4}",
                                 "{\"xarf_version\":\"4.0.0\",\"evidence\":7}",
                                 "{\"ReporterInfo\":1,\"Report\":2}",
                                 "{\"Report\":{\"Samples\":[1,{}]},"
                                 "\"ReporterInfo\":{}}"})
    read_back(text);
  std::string deep = "{\"xarf_version\":";
  for (int i = 0; i < 100'000; ++i) deep += "[";
  EXPECT_EQ(read_back(deep).kind, AbuseReportKind::None);
  std::string closed = "{\"xarf_version\":\"4\",\"x\":";
  closed += std::string(1'000, '[') + std::string(1'000, ']') + "}";
  EXPECT_EQ(read_back(closed).kind, AbuseReportKind::None);
}

}  // namespace
}  // namespace calspam
