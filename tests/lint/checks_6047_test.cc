// SPDX-License-Identifier: MIT
#include "lint/checks_6047.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "lint/signer_names.hh"
#include "one_family.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::string_view kHeader =
    "From: Lea <lea@studio.example>\nTo: kim@corp.example\n"
    "Subject: Fabric\nMIME-Version: 1.0\n";

std::string event(std::string_view lines) {
  return fmt::format(
      "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\n"
      "DTSTART:20260317T140000Z\n{}END:VEVENT\nEND:VCALENDAR\n",
      lines);
}

// The calendar as text and as an attached copy.
std::string both(std::string_view type, std::string_view calendar) {
  return crlf(fmt::format(
      "{}Content-Type: multipart/mixed; boundary=b\n\n"
      "--b\nContent-Type: text/plain\n\nHello\n"
      "--b\nContent-Type: {}\n\n{}\n"
      "--b\nContent-Type: application/ics; name=a.ics\n\n{}\n--b--\n",
      kHeader, type, calendar, calendar));
}

OneFamily imip(std::string_view bytes) {
  return OneFamily(kFamily6047, bytes);
}

TEST(Checks6047, WritesTheMethodOfTheObjectIntoTheParameter) {
  const OneFamily lint =
      imip(both("text/calendar; charset=utf-8; method=CANCEL", event("")));
  ASSERT_TRUE(lint.has("6047-02")) << lint.text();
  const std::string mended = lint.mended("6047-02");
  EXPECT_NE(mended.find("charset=utf-8; method=REQUEST\r\n"), mended.npos);
  EXPECT_FALSE(imip(mended).has("6047-02"));
}

TEST(Checks6047, OfAFileToBeSavedAsksForNoMethodAsLoud) {
  std::string mail = both("text/calendar; charset=utf-8", event(""));
  EXPECT_EQ(imip(mail).first("6047-01")->level, LintLevel::Error);
  const std::string_view type = "text/calendar; charset=utf-8\r\n";
  mail.insert(mail.find(type) + type.size(),
              "Content-Disposition: attachment\r\n");
  EXPECT_EQ(imip(mail).first("6047-01")->level, LintLevel::Note);
}

TEST(Checks6047, MendsAnAddressInEveryCopy) {
  const OneFamily lint =
      imip(both("text/calendar; charset=utf-8; method=REQUEST",
                event("ORGANIZER:lea@studio.example\n")));
  ASSERT_TRUE(lint.has("6047-12")) << lint.text();
  const std::string mended = lint.mended("6047-12");
  const std::string line = "ORGANIZER:mailto:lea@studio.example";
  const std::size_t first = mended.find(line);
  ASSERT_NE(first, mended.npos);
  EXPECT_NE(mended.find(line, first + 1), mended.npos);
  EXPECT_FALSE(imip(mended).has("6047-12"));
}

struct MailtoCase {
  std::string_view value;
  bool broken;
};
class Mailto : public testing::TestWithParam<MailtoCase> {};

TEST_P(Mailto, IsOneBareAddress) {
  const OneFamily lint =
      imip(crlf(event(fmt::format("ATTENDEE:mailto:{}\n", GetParam().value))));
  EXPECT_EQ(lint.has("6047-13"), GetParam().broken) << lint.text();
}

INSTANTIATE_TEST_SUITE_P(
    All, Mailto,
    testing::Values(MailtoCase{"kim@corp.example", false},
                    MailtoCase{"kim%2Bx@corp.example", false},
                    MailtoCase{"kim@[192.0.2.1]", false}, MailtoCase{"", true},
                    MailtoCase{"kim", true}, MailtoCase{"@corp.example", true},
                    MailtoCase{"kim@", true},
                    MailtoCase{"kim@a@corp.example", true},
                    MailtoCase{"kim%4@corp.example", true},
                    MailtoCase{"kim@corp.example%", true},
                    MailtoCase{"Kim <kim@corp.example>", true},
                    MailtoCase{"kim@corp.example?cc=x@corp.example", true}));

TEST(Checks6047, LooksAtTheSenderOfTheMessageAndNotOfAnAttachedOne) {
  const std::string inner =
      both("text/calendar; charset=utf-8; method=REQUEST",
           event("ORGANIZER:mailto:boss@other.example\n"));
  EXPECT_TRUE(imip(inner).has("6047-21"));
  const std::string outer =
      crlf(std::string(kHeader) + "Content-Type: message/rfc822\n\n") + inner;
  EXPECT_FALSE(imip(outer).has("6047-21")) << imip(outer).text();
}

TEST(Checks6047, ComparesAlternativesByWhatTheyInviteTo) {
  const auto alternative = [](std::string_view a, std::string_view b) {
    return crlf(
        fmt::format("{}Content-Type: multipart/alternative; boundary=b\n\n"
                    "--b\nContent-Type: text/plain\n\nHello\n"
                    "--b\nContent-Type: text/calendar; method=REQUEST\n"
                    "Content-Language: en\n\n{}\n"
                    "--b\nContent-Type: text/calendar; method=REQUEST\n"
                    "Content-Language: de\n\n{}\n--b--\n",
                    kHeader, a, b));
  };
  EXPECT_FALSE(imip(alternative(event("SUMMARY:Fabric\n"),
                                event("SUMMARY:Stoff\nLOCATION:Halle\n")))
                   .has("6047-15"));
  EXPECT_TRUE(imip(alternative(event("SUMMARY:Fabric\n"),
                               event("SUMMARY:Fabric\nSEQUENCE:2\n")))
                  .has("6047-15"));
}

// SEQUENCE { OID subjectAltName, OCTET STRING { SEQUENCE { [1] name } } }
std::string alternative_name(std::string_view name) {
  const auto element = [](char tag, const std::string& content) {
    return std::string{tag, static_cast<char>(content.size())} + content;
  };
  return std::string("\x06\x03\x55\x1D\x11", 5) +
         element('\x04', element('\x30', element('\x81', std::string(name))));
}

TEST(SignerNames, ReadsAlternativeNamesAndStopsAtTheEnd) {
  const std::string der = "junk" + alternative_name("lea@studio.example");
  EXPECT_EQ(signer_names(der), std::vector<std::string>{"lea@studio.example"});
  for (std::size_t size = 0; size < der.size(); ++size)
    EXPECT_TRUE(signer_names(std::string_view(der).substr(0, size)).empty());
}

TEST(SignerNames, BearsLengthsThatLie) {
  std::string der = alternative_name("lea@studio.example");
  for (std::size_t i = 5; i < 11; ++i)
    for (int value : {0x00, 0x7F, 0x80, 0x83, 0x84, 0xFF}) {
      std::string other = der;
      other[i] = static_cast<char>(value);
      EXPECT_LE(signer_names(other).size(), 1u);
    }
}

TEST(SignerNames, KeepsSixtyFour) {
  std::string der;
  for (int i = 0; i < 1'000; ++i)
    der += alternative_name(fmt::format("a{}@studio.example", i));
  EXPECT_EQ(signer_names(der).size(), 64u);
}

}  // namespace
}  // namespace calspam
