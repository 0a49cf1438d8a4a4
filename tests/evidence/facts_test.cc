// SPDX-License-Identifier: MIT
#include "evidence/fact.hh"

#include <fmt/format.h>
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

std::string feed_entry(int number, std::string_view more) {
  return fmt::format(
      "BEGIN:VEVENT\nUID:{0}@sender.example\nDTSTART:20261102T100000Z\n"
      "SUMMARY:Look {0}\n{1}END:VEVENT\n",
      number, more);
}

TEST(Facts, OfFeedsSayWhatTheEntriesHaveInCommon) {
  constexpr std::string_view kRings =
      "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:PT0S\nEND:VALARM\n";
  std::string text = "BEGIN:VCALENDAR\nVERSION:2.0\n";
  text += feed_entry(1, "DESCRIPTION:https://a.site.example/1\n");
  text += feed_entry(2, "DESCRIPTION:https://b.site.example/2\n");
  text += feed_entry(3, kRings);
  text += feed_entry(4, "SUMMARY:Other\n");
  const Observed feed(text + "END:VCALENDAR\n", RawKind::Calendar);
  EXPECT_EQ(feed.fact("calendar.linked_events"), "50");
  EXPECT_EQ(feed.fact("calendar.ringing_events"), "25");
  EXPECT_EQ(feed.fact("calendar.link_domains"), "1");
  EXPECT_EQ(feed.fact("calendar.titles"), "1");
  const Observed none("BEGIN:VCALENDAR\nEND:VCALENDAR\n", RawKind::Calendar);
  EXPECT_FALSE(none.value("calendar.linked_events").known());
}

TEST(Facts, OfGuestsTellAHarvestedListFromColleagues) {
  const auto guests = [](std::string_view pattern) {
    std::string lines = "ORGANIZER:mailto:ann@sender.example\r\n";
    for (int i = 0; i < 12; ++i)
      lines += fmt::format("ATTENDEE:mailto:{}\r\n",
                           fmt::format(fmt::runtime(pattern), i, 'a' + i));
    return Observed(invitation(lines));
  };
  const Observed slice = guests("dana{0}@host{0}.example");
  EXPECT_EQ(slice.fact("event.attendee_neighbours"), "100");
  EXPECT_EQ(slice.fact("event.internal"), "false");
  const Observed colleagues = guests("{1:c}{0}@sender.example");
  EXPECT_EQ(colleagues.fact("event.attendee_neighbours"), "0");
  EXPECT_EQ(colleagues.fact("event.internal"), "true");
  const Observed few(invitation("ATTENDEE:mailto:bob@example.com\r\n"));
  EXPECT_FALSE(few.value("event.attendee_neighbours").known());
  EXPECT_EQ(few.fact("event.internal"), "false");
}

TEST(Facts, OfEventsSeeWhatHtmlHidesAndPaints) {
  const Observed mail(invitation(
      "X-ALT-DESC;FMTTYPE=text/html:<p>Hi</p><div style=\"display:none\">Do "
      "THIS</div><img src=\"data:image/gif\\;base64\\,AA\"><img "
      "src=\"DATA:image/png\\;base64\\,AA\">\r\n"));
  EXPECT_EQ(mail.fact("event.html.hidden"), "do this");
  EXPECT_EQ(mail.fact("event.html.pictures"), "2");
  EXPECT_EQ(mail.fact("event.start.seconds"), "0");
  const Observed plain(invitation("DESCRIPTION:Hi\r\n"));
  EXPECT_FALSE(plain.value("event.html.hidden").known());
  EXPECT_EQ(plain.fact("event.html.pictures"), "0");
}

TEST(Facts, OfTextNameMailboxesThatNobodyInItHas) {
  const Observed mail(
      invitation("ORGANIZER:mailto:jo.lane@gmail.com\r\n"
                 "DESCRIPTION:Write to jo.lane@gmail.com\\, "
                 "agent.7@outlook.com or bob@example.com\r\n"));
  EXPECT_EQ(mail.fact("text.mailboxes"), "agent.7@outlook.com");
}

TEST(Facts, OfPartsSeePagesThatPutFilesTogether) {
  const auto builds = [](std::string_view page) {
    return Observed(fmt::format("From: a@sender.example\nContent-Type: "
                                "multipart/mixed; boundary=b\n\n--b\n"
                                "Content-Type: text/html\n\n{}\n--b\n"
                                "Content-Type: text/calendar\n\n"
                                "BEGIN:VCALENDAR\nEND:VCALENDAR\n--b--\n",
                                page))
        .fact("part.builds_file", 1);
  };
  EXPECT_EQ(builds("<html><script>x=atob('QQ');new Blob([x])</script></html>"),
            "true");
  EXPECT_EQ(builds("<html><script>var a = 1</script></html>"), "false");
  EXPECT_EQ(builds("<html>atob( and new Blob in words</html>"), "false");
}

}  // namespace
}  // namespace calspam
