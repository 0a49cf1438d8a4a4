// SPDX-License-Identifier: MIT
#include "ical/participant.hh"

#include <gtest/gtest.h>

#include "dump.hh"

namespace calspam {
namespace {

TEST(CalendarAddress, IsThatOfMailto) {
  EXPECT_EQ(calendar_address("mailto:Jo@Example.COM"), "Jo@example.com");
  EXPECT_EQ(calendar_address("MAILTO:jo@example.com?subject=x"),
            "jo@example.com");
  EXPECT_EQ(calendar_address("mailto:jo%2Bx@example.com"), "jo+x@example.com");
  EXPECT_EQ(calendar_address("mailto:mailto:jo@example.com"), "jo@example.com");
}

TEST(CalendarAddress, ForgivesMissingScheme) {
  EXPECT_EQ(calendar_address("jo@example.com"), "jo@example.com");
  EXPECT_EQ(calendar_address("mailto:Jo <jo@example.com>"), "jo@example.com");
}

TEST(CalendarAddress, IsEmptyForOtherUris) {
  for (const char* uri : {"", "invalid:nomail", "urn:uuid:1", "mailto:nobody",
                          "https://example.com/jo@example.com", "/aux/@x"})
    EXPECT_EQ(calendar_address(uri), "") << uri;
}

TEST(Participant, HasItsParameters) {
  const Calendar calendar = parse_calendar(
      event_text({"ATTENDEE;CN=Doe, Jane;ROLE=chair;PARTSTAT=needs-action;"
                  "CUTYPE=ROOM;RSVP=true;EMAIL=j@example.org;"
                  "SENT-BY=\"mailto:s@example.net\":mailto:jane@example.com"}),
      {});
  const Participant who =
      read_participant(*calendar.components[1].property("ATTENDEE"));
  EXPECT_EQ(who.common_name, "Doe, Jane");
  EXPECT_EQ(who.role + who.partstat + who.cutype, "CHAIRNEEDS-ACTIONROOM");
  EXPECT_EQ(who.rsvp, true);
  EXPECT_EQ(who.email + who.sent_by, "j@example.orgs@example.net");
  EXPECT_EQ(who.domain, "example.com");
}

}  // namespace
}  // namespace calspam
