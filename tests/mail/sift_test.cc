// SPDX-License-Identifier: MIT
#include "mail/sift.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "mail/service.hh"

namespace calspam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

bool must_be_kept(const std::string& bytes) {
  const Message message = parse_message(bytes, Limits{});
  const CalendarService* service = calendar_service(message, Limits{});
  return !message.complete || !message.carriers().empty() ||
         (service != nullptr && service->dedicated);
}

std::string with_crlf(const std::string& text) {
  std::string out;
  for (char c : text) out += c == '\n' ? "\r\n" : std::string(1, c);
  return out;
}

// Read by the parser as calendar content, and kept; with CRLF too.
void expect_kept(const std::string& text) {
  for (const std::string& bytes : {text, with_crlf(text)}) {
    EXPECT_TRUE(must_be_kept(bytes)) << bytes;
    EXPECT_TRUE(sift(bytes, Limits{}).carrier) << bytes;
  }
}

void expect_dropped(const std::string& text) {
  for (const std::string& bytes : {text, with_crlf(text)}) {
    EXPECT_EQ(sift(bytes, Limits{}).reason, "") << bytes;
    EXPECT_FALSE(must_be_kept(bytes)) << bytes;
  }
}

std::string mail(const std::string& fields, const std::string& body = "x\n") {
  return "From: a@example.com\nSubject: x\n" + fields + "\n" + body;
}

std::string multipart(const std::string& parts) {
  return mail("Content-Type: multipart/mixed; boundary=\"b1\"\n",
              "pre\n--b1\n" + parts + "\n--b1--\n");
}

TEST(Sift, KeepsEverySampleThatTheReaderTakesForACalendar) {
  std::vector<std::string> missed;
  std::size_t carriers = 0;
  const std::filesystem::path folder = CALSPAM_SOURCE_DIR "/testdata";
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!must_be_kept(bytes)) continue;
    ++carriers;
    if (!sift(bytes, Limits{}).carrier) missed.push_back(entry.path().string());
  }
  EXPECT_THAT(missed, IsEmpty());
  EXPECT_GT(carriers, 100u);
}

TEST(Sift, DropsOrdinaryMail) {
  expect_dropped(mail(""));
  expect_dropped(
      mail("Content-Type: text/plain; charset=utf-8\n"
           "Content-Transfer-Encoding: base64\n",
           "SGVsbG8sIHdvcmxkIQ==\n"));
  expect_dropped(
      mail("Content-Type: text/html; charset=\"utf-8\"\n"
           "Content-Transfer-Encoding: quoted-printable\n",
           "=20=20<p>Begin: the calendar=\n of Q1</p>\n"));
  expect_dropped(
      multipart("Content-Type: application/pdf; name=\"plan.pdf\"\n"
                "Content-Transfer-Encoding: base64\n\n"
                "JVBERi0xLjQKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"));
}

TEST(Sift, DropsWhatAServiceMailsThatMailsOtherThingsToo) {
  expect_dropped("From: Zoom <no-reply@zoom.us>\nSubject: x\n\nx\n");
  expect_dropped("From: \"calendly.com\" <a@example.com>\nSubject: x\n\nx\n");
}

TEST(Sift, KeepsTheTypesOfCalendars) {
  expect_kept(multipart("Content-Type: text/calendar; method=REQUEST\n\nx"));
  expect_kept(multipart("content-TYPE : TEXT/X-VCALENDAR\n\nx"));
  expect_kept(multipart("Content-Type:\n application/ics\n\nx"));
  expect_kept(multipart("Content-Type: text/(why)calendar\n\nx"));
  expect_kept(multipart("Content-Type: \"text/cal\"endar\n\nx"));
  expect_kept(multipart("Content-Type: text/cal endar\n\nx"));
  expect_kept(multipart("Content-Type: text/calendar method=REQUEST\n\nx"));
  expect_kept(multipart("Content-Type: =?utf-8?q?text/calendar?=\n\nx"));
  expect_kept(
      multipart("Content-Type: text/plain\n"
                "Content-Type: text/calendar\n\nx"));
}

TEST(Sift, KeepsTheNamesOfCalendars) {
  const std::string disposition = "Content-Disposition: attachment; ";
  expect_kept(multipart(disposition + "filename=invite.ics\n\nx"));
  expect_kept(multipart(disposition + "filename=\"Invite.ICS. \"\n\nx"));
  expect_kept(multipart(disposition + "filename=\"invite.\\ics\"\n\nx"));
  expect_kept(multipart(disposition + "filename*=utf-8''a%2Eics\n\nx"));
  expect_kept(
      multipart(disposition + "filename*0=\"a.i\";\n filename*1=\"cs\"\n\nx"));
  expect_kept(multipart(disposition +
                        "filename=\"=?utf-8?B?aW52aXRlLmljcw==?=\"\n\nx"));
  expect_kept(multipart("Content-Type: text/plain; name=a.ifb\n\nx"));
  expect_kept(multipart("Content-Type: image/png; name=\"a.vcs\"\n\nx"));
}

TEST(Sift, KeepsTextThatStartsACalendar) {
  const std::string calendar = "BEGIN:VCALENDAR\nEND:VCALENDAR\n";
  expect_kept(mail("", calendar));
  expect_kept(mail("", "\n \t\nbegin:vCalendar\n"));
  expect_kept(mail("", "\xEF\xBB\xBF" + calendar));
  expect_kept(mail("X-A: b\nBEGIN:VCALENDAR\nVERSION:2.0\n"));
  expect_kept(mail("", std::string("B\0E\0G\0I\0N\0:\0V\0C\0A\0L\0E\0N\0D\0A\0"
                                   "R\0\n\0",
                                   32)));
  expect_kept(mail("Content-Type: multipart/mixed; boundary=b\n",
                   calendar + "--b\n\nx\n--b--\n"));
  expect_kept(mail("Content-Type: multipart/mixed; boundary=b\n",
                   "--b\n\nx\n--b--\n" + calendar));
}

TEST(Sift, KeepsQuotedPrintableInEverySpelling) {
  const std::string fields =
      "Content-Type: text/plain\n"
      "Content-Transfer-Encoding: quoted-printable\n";
  expect_kept(mail(fields, "=42EGIN:VCALENDAR\n"));
  expect_kept(mail(fields, "=\nBEG=\nIN=3aVC=  \nALENDAR\n"));
  expect_kept(mail(fields, "=EF=BB=BF=20\n=0D=0A =62egin:vcalendar\n"));
  expect_kept(mail(fields, "\n\n=0A\n\n=20BEGIN=3AVCALENDAR\n"));
  expect_kept(mail(fields, "=00B=00E=00GIN=3AVCALENDAR\n"));
}

TEST(Sift, KeepsBase64InEverySpelling) {
  const std::string fields =
      "Content-Type: application/octet-stream\n"
      "Content-Transfer-Encoding: base64\n";
  expect_kept(mail(fields, "QkVHSU46VkNBTEVOREFSCg==\n"));
  expect_kept(mail(fields, "IEJFR0lOOlZDQUxFTkRBUg\n"));
  expect_kept(mail(fields, "ICBiZWdpbjpWQ0FMRU5EQVIK\n"));
  expect_kept(mail(fields, "77u/QkVHSU46VkNBTEVOREFSDQo=\n"));
  expect_kept(mail(fields, "//5CAEUARwBJAE4AOgBWAEMAQQBMAEUATgBEAEEAUgA=\n"));
  expect_kept(mail(fields, "!!\n?Qg==\nRUdJTjpWQ0FM\nRU5EQVIK\n"));
  expect_kept(mail(fields, "-.-\n=\nQkVHS\nU46VkNBTEVOREFSCg==\n"));
  expect_kept(mail("Content-Type: text/plain\n",
                   "QkVHSU46VkNBTEVOREFSCkVORDpWQ0FMRU5EQVIK\n"));
}

TEST(Sift, KeepsUuencodedAttachments) {
  expect_kept(mail("", "Here:\nbegin 644 invite.ics\n#0V%T\n`\nend\n"));
  expect_kept(
      mail("Content-Type: application/ics\nContent-Transfer-Encoding: uue\n",
           "#0V%T\n"));
}

TEST(Sift, KeepsPartsWhosePartsAreEncoded) {
  // "Content-Type: text/calendar\n\nx\n"
  const std::string inner = "\n\nQ29udGVudC1UeXBlOiB0ZXh0L2NhbGVuZGFyCgp4Cg==";
  expect_kept(
      multipart("Content-Type: message/rfc822\n"
                "Content-Transfer-Encoding: base64" +
                inner));
  expect_kept(
      multipart("Content-Transfer-Encoding: base64\n"
                "Content-Type: message/rfc822" +
                inner));
  expect_kept(
      mail("Content-Type: multipart/digest; boundary=b\n",
           "--b\nContent-Transfer-Encoding: base64" + inner + "\n--b--\n"));
}

TEST(Sift, KeepsTheMailOfCalendarServices) {
  expect_kept("From: \"Ann\" <ann@calendly.com>\nSubject: x\n\nx\n");
  expect_kept("Subject: x\nSender: ann@cal(x)endly.com\n\nx\n");
  expect_kept("Subject: x\nFrom: <ann@mail.lu\n .ma>\n\nx\n");
}

TEST(Sift, KeepsWhatIsNotReadInFull) {
  std::string nested = mail("");
  for (int i = 0; i < 20; ++i)
    nested = "Subject: x\nContent-Type: message/rfc822\n\n" + nested;
  expect_kept(nested);
  std::string parts;
  for (int i = 0; i < 11'000; ++i) parts += "--b\n\n";
  expect_kept(mail("Content-Type: multipart/mixed; boundary=b\n", parts));
  std::string fields;
  for (int i = 0; i < 21'000; ++i) fields += "a:\n";
  expect_kept(mail(fields));
  expect_kept(mail("Content-Type: text/plain\n", std::string(9u << 20, 'x')));
}

TEST(Sift, TimeGrowsWithTheSizeOnly) {
  // Each would take minutes if a line were looked at from all before it.
  for (const char* line : {"QQ\n", "=20\n", "!\n", "A\r", "Q\r", "\n \n", "=\n",
                           "--b\n", "b", "Q", "ICAg\n", "A\n-\n"}) {
    std::string body;
    while (body.size() < 7u << 20) body += line;
    sift(mail("", body), Limits{});
  }
}

TEST(Sift, HeaderOfTheRootIsThatOfTheReader) {
  const Message message = parse_root_header(
      "From a@example.com\nFrom: b@example.com\nSubject: =?utf-8?q?=C3=A9?=\n"
      "\nBody: x\n",
      Limits{});
  std::vector<std::string> names;
  for (const Header& header : message.root().headers)
    names.push_back(header.name);
  EXPECT_THAT(names, ElementsAre("From", "Subject"));
  EXPECT_EQ(message.root().header_text("Subject"), "é");
  EXPECT_EQ(message.mbox_from, "From a@example.com");
}

}  // namespace
}  // namespace calspam
