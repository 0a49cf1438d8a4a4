// SPDX-License-Identifier: MIT
#include "mail/carrier.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

Carrier carrier(std::string_view type, std::string_view subtype,
                std::vector<std::string> names = {},
                std::string_view content = "") {
  MediaType media;
  media.type = type;
  media.subtype = subtype;
  return carrier_of(media, names, content);
}

TEST(Carrier, KnowsCalendarTypes) {
  EXPECT_EQ(carrier("text", "calendar"), Carrier::TextCalendar);
  EXPECT_EQ(carrier("text", "x-vcalendar"), Carrier::TextCalendar);
  EXPECT_EQ(carrier("application", "ics"), Carrier::ApplicationIcs);
  EXPECT_EQ(carrier("application", "calendar"), Carrier::ApplicationIcs);
  EXPECT_EQ(carrier("application", "calendar+xml"), Carrier::None);
  EXPECT_EQ(carrier("text", "plain"), Carrier::None);
}

TEST(Carrier, KnowsCalendarNamesOnAnyType) {
  for (const char* name : {"invite.ics", "A.ICS", "x.ical", "x.icalendar",
                           "busy.ifb", "old.vcs", "invite.ics. ", ".ics"})
    EXPECT_EQ(carrier("application", "pdf", {name}), Carrier::IcsName) << name;
  for (const char* name : {"ics", "x.ics.txt", "vcs", "", "x.pics "})
    EXPECT_EQ(carrier("application", "pdf", {name}), Carrier::None) << name;
  EXPECT_EQ(carrier("image", "png", {"a.png", "b.ics"}), Carrier::IcsName);
}

TEST(Carrier, KnowsCalendarContentOfAnyType) {
  using namespace std::string_view_literals;
  for (std::string_view content :
       {"BEGIN:VCALENDAR"sv, "begin:vCalendar\r\n"sv, "\r\n  BEGIN:VCALENDAR"sv,
        "\xEF\xBB\xBF\nBEGIN:VCALENDAR"sv, "\0BEGIN:VCALENDAR"sv,
        "\xFE\xFF\0B\0E\0G\0I\0N\0:\0V\0C\0A\0L\0E\0N\0D\0A\0R"sv})
    EXPECT_EQ(carrier("application", "octet-stream", {}, content),
              Carrier::Content);
  for (std::string_view content :
       {"BEGIN:VCARD"sv, "x BEGIN:VCALENDAR"sv, "BEGIN:VCALENDA"sv, ""sv})
    EXPECT_EQ(carrier("application", "octet-stream", {}, content),
              Carrier::None);
}

TEST(Carrier, FindsTheLineThatStartsACalendar) {
  EXPECT_EQ(find_calendar_line("a\n  BEGIN:VCALENDAR\n"), 4u);
  EXPECT_EQ(find_calendar_line("a\r\nQkVHSU46VkNBTEVOREFSDQo="), 3u);
  EXPECT_EQ(find_calendar_line("see BEGIN:VCALENDAR"), std::string_view::npos);
  EXPECT_EQ(find_calendar_line(""), std::string_view::npos);
}

TEST(Carrier, HasANameForEach) {
  EXPECT_EQ(carrier_name(Carrier::IcsName), "ics-name");
  EXPECT_EQ(carrier_name(Carrier::Content), "content");
}

}  // namespace
}  // namespace calspam
