// SPDX-License-Identifier: MIT
#include "arf/feedback_report.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mail/trace.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(FeedbackReport, MakesOneFieldOfEachValue) {
  FeedbackReport report;
  report.user_agent = "x\r\nEvil: 1";
  report.mail_from = "a@b.example>\r\nEvil: 1\r\n <";
  report.recipients = {"c@d.example\nEvil: 1", std::string("\0", 1)};
  report.reporting_mta = "mx\r\nEvil: 1";
  report.authentication_results = {"mx; spf=pass\r\nEvil: 1"};
  report.domains = {"e.example\r\n\r\nEvil: 1"};
  report.uris = {"https://f.example/\r\nEvil:1"};
  const std::string text = feedback_text(report, "\r\n");
  for (std::string_view line : split(text, '\n')) {
    EXPECT_FALSE(line.starts_with("Evil")) << line;
    EXPECT_LE(line.size(), 998u);
  }
}

TEST(FeedbackReport, LeavesOutWhatNoLineCanHold) {
  FeedbackReport report;
  report.uris = {"https://a.example/" + std::string(2'000, 'x'),
                 "https://b.example/"};
  report.domains = {std::string(2'000, 'x')};
  const std::string text = feedback_text(report, "\n");
  EXPECT_THAT(text, HasSubstr("Reported-URI: https://b.example/\n"));
  EXPECT_THAT(text, Not(HasSubstr("xxx")));
}

TEST(FeedbackReport, BoundsWhatMayRepeat) {
  FeedbackReport report;
  for (int i = 0; i < 100; ++i)
    report.uris.push_back("https://a.example/" + std::to_string(i));
  std::size_t count = 0;
  const std::string text = feedback_text(report, "\n");
  for (std::string_view line : split(text, '\n'))
    count += line.starts_with("Reported-URI:");
  EXPECT_EQ(count, ArfLimits{}.uris);
}

TEST(FeedbackField, HasTheRegistry) {
  EXPECT_EQ(feedback_field("source-ip")->times,
            FeedbackField::Times::AtMostOnce);
  EXPECT_TRUE(feedback_field("DKIM-Domain")->auth_failure);
  EXPECT_EQ(feedback_field("Removal-Recipient"), nullptr);
  EXPECT_TRUE(is_feedback_type("Not-Spam"));
  EXPECT_FALSE(is_feedback_type("opt-out"));
}

TEST(MailDate, IsReadBack) {
  for (Instant instant : {Instant{0}, Instant{1'795'341'600}, Instant{-1}})
    EXPECT_EQ(parse_mail_date(mail_date(instant)), instant);
  EXPECT_EQ(mail_date(1'795'341'600), "Sun, 22 Nov 2026 10:00:00 +0000");
}

TEST(UriText, EncodesWhatNoUriMayHold) {
  EXPECT_EQ(uri_text("https://a.example/<x y>\n\xC3\xBC"),
            "https://a.example/%3Cx%20y%3E%0A%C3%BC");
  EXPECT_EQ(uri_text("https://a.example/%41?x=1&y#z"),
            "https://a.example/%41?x=1&y#z");
}

}  // namespace
}  // namespace calspam
