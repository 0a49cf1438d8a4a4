// SPDX-License-Identifier: MIT
#include "lint/calendar_values.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

TEST(CalendarValues, DurationsByTheLetter) {
  for (const char* text :
       {"P1D", "PT1H30M", "P2W", "-PT15M", "P1DT2H", "PT0S", "+P7D", "PT1H30S"})
    EXPECT_TRUE(is_strict_duration(text)) << text;
  for (const char* text : {"", "P", "PT", "1H", "P1H", "PT1D", "P1W2D", "P1DT",
                           "PT1M1H", "p1d", "P1", "P1.5D"})
    EXPECT_FALSE(is_strict_duration(text)) << text;
}

TEST(CalendarValues, AbsoluteUris) {
  for (const char* text :
       {"https://example.com/a,b", "mailto:ada@example.com", "cid:1@example",
        "tel:+1-202-555-0123", "http://[2001:db8::1]:8080/"})
    EXPECT_TRUE(is_absolute_uri(text)) << text;
  for (const char* text :
       {"", "www.example.com", "/path", "https:", "http://somehost,example/",
        "https://a b.example", ":x", "1a:b"})
    EXPECT_FALSE(is_absolute_uri(text)) << text;
}

TEST(CalendarValues, AddressesAreComparedByMailbox) {
  EXPECT_EQ(address_key("MAILTO:Ada@Example.com"), "ada@example.com");
  EXPECT_EQ(mailbox_key("mailto:ada+cal@example.com"), "ada@example.com");
  EXPECT_EQ(mailbox_key("mailto:+ada@example.com"), "+ada@example.com");
  EXPECT_EQ(address_key("urn:x:1"), "urn:x:1");
}

TEST(CalendarValues, FormsOfTimes) {
  const auto form = [](std::string line) {
    const Calendar calendar = parse_calendar(
        "BEGIN:VCALENDAR\r\n" + line + "\r\nEND:VCALENDAR\r\n", Limits{});
    return written_time(&calendar.components[0].properties.at(0)).form;
  };
  EXPECT_EQ(form("DTSTART;VALUE=DATE:20261116"), TimeForm::Date);
  EXPECT_EQ(form("DTSTART:20261116T100000"), TimeForm::Floating);
  EXPECT_EQ(form("DTSTART:20261116T100000Z"), TimeForm::Utc);
  EXPECT_EQ(form("DTSTART;TZID=Europe/Berlin:20261116T100000"),
            TimeForm::Zoned);
  EXPECT_EQ(form("DTSTART:tomorrow"), TimeForm::None);
  EXPECT_EQ(written_time(nullptr).form, TimeForm::None);
}

}  // namespace
}  // namespace calspam
