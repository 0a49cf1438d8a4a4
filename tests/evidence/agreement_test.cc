// SPDX-License-Identifier: MIT
#include "evidence/agreement.hh"

#include <gtest/gtest.h>

#include "evidence/observed.hh"

namespace calspam {
namespace {

std::string object(std::string_view uid, std::string_view summary,
                   std::string_view newline) {
  std::string text = fmt::format(
      "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:{}\n"
      "DTSTART:20261104T120000Z\nSUMMARY:{}\nEND:VEVENT\nEND:VCALENDAR\n",
      uid, summary);
  std::string out;
  for (char c : text) c == '\n' ? out += newline : out += c;
  return out;
}

Observed two_parts(const std::string& first, const std::string& second) {
  return Observed(
      "From: ann@sender.example\nTo: bob@example.com\nMIME-Version: 1.0\n"
      "Content-Type: multipart/mixed; boundary=b\n\n"
      "--b\nContent-Type: text/calendar; method=REQUEST\n\n" +
      first + "\n--b\nContent-Type: application/ics; name=invite.ics\n\n" +
      second + "\n--b--\n");
}

TEST(PartsDisagree, ComparesMeaningNotBytes) {
  const Observed mail =
      two_parts(object("1", "Lunch", "\n"), object("1", "Lunch", "\r\n"));
  EXPECT_EQ(mail.fact("calendar.parts_disagree"), "");
  EXPECT_EQ(mail.subject.events.size(), 1u);
  EXPECT_EQ(mail.fact("calendar.objects"), "1");
}

TEST(PartsDisagree, NamesWhatDiffers) {
  const Observed mail =
      two_parts(object("1", "Lunch", "\n"), object("2", "Prize", "\n"));
  EXPECT_EQ(mail.fact("calendar.parts_disagree"), "summary, uid");
  EXPECT_EQ(mail.subject.events.size(), 2u);
}

TEST(PartsDisagree, IsUnknownForOneCalendar) {
  EXPECT_EQ(Observed(invitation("")).fact("calendar.parts_disagree"),
            "unknown");
}

}  // namespace
}  // namespace calspam
