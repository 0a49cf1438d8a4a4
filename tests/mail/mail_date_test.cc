// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "mail/trace.hh"

namespace calspam {
namespace {

std::string date(std::string_view text) {
  const auto instant = parse_mail_date(text);
  return instant ? iso_instant(*instant) : "no date";
}

TEST(MailDate, OfRfc5322) {
  EXPECT_EQ(date("Tue, 2 Jan 2024 10:20:30 +0100"), "2024-01-02T09:20:30Z");
  EXPECT_EQ(date("2 Jan 2024 10:20 -0330"), "2024-01-02T13:50:00Z");
  EXPECT_EQ(date("Tue, 02 Jan 2024 10:20:30 -0800 (PST)"),
            "2024-01-02T18:20:30Z");
  EXPECT_EQ(date("29 Feb 2024 00:00:00 +0000"), "2024-02-29T00:00:00Z");
  EXPECT_EQ(date("31 Dec 2016 23:59:60 +0000"), "2017-01-01T00:00:00Z");
}

TEST(MailDate, OfObsoleteForms) {
  EXPECT_EQ(date("Tue, 2 Jan 96 10:20:30 EST"), "1996-01-02T15:20:30Z");
  EXPECT_EQ(date("Tue, 2 Jan 24 10:20:30 GMT"), "2024-01-02T10:20:30Z");
  EXPECT_EQ(date("2 Jan 124 10:20:30 UT"), "2024-01-02T10:20:30Z");
  EXPECT_EQ(date("2 Jan 2024 10:20:30 PDT"), "2024-01-02T17:20:30Z");
  // Military zones were defined the wrong way round: they say nothing.
  EXPECT_EQ(date("2 Jan 2024 10:20:30 A"), "2024-01-02T10:20:30Z");
  EXPECT_EQ(date("2 Jan 2024 10:20:30 Z"), "2024-01-02T10:20:30Z");
  EXPECT_EQ(date("2 Jan 2024 10:20:30 XYZT"), "2024-01-02T10:20:30Z");
  EXPECT_EQ(date("2 Jan 2024 10:20:30"), "2024-01-02T10:20:30Z");
  EXPECT_EQ(date("Tue(day),2(nd)Jan (month)2024 10 : 20 : 30 (time) +0100"),
            "2024-01-02T09:20:30Z");
}

TEST(MailDate, OfWhatMailersWrite) {
  EXPECT_EQ(date("Tue Jan  2 10:20:30 2024"), "2024-01-02T10:20:30Z");
  EXPECT_EQ(date("Tue Jan 2 10:20:30 PST 2024"), "2024-01-02T18:20:30Z");
  EXPECT_EQ(date("Tue Jan 02 10:20:30 +0100 2024"), "2024-01-02T09:20:30Z");
  EXPECT_EQ(date("Tuesday, 2 January 2024 10:20:30 CET"),
            "2024-01-02T09:20:30Z");
  EXPECT_EQ(date("2-Jan-2024 10:20:30 +0000"), "2024-01-02T10:20:30Z");
  EXPECT_EQ(date("Jan 2, 2024 8:20 PM"), "2024-01-02T20:20:00Z");
  EXPECT_EQ(date("Tue, 2 Jan 2024 10:20:30.123 +0000"), "2024-01-02T10:20:30Z");
  EXPECT_EQ(date("Tue, 2 Jan 2024 10:20:30 GMT+0100"), "2024-01-02T09:20:30Z");
  EXPECT_EQ(date("Tue, 2 Jan 2024 10:20:30+0100"), "2024-01-02T09:20:30Z");
  EXPECT_EQ(date("Tue,\r\n  2 Jan   2024\r\n\t10:20:30  +0100"),
            "2024-01-02T09:20:30Z");
  EXPECT_EQ(date("2024-01-02T10:20:30Z"), "2024-01-02T10:20:30Z");
  EXPECT_EQ(date("2024-01-02 10:20:30 +0100"), "2024-01-02T09:20:30Z");
  EXPECT_EQ(date("2024-01-02T10:20:30.5+01:00"), "2024-01-02T09:20:30Z");
  EXPECT_EQ(date("Mon, 2 Jan 2024"), "2024-01-02T00:00:00Z");
}

TEST(MailDate, OfNothing) {
  EXPECT_EQ(date(""), "no date");
  EXPECT_EQ(date("yesterday"), "no date");
  EXPECT_EQ(date("30 Feb 2024 10:20:30 +0000"), "no date");
  EXPECT_EQ(date("2 Jan 2024 25:20:30 +0000"), "no date");
  EXPECT_EQ(date("2 Foo 2024 10:20:30 +0000"), "no date");
  EXPECT_EQ(date("2 Jan 10:20:30 +0000"), "no date");
  EXPECT_EQ(date("2 Jan 99999 10:20:30 +0000"), "no date");
  EXPECT_EQ(date("15.20.7159.9"), "no date");
  EXPECT_EQ(date(std::string(1'000'000, '(')), "no date");
}

}  // namespace
}  // namespace calspam
