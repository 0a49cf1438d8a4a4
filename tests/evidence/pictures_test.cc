// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "evidence/inline_data.hh"
#include "evidence/observed.hh"
#include "image/sample_picture.hh"

namespace calspam {
namespace {

using ::testing::SizeIs;

constexpr const char* kLink =
    "https://login-portal.scan-desk.test/verify?u=mara";

std::string base64(std::string_view bytes) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t three = 0;
    for (std::size_t i = 0; i < 3; ++i)
      three = three << 8 |
              (at + i < bytes.size() ? static_cast<std::uint8_t>(bytes[at + i])
                                     : 0);
    for (std::size_t i = 0; i < 4; ++i)
      out +=
          at + i <= bytes.size() ? kAlphabet[three >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

std::string folded_base64(const std::string& name) {
  std::string lines;
  const std::string text = base64(sample_picture(name));
  for (std::size_t at = 0; at < text.size(); at += 76)
    lines += text.substr(at, 76) + "\r\n";
  return lines;
}

std::string mail_with(const std::string& parts) {
  return "From: a@a.example\r\nTo: bob@example.com\r\nMIME-Version: 1.0\r\n"
         "Content-Type: multipart/related; boundary=b\r\n\r\n"
         "--b\r\nContent-Type: text/calendar\r\n\r\n"
         "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n"
         "END:VCALENDAR\r\n" +
         parts + "--b--\r\n";
}

void expect_link(const Observed& mail, const std::string& element) {
  EXPECT_EQ(mail.fact("picture.codes"), kLink);
  // A data: URI is a link by itself, and may stand before it.
  const auto& links = mail.subject.links;
  const auto found =
      std::find_if(links.begin(), links.end(),
                   [](const Link& link) { return link.context == "qr"; });
  ASSERT_NE(found, links.end());
  EXPECT_EQ(found->url.domain, "scan-desk.test");
  EXPECT_EQ(found->element, element);
}

TEST(Pictures, OfAnEventAreReadForCodes) {
  const std::string text = base64(sample_picture("qr-link.png"));
  expect_link(Observed(invitation(
                  "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + text + "\r\n")),
              "ATTACH");
  const Observed image(
      invitation("IMAGE;VALUE=URI:data:image/png;base64," + text + "\r\n"));
  expect_link(image, "IMAGE");
  EXPECT_EQ(image.fact("link.in_event"), "true");
  EXPECT_EQ(image.at("picture.codes").substr(0, 6), "IMAGE;");
}

TEST(Pictures, OfHtmlInAnEventAreReadForCodes) {
  const Observed mail(invitation(
      "X-ALT-DESC;FMTTYPE=text/html:<p>scan</p><img src=\"data:image/png\\;"
      "base64\\," +
      base64(sample_picture("qr-link.png")) + "\">\r\n"));
  expect_link(mail, "X-ALT-DESC");
}

TEST(Pictures, OfAMailAreReadForCodes) {
  const Observed mail(
      mail_with("--b\r\nContent-Type: image/jpeg; name=x.jpg\r\n"
                "Content-Transfer-Encoding: base64\r\n\r\n" +
                folded_base64("qr-photo.jpg")));
  expect_link(mail, "img");
  EXPECT_EQ(mail.fact("link.context"), "qr");
  EXPECT_EQ(mail.fact("link.in_event"), "false");
  EXPECT_EQ(mail.fact("picture.large"), "1");
}

TEST(Pictures, AreReadWhateverTheirTypeSays) {
  expect_link(Observed(mail_with("--b\r\nContent-Type: application/x-what\r\n"
                                 "Content-Transfer-Encoding: base64\r\n\r\n" +
                                 folded_base64("qr-light-on-dark.png"))),
              "img");
}

TEST(Pictures, OfHtmlPartsAreReadForCodes) {
  expect_link(
      Observed(mail_with("--b\r\nContent-Type: text/html\r\n\r\n<img src='data:"
                         "image/png;base64," +
                         base64(sample_picture("qr-link.png")) + "'>\r\n")),
      "img");
}

TEST(Pictures, ThatAreTooLargeAreTold) {
  const Observed mail(
      mail_with("--b\r\nContent-Type: image/png\r\n"
                "Content-Transfer-Encoding: base64\r\n\r\n" +
                folded_base64("claims-too-much.png")));
  EXPECT_FALSE(mail.subject.complete);
  ASSERT_THAT(mail.subject.anomalies, SizeIs(testing::Ge(1u)));
  EXPECT_EQ(mail.subject.anomalies.back().kind->id, "limit-pictures");
  EXPECT_EQ(mail.subject.anomalies.back().detail, "40000 x 40000");
}

TEST(Pictures, AreReadUpToABound) {
  std::string parts;
  for (int i = 0; i < 40; ++i)
    parts +=
        "--b\r\nContent-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n" +
        folded_base64("no-code.png");
  const Observed mail(mail_with(parts));
  EXPECT_EQ(mail.fact("picture.count"), "32");
  EXPECT_FALSE(mail.subject.complete);
}

TEST(Pictures, WithoutCodesSayNothing) {
  const Observed mail(
      mail_with("--b\r\nContent-Type: image/png\r\n"
                "Content-Transfer-Encoding: base64\r\n\r\n" +
                folded_base64("cut-short.png")));
  EXPECT_EQ(mail.fact("picture.count"), "0");
  EXPECT_EQ(mail.fact("picture.codes"), "unknown");
  EXPECT_TRUE(mail.subject.complete);
}

TEST(InlineData, IsReadFromDataUris) {
  EXPECT_EQ(data_uri_bytes("data:,a%20b", 10), "a b");
  EXPECT_EQ(data_uri_bytes("DATA:text/plain;base64,YWJj", 10), "abc");
  EXPECT_EQ(data_uri_bytes("data:text/plain;base64,YW%4Aj", 10), "abc");
  EXPECT_EQ(data_uri_bytes("data:text/plain;base64,YWJjYWJj", 4), "abca");
  EXPECT_EQ(data_uri_bytes("https://a.example/,x", 10), "");
  EXPECT_EQ(data_uri_bytes("data:no comma", 10), "");
}

TEST(Attachments, ThatActAreTold) {
  const auto active = [](std::string_view svg) {
    return Observed(invitation("ATTACH;VALUE=BINARY;ENCODING=BASE64:" +
                               base64(svg) + "\r\n"))
        .fact("event.attachment.active");
  };
  EXPECT_EQ(active("<svg xmlns='x'><script>go()</script></svg>"), "true");
  EXPECT_EQ(active("<svg onload='go()'></svg>"), "true");
  EXPECT_EQ(active("<html><form action='https://a.test/'></form></html>"),
            "true");
  EXPECT_EQ(active("<svg><path d='M0 0'/></svg>"), "false");
  EXPECT_EQ(active("%PDF-1.4"), "unknown");
}

}  // namespace
}  // namespace calspam
