// SPDX-License-Identifier: MIT
#include "report/appendix_a.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace calspam {
namespace {

ReportedPart part(std::string path, std::string type,
                  std::string disposition = "", std::string filename = "",
                  std::string encoding = "identity") {
  ReportedPart part;
  part.path = std::move(path);
  part.type = std::move(type);
  part.disposition = std::move(disposition);
  part.filename = std::move(filename);
  part.encoding = std::move(encoding);
  return part;
}

Report message(std::vector<ReportedPart> parts) {
  Report report;
  report.parts = std::move(parts);
  for (const ReportedPart& one : report.parts)
    if (one.type == "text/calendar") {
      ReportedCalendar calendar;
      calendar.part = one.path;
      calendar.method = calendar.mime_method = "REQUEST";
      report.calendars.push_back(calendar);
    }
  return report;
}

std::string dump(const Report& report) {
  std::string out;
  for (const AppendixItem& item : appendix_a(report))
    out += fmt::format(
        "{} {} {}\n", item.item,
        item.part < 0 ? "-"
                      : report.parts[static_cast<std::size_t>(item.part)].path,
        item.but);
  return out;
}

Report as_drawn() {
  return message(
      {part("1", "multipart/mixed"), part("1.1", "multipart/alternative"),
       part("1.1.1", "text/plain"), part("1.1.2", "text/html"),
       part("1.2", "text/calendar"),
       part("1.3", "application/ics", "attachment", "invite.ics", "base64")});
}

TEST(AppendixA, MessageAsDrawnHasEveryItem) {
  EXPECT_EQ(dump(as_drawn()),
            "(2) 1 \n(3) 1.1 \n(4) 1.1.1 \n(5) 1.1.2 \n(6) 1.2 \n(7) 1.3 \n");
}

TEST(AppendixA, CalendarInsideTheAlternativeIsSaid) {
  EXPECT_EQ(
      dump(message({part("1", "multipart/alternative"),
                    part("1.1", "text/plain"), part("1.2", "text/calendar")})),
      "(2) - \n(3) 1 \n(4) 1.1 \n(5) - \n(6) 1.2 inside the "
      "multipart/alternative, as many producers have it\n(7) - \n");
}

TEST(AppendixA, WhatIsNotAsDrawnIsNamed) {
  Report report = as_drawn();
  report.calendars[0].mime_method = "";
  report.parts[5].encoding = "identity";
  report.parts[2].path = "1.4";
  EXPECT_EQ(dump(report),
            "(2) 1 \n(3) 1.1 \n(4) 1.4 not in a multipart/alternative\n"
            "(5) 1.1.2 \n(6) 1.2 no method parameter\n(7) 1.3 not in base64\n");
  report.calendars[0].mime_method = "cancel";
  report.parts[5].disposition = "inline";
  EXPECT_NE(dump(report).find("method is not the METHOD"), std::string::npos);
  EXPECT_NE(dump(report).find("not sent as an attachment"), std::string::npos);
}

TEST(AppendixA, OtherReadingsAreLeftOut) {
  Report report = message({part("1", "text/calendar")});
  report.parts[0].reading = "epilogue";
  EXPECT_EQ(dump(report), "(2) - \n(3) - \n(4) - \n(5) - \n(6) - \n(7) - \n");
}

TEST(AppendixA, PartsHaveTheirPlaces) {
  const Report report = as_drawn();
  const std::vector<AppendixItem> items = appendix_a(report);
  ASSERT_NE(item_of(items, 4), nullptr);
  EXPECT_EQ(item_of(items, 4)->item, "(6)");
  EXPECT_EQ(item_of(items, 17), nullptr);
}

TEST(AppendixA, CalendarFileHasNoItems) {
  EXPECT_EQ(dump(Report{}), "");
}

}  // namespace
}  // namespace calspam
