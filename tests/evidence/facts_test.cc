// SPDX-License-Identifier: MIT
#include "evidence/fact.hh"

#include <gtest/gtest.h>

#include <set>

#include "evidence/observed.hh"

namespace calspam {
namespace {

TEST(Facts, HaveUniqueNamesAndADoc) {
  std::set<std::string_view> names;
  for (const Fact& fact : facts()) {
    EXPECT_TRUE(names.insert(fact.name).second) << fact.name;
    EXPECT_FALSE(fact.doc.empty()) << fact.name;
    EXPECT_EQ(find_fact(fact.name)->name, fact.name);
  }
  EXPECT_EQ(find_fact("no.such"), nullptr);
}

TEST(Facts, AreSafeForEveryRowOfEveryKindOfInput) {
  const Observed inputs[] = {
      Observed(invitation("ORGANIZER:mailto:ann@sender.example\r\n"
                          "ATTENDEE:mailto:bob@example.com\r\n"
                          "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n"
                          "URL:https://a.example/\r\n")),
      Observed(""), Observed("x", RawKind::Calendar),
      Observed("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", RawKind::Calendar)};
  for (const Observed& input : inputs)
    for (const Fact& fact : facts())
      for (std::size_t row = 0; row < rows(input.subject, fact.scope); ++row) {
        const FactValue value = fact.observe(input.subject, row);
        if (!value.known()) continue;
        const std::size_t type = value.value.index();
        EXPECT_EQ(type, 1 + static_cast<std::size_t>(fact.type)) << fact.name;
      }
}

TEST(Facts, OfIdentityCompareTheOrganizerToTheMail) {
  const Observed honest(
      invitation("ORGANIZER;CN=Ann:mailto:ann@sender.example\r\n"
                 "ATTENDEE:mailto:bob@example.com\r\n"));
  EXPECT_EQ(honest.fact("organizer.is_sender"), "true");
  EXPECT_EQ(honest.fact("organizer.aligned"), "true");
  EXPECT_EQ(honest.fact("event.recipient_is_attendee"), "true");
  EXPECT_EQ(honest.fact("organizer.recipient_domain"), "false");
  EXPECT_EQ(honest.at("organizer.name"),
            "ORGANIZER;CN=Ann:mailto:ann@sender.example");
  const Observed forged(
      invitation("ORGANIZER;CN=\"it@bank.example\":mailto:hr@example.com\r\n"
                 "ATTENDEE;PARTSTAT=ACCEPTED:mailto:rob@example.com\r\n"));
  EXPECT_EQ(forged.fact("organizer.aligned"), "false");
  EXPECT_EQ(forged.fact("organizer.name.domain"), "bank.example");
  EXPECT_EQ(forged.fact("organizer.recipient_domain"), "true");
  EXPECT_EQ(forged.fact("event.recipient_is_attendee"), "false");
  EXPECT_EQ(forged.fact("attendee.partstat"), "ACCEPTED");
}

TEST(Facts, OfFromSeeWhatBelongsToNoAddress) {
  const auto malformed = [](std::string_view from) {
    return Observed(
               fmt::format("From: {}\nContent-Type: text/calendar\n\n", from))
        .fact("message.from.malformed");
  };
  EXPECT_EQ(malformed("Ann <ann@sender.example>"), "false");
  EXPECT_EQ(malformed("\"Ann, B.\" <ann@sender.example>"), "false");
  EXPECT_EQ(malformed("\"Ann\" 0876 <ann@sender.example>"), "true");
  EXPECT_EQ(malformed("\"=?UTF-8?B?QW5u?=\" <ann@sender.example>"), "true");
  EXPECT_EQ(malformed("Ann"), "true");
}

TEST(Facts, OfImpactCountWhatReachesTheCalendar) {
  const Observed mail(invitation(
      "RRULE:FREQ=DAILY;COUNT=10\r\n"
      "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nREPEAT:4\r\n"
      "DURATION:PT1M\r\nEND:VALARM\r\n"));
  EXPECT_EQ(mail.fact("event.impact.occurrences"), "10");
  EXPECT_EQ(mail.fact("event.impact.alarms"), "5");
  EXPECT_EQ(mail.fact("event.impact.alarm_firings"), "50");
  EXPECT_EQ(mail.fact("alarm.offset"), "-300");
  EXPECT_EQ(mail.fact("alarm.interval"), "60");
}

TEST(Facts, OfPartsSeeEmptyAndFakeCalendars) {
  const auto mail = [](std::string_view body) {
    return Observed(
        fmt::format("From: a@b.example\nMIME-Version: 1.0\nContent-Type: "
                    "application/octet-stream; name=x.ics\n\n{}",
                    body));
  };
  EXPECT_EQ(mail("").fact("mime.calendar_empty"), "true");
  EXPECT_EQ(mail("\n").fact("part.magic"), "empty");
  EXPECT_EQ(mail("%PDF-1.4 xx").fact("mime.calendar_fake"), "true");
  EXPECT_EQ(mail("%PDF-1.4 xx").fact("part.magic"), "pdf");
  const Observed real = mail("BEGIN:VCALENDAR\nEND:VCALENDAR\n");
  EXPECT_EQ(real.fact("mime.calendar_fake"), "false");
  EXPECT_EQ(real.fact("mime.calendar_empty"), "false");
}

}  // namespace
}  // namespace calspam
