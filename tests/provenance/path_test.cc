// SPDX-License-Identifier: MIT
#include "provenance/path.hh"

#include <gtest/gtest.h>

#include <chrono>

#include "provenance/provider_table.hh"
#include "provenance/traced.hh"
#include "provenance/words.hh"

namespace calspam {
namespace {

Site example_site() {
  Site site;
  site.domains.add("example.com");
  site.trusted_hosts.add("example.com");
  site.trusted_networks.add("198.51.100.0/24");
  return site;
}

// -- the border --------------------------------------------------------------

TEST(Border, IsWhereTheSiteFileSays) {
  const Site site = example_site();
  const Traced traced(
      mail(hop("mx.example.com (mx.example.com [198.51.100.2])",
               "imap.example.com", 3) +
           hop("relay.sender.example (relay.sender.example [192.0.2.7])",
               "mx.example.com", 2) +
           hop("pc (pc.sender.example [192.0.2.8])", "relay.sender.example")),
      &site);
  EXPECT_EQ(traced.border(), "configured high hop 1 192.0.2.7");
  EXPECT_EQ(traced.record.path.hops[0].zone, HopZone::Inside);
  EXPECT_EQ(traced.record.path.hops[1].zone, HopZone::Border);
  EXPECT_EQ(traced.record.path.hops[2].zone, HopZone::Claimed);
  EXPECT_EQ(traced.record.path.border.organisation, "example.com");
}

TEST(Border, OfALargeProviderIsAtItsEntryHosts) {
  const Traced microsoft(
      mail(hop("DB8.eurprd01.prod.outlook.com (2001:db8::1)",
               "AM0.eurprd01.prod.outlook.com", 2, "HTTPS") +
           hop("mx.sender.example (192.0.2.7)",
               "DB5EUR01FT1.mail.protection.outlook.com (10.152.4.1)", 1,
               "Microsoft SMTP Server") +
           hop("x.mail.protection.outlook.com (192.0.2.9)",
               "forged.mail.protection.outlook.com")));
  EXPECT_EQ(microsoft.border(), "provider-table high hop 1 192.0.2.7");
  const Traced google(
      mail("Received: by 2002:a05:6a10:1:b0:1:2:3 with SMTP id x1csp2;\r\n"
           "\tMon, 2 Nov 2026 02:00:03 -0800 (PST)\r\n" +
           hop("mx.sender.example (mx.sender.example. [192.0.2.7])",
               "mx.google.com", 2, "ESMTPS")));
  EXPECT_EQ(google.border(), "provider-table high hop 1 192.0.2.7");
  EXPECT_EQ(google.record.path.border.provider, "google");
}

TEST(Border, IsWhereAnotherOrganisationHandsOver) {
  const Traced traced(mail(
      hop("mx.example.com (mx.example.com [203.0.113.2])", "imap.example.com",
          3) +
      hop("helo (relay.sender.example [192.0.2.7])", "mx.example.com", 2)));
  EXPECT_EQ(traced.border(), "organisation medium hop 1 192.0.2.7");
}

// A stranger who calls itself by our name stays one: only its reverse name, or
// an address beside ours, would make it a host of ours.
TEST(Border, DoesNotBelieveWhatThePeerCallsItself) {
  const Traced traced(
      mail(hop("mx.example.com (unknown [192.0.2.7])", "in.example.com", 2) +
           hop("a.sender.example (a.sender.example [192.0.2.9])",
               "mx.example.com")));
  EXPECT_EQ(traced.border(), "organisation low hop 0 192.0.2.7");
  EXPECT_EQ(traced.finding("border-helo-is-receiver"),
            "HELO \"mx.example.com\" from 192.0.2.7, taken by "
            "\"in.example.com\"");
}

TEST(Border, IsTheFirstPublicAddressWhereHostsHaveNoNames) {
  const Traced traced(
      mail(hop("box ([10.0.0.2])", "store", 3) +
           hop("a.sender.example ([192.0.2.7])", "mailhost", 2)));
  EXPECT_EQ(traced.border(), "first-public low hop 1 192.0.2.7");
}

TEST(Border, IsNotThereForMailThatNeverLeft) {
  const Traced traced(
      mail(hop("EX1.example.com ([10.0.0.1])", "EX2.example.com", 2, "mapi")));
  EXPECT_EQ(traced.border(), "organisation low internal");
  EXPECT_EQ(traced.record.path.hops[0].zone, HopZone::Inside);
  EXPECT_EQ(Traced(mail("")).border(), "none none");
  EXPECT_EQ(Traced(mail("")).finding("path-none"), "no Received field");
}

TEST(Border, LiesBelowMailThatWasFetched) {
  const Traced traced(
      mail(hop("localhost ([127.0.0.1])", "box.home.example", 9) +
           hop("pop.example.com [203.0.113.5]", "localhost", 8, "POP3") +
           hop("relay.sender.example (relay.sender.example [192.0.2.7])",
               "mx.example.com", 2)));
  EXPECT_EQ(traced.border(), "organisation medium hop 2 192.0.2.7");
}

TEST(Border, IsSurerWhereOurSideRecordedTheSameAddress) {
  const std::string path =
      hop("relay.sender.example (relay.sender.example [192.0.2.7])",
          "mx.example.com", 2);
  const Traced agrees(
      mail("Received-SPF: pass (x) client-ip=192.0.2.7; "
           "envelope-from=a@sender.example\r\n" +
           path));
  EXPECT_EQ(agrees.border(), "organisation high hop 0 192.0.2.7");
  const Traced unnamed(
      mail("Received-SPF: none client-ip=192.0.2.7\r\n" +
           hop("pc (unknown [192.0.2.7])", "mx.example.com", 2)));
  EXPECT_EQ(unnamed.border(), "organisation medium hop 0 192.0.2.7");
  const Traced differs(
      mail("Authentication-Results: spf=pass (sender IP is 192.0.2.99) "
           "smtp.mailfrom=sender.example;\r\n" +
           path));
  EXPECT_EQ(differs.border(), "organisation low hop 0 192.0.2.7");
  EXPECT_EQ(differs.finding("border-witness-disagrees"),
            "Authentication-Results spf comment says 192.0.2.99, the border "
            "192.0.2.7");
  // Below the border it is anybody's word.
  const Traced claimed(mail(path + "X-Sender-IP: 192.0.2.99\r\n"));
  EXPECT_EQ(claimed.border(), "organisation medium hop 0 192.0.2.7");
  EXPECT_EQ(claimed.finding("border-witness-disagrees"), "");
  EXPECT_EQ(claimed.finding("border-witness-unsure"),
            "X-Sender-IP says 192.0.2.99, the border 192.0.2.7");
}

TEST(Border, OfAForwarderIsToldToo) {
  const Traced traced(
      mail(hop("mail-sor.google.com (mail-sor.google.com [192.0.2.41])",
               "mx.example.com", 5) +
           hop("mx.sender.example (mx.sender.example. [192.0.2.7])",
               "mx.google.com", 2, "ESMTPS")));
  EXPECT_EQ(traced.border(), "organisation medium hop 0 192.0.2.41");
  EXPECT_EQ(traced.record.path.earlier_borders, std::vector<int>{1});
  EXPECT_EQ(traced.finding("path-forwarded"),
            "\"mx.google.com\" took it in from 192.0.2.7");
}

TEST(ProviderTable, MatchesNamesWithGaps) {
  EXPECT_TRUE(matches_glob("a.b.c", "*.c"));
  EXPECT_TRUE(matches_glob("mta7.mail.yahoo.com", "mta*.yahoo.com"));
  EXPECT_FALSE(matches_glob("mta7.yahoo.com.evil.example", "mta*.yahoo.com"));
  EXPECT_TRUE(matches_glob("MX.GOOGLE.COM", "mx.google.com"));
  EXPECT_FALSE(matches_glob("", "a"));
  EXPECT_TRUE(matches_glob("", "*"));
  EXPECT_EQ(provider_of_host("mx.google.com.evil.example"), nullptr);
  for (const MailProvider& provider : mail_providers())
    for (const std::string_view entry : provider.entries) {
      // Every entry host is inside: of one top-level domain at least.
      std::string host;
      for (char c : entry)
        host += c == '*' ? std::string("1") : std::string(1, c);
      bool inside = is_inside(provider, host);
      for (const std::string_view top : {"com", "net"})
        if (host.ends_with(".1"))
          inside |=
              is_inside(provider, host.substr(0, host.size() - 1).append(top));
      EXPECT_TRUE(inside) << provider.name << ' ' << entry;
    }
}

// -- what is odd on the way --------------------------------------------------

std::string border_with(std::string_view from, int seconds = 10) {
  return hop(from, "mx.example.com", seconds);
}

TEST(PathFindings, OfHelo) {
  EXPECT_EQ(Traced(mail(border_with("c0.00.02.07 (a.sender.example "
                                    "[192.0.2.7])")))
                .finding("border-helo-hex"),
            "HELO \"c0.00.02.07\" is 192.0.2.7");
  EXPECT_EQ(Traced(mail(border_with("[198.51.100.9] (a.sender.example "
                                    "[192.0.2.7])")))
                .finding("border-helo-literal"),
            "HELO \"[198.51.100.9]\" from 192.0.2.7");
  EXPECT_EQ(Traced(mail(border_with("[192.0.2.7] (a.sender.example "
                                    "[192.0.2.7])")))
                .finding("border-helo-literal"),
            "");
}

TEST(PathFindings, OfTime) {
  const std::string border =
      border_with("a.sender.example (a.sender.example [192.0.2.7])", 0);
  const auto claimed = [&](int seconds) {
    return Traced(
        mail(border + hop("pc ([10.0.0.1])", "a.sender.example", seconds)));
  };
  EXPECT_EQ(claimed(0).finding("hop-after-border"), "");
  EXPECT_EQ(claimed(299).finding("hop-after-border"), "");
  EXPECT_EQ(claimed(420).finding("hop-after-border"),
            "2026-11-02T10:07:00Z is 7 minutes after our receipt");
  const Traced held(mail(border +
                         "Received: from pc by a.sender.example with ESMTP;\r\n"
                         "\tMon, 2 Nov 2026 07:00:00 +0000\r\n"
                         "Received: from pc by b.sender.example with ESMTP;\r\n"
                         "\tMon, 2 Nov 2026 07:10:00 +0000\r\n"));
  EXPECT_EQ(held.finding("hop-held"), "3 hours after the hop below it");
  EXPECT_EQ(held.finding("hop-time-backwards"),
            "10 minutes before the hop below it");
  const Traced impossible(
      mail(border + "Received: from pc by a.sender.example with ESMTP;\r\n"
                    "\tMon, 2 Nov 1981 07:00:00 +0000\r\n"));
  EXPECT_EQ(impossible.finding("hop-time-impossible"), "1981-11-02T07:00:00Z");
}

TEST(PathFindings, OfMadeUpHops) {
  const std::string border =
      border_with("a.sender.example (a.sender.example [192.0.2.7])");
  const Traced forged(mail(border + hop("x ([240.1.2.3])", "mx.google.com")));
  EXPECT_EQ(forged.finding("hop-not-of-platform"),
            "by \"mx.google.com\" with \"ESMTP\" id \"1\"");
  EXPECT_EQ(forged.finding("hop-address-reserved"), "240.1.2.3 (reserved)");
  const std::string line = hop("pc ([10.0.0.1])", "a.sender.example");
  EXPECT_EQ(Traced(mail(border + line + line)).finding("hop-repeated"),
            "word for word");
  EXPECT_EQ(
      Traced(mail(border +
                  hop("c.other.example ([10.1.1.1])", "a.sender.example") +
                  hop("pc ([10.0.0.1])", "b.third.example")))
          .finding("hop-gap"),
      "from \"c.other.example\", but the hop below was taken by "
      "\"b.third.example\"");
}

TEST(PathFindings, GoogleIdsInBothForms) {
  const std::string border =
      border_with("mail-x.google.com (mail-x.google.com [192.0.2.41])");
  for (const std::string_view id : {"d9-20020a17sor.2.2026.11.02.02.00.00",
                                    "2adb3069b0e04-50e7abcdef0so1234567e87.1"})
    EXPECT_EQ(
        Traced(mail(border + fmt::format("Received: by mail-x.google.com with "
                                         "SMTP id {}; Mon, 2 Nov 2026 10:00:00 "
                                         "+0000\r\n",
                                         id)))
            .finding("hop-not-of-platform"),
        "");
}

TEST(PathFindings, OfALoop) {
  const Traced traced(
      mail(border_with("a.other.example (a.other.example [192.0.2.7])") +
           hop("out.example.com ([10.0.0.9])", "a.other.example", 4) +
           hop("pc ([10.0.0.1])", "out.example.com", 2)));
  EXPECT_EQ(traced.finding("path-loop"), "\"out.example.com\" had it before");
}

TEST(PathFindings, OfSubmission) {
  const std::string border =
      border_with("a.sender.example (a.sender.example [192.0.2.7])");
  const Traced login(
      mail(border + hop("pc (dsl.example [203.0.113.7]) (Authenticated sender: "
                        "ann@sender.example)",
                        "a.sender.example (Postfix)", 0, "ESMTPSA")));
  EXPECT_EQ(login.finding("submission-authenticated"),
            "smtp-auth, account \"ann@sender.example\", from 203.0.113.7");
  EXPECT_FALSE(login.record.path.origin.trusted);
  const Traced webmail(mail(border + "X-Originating-IP: [203.0.113.8]\r\n"));
  EXPECT_EQ(webmail.record.path.origin.ip, "203.0.113.8");
  EXPECT_EQ(webmail.record.path.origin.field, "X-Originating-IP");
  const Traced api(
      mail(border +
           "Received: from 12 named unknown by gmailapi.google.com with "
           "HTTPREST; Mon, 2 Nov 2026 10:00:00 +0000\r\n"));
  EXPECT_EQ(api.finding("submission-api"), "api");
  // Exchange stores over HTTPS what has arrived.
  const Traced stored(mail(hop("A.prod.outlook.com (2001:db8::1)",
                               "B.prod.outlook.com", 2, "HTTPS")));
  EXPECT_EQ(stored.finding("submission-webmail"), "");
}

// -- hostile -----------------------------------------------------------------

TEST(Path, TenThousandHopsAreCutAndSaid) {
  std::string fields;
  for (int i = 0; i < 10'000; ++i)
    fields +=
        "Received: from a.example ([192.0.2.1]) by b.example with SMTP; "
        "Mon, 2 Nov 2026 10:00:00 +0000\r\n";
  const auto started = std::chrono::steady_clock::now();
  const Traced traced(mail(fields));
  EXPECT_LT(std::chrono::steady_clock::now() - started,
            std::chrono::seconds(5));
  EXPECT_EQ(traced.record.path.hop_count, 10'000u);
  EXPECT_EQ(traced.record.path.hops.size(), ProvenanceLimits{}.hops);
  EXPECT_EQ(traced.finding("path-cut"), "10000 hops, 200 are told");
  EXPECT_LE(traced.record.findings.size(), ProvenanceLimits{}.findings);
  EXPECT_GT(traced.record.finding_count, 0u);
}

TEST(Path, HugeAndControlledLinesStayOneShortLine) {
  const Traced traced(mail("Received: from " + std::string(200'000, 'a') +
                           " (\x1b]0;x\x07 [192.0.2.1]) by b.example with " +
                           std::string(100'000, 'W') +
                           "; Mon, 2 Nov 2026 10:00:00 +0000\r\n"));
  ASSERT_EQ(traced.record.path.hops.size(), 1u);
  const PathHop& hop = traced.record.path.hops[0];
  EXPECT_LE(hop.raw.size(), 1'100u);
  EXPECT_LE(hop.line.from_name.size(), 1'100u);
  EXPECT_LE(hop.line.with.size(), 1'100u);
  EXPECT_EQ(hop.line.from_ip, "192.0.2.1");
}

TEST(Words, OfDurations) {
  EXPECT_EQ(duration_words(1), "1 second");
  EXPECT_EQ(duration_words(-90), "90 seconds");
  EXPECT_EQ(duration_words(420), "7 minutes");
  EXPECT_EQ(duration_words(86'400), "24 hours");
  EXPECT_EQ(duration_words(31 * kDay), "31 days");
}

TEST(Words, OfAddresses) {
  EXPECT_TRUE(is_public_address("8.8.8.8"));
  EXPECT_TRUE(is_public_address("192.0.2.1"));
  EXPECT_FALSE(is_public_address("10.0.0.1"));
  EXPECT_FALSE(is_public_address("2002:a05:1::1"));
  EXPECT_FALSE(is_public_address("example.com"));
  EXPECT_EQ(special_address("::ffff:10.0.0.1"), "private");
  EXPECT_EQ(special_address("fe80::1"), "link-local");
  EXPECT_TRUE(same_address("::ffff:192.0.2.1", "192.0.2.1"));
  EXPECT_TRUE(same_address("2001:DB8:0::1", "2001:db8::1"));
  EXPECT_FALSE(same_address("", ""));
}

}  // namespace
}  // namespace calspam
