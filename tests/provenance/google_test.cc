// SPDX-License-Identifier: MIT
#include "provenance/google.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

// Each letter `shift` places on in A-Z a-z; the inverse of the decoder.
std::string turned(std::string text, int shift) {
  constexpr std::string_view kWheel =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  for (char& c : text)
    if (const auto at = kWheel.find(c); at != kWheel.npos)
      c = kWheel[(at + static_cast<std::size_t>(shift)) % kWheel.size()];
  return text;
}

std::string bounce_of(const std::string& organizer,
                      const std::string& recipient, int shift) {
  std::string plain = organizer + recipient;
  std::erase(plain, '@');
  return "3abcdefghijk" + turned(plain, shift) +
         "@calendar-server.bounces.google.com";
}

TEST(GoogleBounce, HasOrganizerAndRecipientAtEveryShift) {
  for (int shift = 0; shift < 52; ++shift) {
    const GoogleBounce bounce = decode_google_bounce(
        bounce_of("lea.brandt@studio.example", "kim@corp.example", shift),
        {"lea.brandt@studio.example"}, {"kim@corp.example"});
    EXPECT_EQ(bounce.organizer, "lea.brandt@studio.example");
    EXPECT_EQ(bounce.recipient, "kim@corp.example");
    EXPECT_EQ(bounce.shift, shift);
  }
}

// Where To is hidden, what is left says the recipient but not where the @ was.
TEST(GoogleBounce, LeavesAnUnknownRecipientAsText) {
  const GoogleBounce bounce = decode_google_bounce(
      bounce_of("lea@studio.example", "kim@corp.example", 30),
      {"other@studio.example", "lea@studio.example"}, {});
  EXPECT_EQ(bounce.organizer, "lea@studio.example");
  EXPECT_EQ(bounce.recipient, "");
  EXPECT_EQ(bounce.recipient_text, "kimcorp.example");
}

TEST(GoogleBounce, TakesTheLongerOfTwoOrganizers) {
  const GoogleBounce bounce = decode_google_bounce(
      bounce_of("lea@a.example.org", "kim@corp.example", 7),
      {"lea@a.example", "lea@a.example.org"}, {});
  EXPECT_EQ(bounce.organizer, "lea@a.example.org");
}

TEST(GoogleBounce, IsNothingForOtherAddresses) {
  const std::vector<std::string> known{"lea@studio.example"};
  EXPECT_EQ(
      decode_google_bounce(
          bounce_of("eve@studio.example", "kim@corp.example", 3), known, {})
          .organizer,
      "");
  EXPECT_EQ(decode_google_bounce("lea@studio.example", known, {}).organizer,
            "");
  EXPECT_EQ(
      decode_google_bounce("3abc@calendar-server.bounces.google.com", known, {})
          .organizer,
      "");
  EXPECT_EQ(decode_google_bounce("", known, {""}).organizer, "");
}

TEST(WorkspaceTenant, IsTheDomainThatTheLabelStandsFor) {
  const auto tenant =
      workspace_tenant("my-studio-example.20230601.gappssmtp.com",
                       {"example.org", "my-studio.example"});
  EXPECT_EQ(tenant.domain, "my-studio.example");
  EXPECT_FALSE(tenant.is_label);
}

TEST(WorkspaceTenant, StaysALabelWhereDotsAndDashesCannotBeTold) {
  const auto tenant =
      workspace_tenant("my-studio-example.20230601.gappssmtp.com", {});
  EXPECT_EQ(tenant.domain, "my-studio-example");
  EXPECT_TRUE(tenant.is_label);
  EXPECT_EQ(workspace_tenant("google.com", {}).domain, "");
}

}  // namespace
}  // namespace calspam
