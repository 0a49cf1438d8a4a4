// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mail/message.hh"
#include "mail/message_dump.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using testing::HasSubstr;

Message read(std::string_view bytes) {
  return parse_message(bytes, Limits{});
}

std::string multipart(std::string_view parameters, std::string_view body) {
  return "Content-Type: multipart/mixed" + std::string(parameters) + "\n\n" +
         std::string(body);
}

constexpr std::string_view kPlainA =
    "--a\nContent-Type: text/plain\n\nplain\n--a--\n";
constexpr std::string_view kCalendarB =
    "--b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n--b--\n";

TEST(Multipart, TakesTheFirstAndTheLastOfTwoBoundaries) {
  const Message message =
      read(multipart("; boundary=a; boundary=b",
                     std::string(kPlainA) + std::string(kCalendarB)));
  EXPECT_EQ(tree(message),
            "1 multipart/mixed\n"
            "1.1 text/plain \"plain\"\n"
            "1.2 text/calendar carrier=text/calendar \"BEGIN:VCALENDAR\" "
            "(last-boundary)\n");
  EXPECT_EQ(oddities(message),
            "1 mime-parameter-conflict\n"
            "1 mime-boundary-conflict\n");
}

TEST(Multipart, TakesAnEncodedBoundaryBothWays) {
  const Message message =
      read(multipart("; boundary=\"=?us-ascii?Q?b?=\"",
                     "--=?us-ascii?Q?b?=\n\nplain\n--=?us-ascii?Q?b?=--\n" +
                         std::string(kCalendarB)));
  EXPECT_EQ(tree(message),
            "1 multipart/mixed\n"
            "1.1 text/plain \"plain\"\n"
            "1.2 text/calendar carrier=text/calendar \"BEGIN:VCALENDAR\" "
            "(decoded-boundary)\n");
  EXPECT_THAT(oddities(message), HasSubstr("1 mime-boundary-spelling"));
}

TEST(Multipart, TakesAnOddlyQuotedBoundaryBothWays) {
  const std::string calendar =
      "1 multipart/mixed\n"
      "1.1 text/calendar carrier=text/calendar \"BEGIN:VCALENDAR\" "
      "(decoded-boundary)\n";
  EXPECT_EQ(tree(read(multipart("; boundary='b'", kCalendarB))), calendar);
  EXPECT_EQ(tree(read(multipart("; boundary=b(comment)", kCalendarB))),
            calendar);
  EXPECT_EQ(tree(read(multipart("; boundary=b c", kCalendarB))), calendar);
  EXPECT_THAT(tree(read(multipart("; boundary=\"b; charset=x", kCalendarB))),
              HasSubstr("text/calendar"));
  EXPECT_THAT(tree(read(multipart("; boundary*=us-ascii''b", kCalendarB))),
              HasSubstr("text/calendar"));
  EXPECT_THAT(
      tree(read(multipart("; boundary*0=\"\"; boundary*1=b", kCalendarB))),
      HasSubstr("text/calendar"));
}

TEST(Multipart, GuessesABoundaryThatWasNotDeclared) {
  for (const char* parameters : {"", "; boundary=nowhere"}) {
    const Message message = read(multipart(parameters, kCalendarB));
    EXPECT_EQ(tree(message),
              "1 multipart/mixed\n"
              "1.1 text/calendar carrier=text/calendar \"BEGIN:VCALENDAR\" "
              "(guessed-boundary)\n");
  }
  EXPECT_EQ(oddities(read(multipart("", kCalendarB))),
            "1 mime-boundary-missing\n");
  EXPECT_EQ(oddities(read(multipart("; boundary=nowhere", kCalendarB))),
            "1 mime-boundary-absent\n");
}

TEST(Multipart, SeesPartsAfterTheFinalBoundary) {
  const Message message = read(multipart(
      "; boundary=a", std::string(kPlainA) + "--a\nContent-Type: text/calendar"
                                             "\n\nBEGIN:VCALENDAR\n"));
  EXPECT_EQ(tree(message),
            "1 multipart/mixed\n"
            "1.1 text/plain \"plain\"\n"
            "1.2 text/calendar carrier=text/calendar \"BEGIN:VCALENDAR\" "
            "(epilogue)\n");
  EXPECT_EQ(oddities(message), "1 mime-boundary-after-final\n");
}

TEST(Multipart, SeesCalendarTextAroundTheParts) {
  const std::string calendar = "BEGIN:VCALENDAR\nEND:VCALENDAR\n";
  EXPECT_EQ(tree(read(multipart("; boundary=a",
                                calendar + std::string(kPlainA) + calendar))),
            "1 multipart/mixed\n"
            "1.1 text/plain \"plain\"\n"
            "1.2 text/plain carrier=content \"BEGIN:VCALENDAR\\x0aEND:VCAL\" "
            "(preamble)\n"
            "1.3 text/plain carrier=content \"BEGIN:VCALENDAR\\x0aEND:VCAL\" "
            "(epilogue)\n");
  EXPECT_EQ(oddities(read(multipart(
                "; boundary=a",
                std::string(kPlainA) + "QkVHSU46VkNBTEVOREFSDQo=\n"))),
            "1 mime-calendar-in-epilogue\n");
}

TEST(Multipart, KnowsABoundaryThatStartsAnother) {
  const Message message = read(multipart(
      "; boundary=a",
      "--a\n\nplain\n--ab\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n"
      "--a--\n"));
  EXPECT_EQ(tree(message),
            "1 multipart/mixed\n"
            "1.1 text/plain \"plain\\x0a--ab\\x0aContent-Type:\"\n"
            "1.2 text/plain \"plain\" (prefix-boundary)\n"
            "1.3 text/calendar carrier=text/calendar \"BEGIN:VCALENDAR\" "
            "(prefix-boundary)\n");
  EXPECT_EQ(oddities(message), "1 mime-boundary-prefix\n");
}

TEST(Multipart, KnowsABoundaryUsedTwice) {
  const Message message = read(multipart(
      "; boundary=a",
      "--a\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\nplain\n"
      "--a--\n--a\n\nmore\n--a--\n"));
  EXPECT_THAT(tree(message), HasSubstr("\"plain\""));
  EXPECT_THAT(tree(message), HasSubstr("\"more\" (epilogue)"));
  EXPECT_EQ(oddities(message),
            "1.1 mime-boundary-reused\n"
            "1 mime-boundary-after-final\n");
}

TEST(Multipart, NotesAMissingFinalBoundary) {
  const Message message = read(multipart("; boundary=a", "--a\n\nplain"));
  EXPECT_EQ(oddities(message), "1 mime-boundary-unclosed\n");
}

TEST(Multipart, UndoesTheEncodingOfAMultipart) {
  const Message message = read(
      "Content-Type: multipart/mixed; boundary=b\n"
      "Content-Transfer-Encoding: base64\n\n"
      // --b, Content-Type: text/calendar, BEGIN:VCALENDAR, --b--
      "LS1iCkNvbnRlbnQtVHlwZTogdGV4dC9jYWxlbmRhcgoKQkVHSU46VkNBTEVOREFS"
      "Ci0tYi0tCg==\n");
  EXPECT_EQ(tree(message),
            "1 multipart/mixed base64\n"
            "1.1 text/calendar carrier=text/calendar \"BEGIN:VCALENDAR\" "
            "(other-encoding)\n");
  EXPECT_EQ(oddities(message),
            "1 mime-encoding-on-multipart\n"
            "1 mime-multipart-encoded\n");
}

}  // namespace
}  // namespace calspam
