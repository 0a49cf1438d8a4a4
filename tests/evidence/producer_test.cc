// SPDX-License-Identifier: MIT
#include "evidence/producer.hh"

#include <gtest/gtest.h>

#include "evidence/observed.hh"

namespace calspam {
namespace {

std::string calendar(std::string_view prodid, std::string_view uid,
                     std::string_view more = "") {
  return fmt::format(
      "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:{}\nMETHOD:REQUEST\nBEGIN:VEVENT\n"
      "UID:{}\nDTSTART:20261104T120000Z\n{}END:VEVENT\nEND:VCALENDAR\n",
      prodid, uid, more);
}

TEST(ProducerFamily, IsReadFromTheWholeProdid) {
  EXPECT_EQ(producer_family("-//Google Inc//Google Calendar 70.9054//EN"),
            "google");
  EXPECT_EQ(producer_family("Microsoft Exchange Server 2010"), "exchange");
  EXPECT_EQ(producer_family("-//Apple Inc.//Mac OS X 10.15//EN"), "apple");
  EXPECT_EQ(producer_family("-//Example//Scheduler//EN"), "other");
}

TEST(ProducerForged, NeedsTwoContradictions) {
  const auto forged = [](std::string text) {
    return Observed(std::move(text), RawKind::Calendar)
        .fact("calendar.producer_forged");
  };
  EXPECT_EQ(forged(calendar("-//Google Inc//Google Calendar 70.9054//EN",
                            "0abc@google.com", "CREATED:20261101T000000Z\n")),
            "false");
  EXPECT_EQ(forged(calendar("-//Google Inc//Google Calendar 70.9054//EN",
                            "6f1d@kit.example")),
            "true");
  EXPECT_EQ(
      forged(calendar("Microsoft Exchange Server 2010", "123@kit.example")),
      "true");
  EXPECT_EQ(forged(calendar("Microsoft Exchange Server 2010", "123@kit.example",
                            "X-MICROSOFT-CDO-BUSYSTATUS:BUSY\n")),
            "false");
  EXPECT_EQ(forged(calendar("-//Example//Any//EN", "1")), "unknown");
}

}  // namespace
}  // namespace calspam
