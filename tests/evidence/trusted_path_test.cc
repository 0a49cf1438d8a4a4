// SPDX-License-Identifier: MIT
#include "evidence/trusted_path.hh"

#include <gtest/gtest.h>

#include "evidence/observed.hh"

namespace calspam {
namespace {

Site corp() {
  Site site;
  site.domains.add("corp.example");
  site.trusted_networks.add("192.0.2.0/24");
  site.authserv_ids = {"mx.corp.example"};
  return site;
}

// A mail with these header lines, seen from the site.
class Seen {
 public:
  explicit Seen(std::string headers, Site site = corp())
      : site_(std::move(site)),
        observed_(invitation("ORGANIZER:mailto:ida@corp.example\r\n")
                      .insert(0, headers)) {
    observed_.subject.site = &site_;
  }
  std::string fact(std::string_view name) const { return observed_.fact(name); }

 private:
  Site site_;
  Observed observed_;
};

constexpr char kInside[] =
    "Received: from pc ([192.0.2.9]) by mx.corp.example with ESMTP;\r\n"
    "\tMon, 2 Nov 2026 10:00:05 +0000\r\n";
constexpr char kOutside[] =
    "Received: from x ([203.0.113.5]) by mx.corp.example with ESMTP;\r\n"
    "\tMon, 2 Nov 2026 10:00:04 +0000\r\n";
constexpr char kResult[] =
    "Authentication-Results: mx.corp.example;\r\n"
    "\tdkim=pass header.d=corp.example\r\n";

TEST(TrustedPath, IsUnknownWithoutASite) {
  EXPECT_EQ(Observed(invitation("")).fact("message.origin"), "unknown");
}

TEST(TrustedPath, IsUnknownInSomebodyElsesMailbox) {
  EXPECT_EQ(Seen("").fact("message.origin"), "unknown");
}

TEST(TrustedPath, OutsidersMakeItExternal) {
  const Seen seen(std::string(kInside) + kOutside);
  EXPECT_EQ(seen.fact("message.origin"), "external");
  EXPECT_EQ(seen.fact("message.border.address"), "203.0.113.5");
}

TEST(TrustedPath, WhatWasInsideBeforeIsRerouted) {
  const Seen seen(std::string(kOutside) + kInside);
  EXPECT_EQ(seen.fact("message.origin"), "rerouted");
}

TEST(TrustedPath, ResultsAboveTheSendersLinesAreTrusted) {
  const Seen seen(std::string(kOutside) + kResult);
  EXPECT_EQ(seen.fact("auth.trusted.dkim"), "pass");
  EXPECT_EQ(seen.fact("organizer.authenticated"), "true");
  EXPECT_EQ(seen.fact("auth.forged"), "false");
}

TEST(TrustedPath, ResultsBelowThemAreForged) {
  const std::string claimed =
      "Received: from y ([203.0.113.6]) by relay.sender.example with SMTP;\r\n"
      "\tMon, 2 Nov 2026 10:00:03 +0000\r\n";
  const Seen seen(kOutside + claimed + kResult);
  EXPECT_EQ(seen.fact("auth.trusted.dkim"), "unknown");
  EXPECT_EQ(seen.fact("organizer.authenticated"), "false");
  EXPECT_EQ(seen.fact("auth.forged"), "true");
}

TEST(TrustedPath, ResultsOfOthersAreNotTrusted) {
  const Seen seen(std::string(kOutside) +
                  "Authentication-Results: evil.example; "
                  "dkim=pass header.d=corp.example\r\n");
  EXPECT_EQ(seen.fact("organizer.authenticated"), "false");
}

TEST(TrustedPath, AllowListsNeedAuthentication) {
  Site site = corp();
  site.allow.add("ida@corp.example");
  EXPECT_EQ(Seen(kOutside, site).fact("organizer.allowed"), "false");
  EXPECT_EQ(
      Seen(std::string(kOutside) + kResult, site).fact("organizer.allowed"),
      "true");
}

}  // namespace
}  // namespace calspam
