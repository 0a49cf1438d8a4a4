// SPDX-License-Identifier: MIT
#include "ical/calendar.hh"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "dump.hh"
#include "ical/anomalies.hh"

namespace calspam {
namespace {

std::string shown(std::string_view text) {
  return dump(parse_calendar(text, {}));
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

TEST(Calendar, IsFlatInPreOrder) {
  EXPECT_EQ(shown(crlf({"BEGIN:VCALENDAR", "METHOD:REQUEST", "BEGIN:VEVENT",
                        "UID:1", "BEGIN:VALARM", "ACTION:DISPLAY", "END:VALARM",
                        "SUMMARY:x", "END:VEVENT", "END:VCALENDAR"})),
            "VCALENDAR\n"
            "  METHOD: REQUEST\n"
            "  VEVENT\n"
            "    UID: 1\n"
            "    SUMMARY: x\n"
            "    VALARM\n"
            "      ACTION: DISPLAY\n");
}

TEST(Calendar, HonestOneHasNoAnomaly) {
  EXPECT_EQ(ids_of(event_text({"DTSTART:20260105T100000Z",
                               "DTEND:20260105T110000Z", "SUMMARY:Lunch",
                               "ORGANIZER;CN=Jo:mailto:jo@example.com"})),
            "");
}

TEST(Calendar, MissingEndsAreClosed) {
  const std::string text = crlf({"BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1",
                                 "BEGIN:VALARM", "ACTION:AUDIO"});
  EXPECT_EQ(shown(text),
            "VCALENDAR (open)\n"
            "  VEVENT (open)\n"
            "    UID: 1\n"
            "    VALARM (open)\n"
            "      ACTION: AUDIO\n");
  EXPECT_NE(ids_of(text).find("ical-end-missing"), std::string::npos);
}

TEST(Calendar, EndClosesWhatStandsInBetween) {
  EXPECT_EQ(shown(crlf({"BEGIN:VCALENDAR", "BEGIN:VEVENT", "BEGIN:VALARM",
                        "END:VEVENT", "X-A:1", "END:VCALENDAR"})),
            "VCALENDAR\n"
            "  X-A: 1\n"
            "  VEVENT\n"
            "    VALARM (open)\n");
}

TEST(Calendar, EndOfNothingIsLeftOut) {
  const std::string text = crlf({"BEGIN:VCALENDAR", "END:VEVENT", "X-A:1",
                                 "END:VCALENDAR", "END:VCALENDAR"});
  EXPECT_EQ(shown(text), "VCALENDAR\n  X-A: 1\n");
  EXPECT_NE(ids_of(text).find("ical-end-extra"), std::string::npos);
}

TEST(Calendar, EventInEventIsReadBesideIt) {
  const std::string text =
      crlf({"BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "BEGIN:VEVENT", "UID:2",
            "END:VEVENT", "END:VCALENDAR"});
  EXPECT_EQ(shown(text),
            "VCALENDAR\n"
            "  VEVENT (open)\n"
            "    UID: 1\n"
            "  VEVENT\n"
            "    UID: 2\n");
  EXPECT_NE(ids_of(text).find("ical-nested"), std::string::npos);
}

TEST(Calendar, CalendarInCalendarIsAnother) {
  const Calendar calendar = parse_calendar(
      crlf({"BEGIN:VCALENDAR", "METHOD:publish", "BEGIN:VEVENT", "UID:1",
            "BEGIN:VCALENDAR", "METHOD:CANCEL", "END:VCALENDAR"}),
      {});
  EXPECT_EQ(calendar.roots(), (std::vector<int>{0, 2}));
  EXPECT_EQ(calendar.children(0), (std::vector<int>{1}));
  EXPECT_EQ(calendar.method(), "PUBLISH");
}

TEST(Calendar, TextAroundIsKept) {
  const std::string text =
      crlf({"Dear user,", "BEGIN:VCALENDAR", "BEGIN:VTODO", "UID:1",
            "DTSTAMP:20260101T000000Z", "END:VTODO", "END:VCALENDAR",
            "https://evil.example/"});
  EXPECT_EQ(shown(text),
            "VCALENDAR\n"
            "  VTODO\n"
            "    UID: 1\n"
            "    DTSTAMP: 20260101T000000Z\n"
            "stray : Dear user,\n"
            "stray : https://evil.example/\n");
  EXPECT_EQ(ids_of(text),
            "ical-no-colon ical-text-before ical-text-after ical-missing");
}

TEST(Calendar, LowerCaseBeginCounts) {
  EXPECT_EQ(shown("begin:vcalendar\r\nBegin:vEvent \r\nend:vevent\r\n"
                  "end:vcalendar\r\n"),
            "VCALENDAR\n  VEVENT\n");
}

TEST(Calendar, ComponentWithoutCalendarIsARoot) {
  const std::string text = crlf({"BEGIN:VEVENT", "UID:1", "END:VEVENT"});
  EXPECT_EQ(shown(text), "VEVENT\n  UID: 1\n");
  EXPECT_EQ(ids_of(text), "ical-root ical-no-calendar ical-missing");
}

TEST(Calendar, NoCalendarIsOdd) {
  EXPECT_EQ(ids_of(""), "ical-no-calendar");
  EXPECT_EQ(ids_of("hello\r\n"),
            "ical-no-colon ical-text-before ical-no-calendar");
}

TEST(Calendar, CalendarWithoutComponentIsOdd) {
  EXPECT_EQ(ids_of(crlf({"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x",
                         "END:VCALENDAR"})),
            "ical-empty");
}

TEST(Calendar, RepeatedPropertyIsAmbiguousWhenItDiffers) {
  EXPECT_EQ(ids_of(event_text({"DTSTART:20260105", "SUMMARY:a", "SUMMARY:b"})),
            "ical-repeated");
  EXPECT_EQ(ids_of(event_text({"DTSTART:20260105", "SUMMARY:a", "SUMMARY:a"})),
            "ical-repeated-same");
}

TEST(Calendar, UnknownNamesAreSaid) {
  EXPECT_EQ(
      ids_of(event_text({"DTSTART:20260105", "DEND:20260106", "BEGIN:X-CUSTOM",
                         "END:X-CUSTOM", "BEGIN:FOO", "END:FOO", "GEO:12"})),
      "ical-component-extension ical-component-unknown "
      "ical-property-unknown ical-value");
}

TEST(Calendar, DepthIsBounded) {
  const Calendar calendar = parse_calendar(
      "BEGIN:VCALENDAR\r\n" + repeated("BEGIN:X-A\r\nX-B:1\r\n", 1'000), {});
  EXPECT_EQ(calendar.components.size(), 1'001u);
  EXPECT_EQ(calendar.components.back().depth, 31);
  EXPECT_EQ(calendar.components.back().properties.size(), 1u);
  EXPECT_FALSE(calendar.complete);
}

TEST(Calendar, LimitsAreSaid) {
  Limits limits;
  limits.components = 2;
  limits.properties = 3;
  const Calendar components = parse_calendar(
      crlf({"BEGIN:VCALENDAR", "BEGIN:VTODO", "END:VTODO", "BEGIN:VTODO"}),
      limits);
  EXPECT_EQ(components.components.size(), 2u);
  EXPECT_FALSE(components.complete);
  const Calendar properties =
      parse_calendar("BEGIN:VCALENDAR\r\n" + repeated("X-A:1\r\n", 9), limits);
  EXPECT_EQ(properties.components.at(0).properties.size(), 3u);
  EXPECT_FALSE(properties.complete);
}

TEST(Calendar, AnomaliesOfOneKindAreFew) {
  const Calendar calendar =
      parse_calendar("BEGIN:VCALENDAR\r\n" + repeated("odd\r\n", 10'000), {});
  EXPECT_LT(calendar.anomalies.size(), 50u);
}

TEST(Calendar, SpansCoverTheirLines) {
  const std::string text = event_text({"DTSTART:20260105", "SUMMARY:a\r\n b"});
  const Calendar calendar = parse_calendar(text, {});
  EXPECT_EQ(calendar.components[0].span, (Span{0, text.size() - 2}));
  const Property* summary = calendar.components[1].property("summary");
  ASSERT_NE(summary, nullptr);
  EXPECT_EQ(slice(text, summary->span), "SUMMARY:a\r\n b");
  EXPECT_EQ(summary->line, 8u);
}

TEST(Calendar, AnomalyIdsAreUniqueAndExplained) {
  std::set<std::string_view> seen;
  for (const AnomalyKind* kind : kIcalAnomalies) {
    EXPECT_TRUE(seen.insert(kind->id).second) << kind->id;
    EXPECT_TRUE(kind->id.starts_with("ical-")) << kind->id;
    EXPECT_GT(kind->summary.size(), 20u) << kind->id;
  }
}

// Sizes that make quadratic readers time out.
TEST(Calendar, TimeIsLinear) {
  const std::string head = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n";
  const std::vector<std::string> texts = {
      head + "SUMMARY:" + std::string(10'000'000, 'x'),
      head + repeated("ATTENDEE:mailto:a@example.com\r\n", 50'000),
      head + "SUMMARY" + repeated(";A=b", 100'000) + ":x",
      head + "SUMMARY" + repeated(";A=\"b", 100'000) + ":x",
      repeated("BEGIN:VEVENT\r\n", 100'000),
      "BEGIN:VCALENDAR\r\n" + repeated("BEGIN:X-A\r\n", 30'000) +
          repeated("END:X-B\r\n", 100'000),
      head + repeated("BEGIN:VALARM\r\nEND:VALARM\r\n", 30'000),
      repeated("COMMENT:x\r", 150'000),
      head + "SUMMARY:" + repeated("\r\n x", 150'000)};
  for (const std::string& text : texts) {
    const Limits limits;
    const Calendar calendar = parse_calendar(text, limits);
    Anomalies anomalies;
    for (int root : calendar.roots()) {
      events_of(calendar, root, limits, anomalies);
      if (anomalies.size() > 100) break;
    }
    EXPECT_FALSE(calendar.anomalies.empty());
  }
}

// Bytes changed, dropped and doubled at random must not upset any reader.
TEST(Calendar, MutationsAreRead) {
  const std::string seed = event_text(
      {"DTSTART;TZID=Europe/Berlin:20260105T100000",
       "RRULE:FREQ=MONTHLY;BYDAY=1MO,-1FR;BYSETPOS=1;COUNT=5",
       "EXDATE;TZID=Europe/Berlin:20260202T100000", "DURATION:PT1H",
       "ATTENDEE;CN=\"Jo, Ann\";RSVP=TRUE:mailto:jo@example.com",
       "BEGIN:VALARM", "TRIGGER:-PT5M", "ACTION:DISPLAY", "END:VALARM"});
  std::mt19937 random(7);
  const std::string bytes =
      "\r\n \t:;,\"=^\\BEGINDZT0129-+P\xC3" + std::string(1, '\0');
  const Limits limits;
  for (int round = 0; round < 1'000; ++round) {
    std::string text = seed;
    for (unsigned n = 1 + random() % 8; n > 0; --n) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = bytes[random() % bytes.size()];
          break;
        case 1:
          text.erase(at, 1 + random() % 5);
          break;
        default:
          text.insert(at, text.substr(at, 1 + random() % 30));
      }
    }
    const Calendar calendar = parse_calendar(text, limits);
    Anomalies anomalies;
    for (int root : calendar.roots())
      for (const Event& event : events_of(calendar, root, limits, anomalies))
        EXPECT_LE(event.recurrence.first.size(), limits.occurrences);
    for (const Component& component : calendar.components)
      for (const Property& p : component.properties) {
        EXPECT_LE(p.span.end, text.size());
        EXPECT_LE(p.value_map.base(p.value.size()), text.size());
      }
  }
}

}  // namespace
}  // namespace calspam
