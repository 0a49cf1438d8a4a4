// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "evidence/observed.hh"

namespace calspam {
namespace {

TEST(Texts, AreReadAsAPersonReadsThem) {
  const Observed mail(invitation(
      "SUMMARY:Not\xE2\x80\x8Bification\r\n"
      "DESCRIPTION:<p>Pay <b>now</b></p>\\nCall\\, +1 202 555 0143\r\n"
      "LOCATION:Room 1\r\n"));
  EXPECT_EQ(mail.fact("text.subject"), "invitation: lunch");
  EXPECT_NE(mail.fact("event.text").find("notification"), std::string::npos);
  EXPECT_NE(mail.fact("event.text").find("pay now"), std::string::npos);
  EXPECT_EQ(mail.fact("event.text").find("<b>"), std::string::npos);
  EXPECT_EQ(mail.fact("event.text.invisible"), "1");
  EXPECT_EQ(mail.fact("event.text.phones"), "+12025550143");
  EXPECT_EQ(mail.fact("text.phones"), "+12025550143");
}

TEST(Texts, OfAnEventHoldItsHtmlBehindALongDescription) {
  const Observed mail(
      invitation("DESCRIPTION:" + std::string(6'000, 'x') +
                 "\r\nX-ALT-DESC:<p>Verify your account</p>\r\n"));
  EXPECT_NE(mail.fact("event.text").find("verify your account"),
            std::string::npos);
}

TEST(Texts, OfTheBodyComeFromPlainAndHtml) {
  const Observed mail(
      "From: a@event.eventbrite.com\nTo: bob@example.com\nMIME-Version: 1.0\n"
      "Content-Type: multipart/alternative; boundary=b\n\n"
      "--b\nContent-Type: text/plain\n\nplain words\n"
      "--b\nContent-Type: text/html\n\n"
      "<p>rich words</p><p style='display:none'>secret</p>\n--b--\n");
  EXPECT_EQ(mail.fact("message.kind"), "notification");
  const std::string body = mail.fact("text.body");
  EXPECT_NE(body.find("plain words"), std::string::npos);
  EXPECT_NE(body.find("rich words"), std::string::npos);
  EXPECT_EQ(body.find("secret"), std::string::npos);
}

TEST(Texts, AreNotCutWithoutAWord) {
  const std::string filling(3u << 20, 'x');
  const Observed filled(
      invitation("SUMMARY:Lunch\r\nDESCRIPTION:" + filling.substr(0, 900'000) +
                 "\r\nCOMMENT:" + filling.substr(0, 900'000) + " pay now\r\n"));
  EXPECT_FALSE(filled.subject.complete);
  const Observed body("From: a@event.eventbrite.com\nTo: bob@example.com\n\n" +
                      filling + " pay now\n");
  EXPECT_FALSE(body.subject.complete);
  EXPECT_EQ(body.subject.anomalies.back().kind->id, "limit-text");
  EXPECT_TRUE(Observed(invitation("SUMMARY:Lunch\r\n")).subject.complete);
}

}  // namespace
}  // namespace calspam
