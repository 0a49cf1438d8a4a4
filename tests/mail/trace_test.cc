// SPDX-License-Identifier: MIT
#include "mail/trace.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>

#include "mail/header_fields.hh"

namespace calspam {
namespace {

// "name|host|ip by by with with id id for for" and the time; what is empty is
// left out.
std::string text_of(const Hop& hop) {
  std::string text =
      fmt::format("{}|{}|{}", hop.from_name, hop.from_host, hop.from_ip);
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) text += fmt::format(" {} {}", name, value);
  };
  add("by", hop.by);
  add("with", hop.with);
  add("id", hop.id);
  add("for", hop.envelope_for);
  if (hop.time) text += " at " + iso_instant(*hop.time);
  return text;
}

std::string hop(const std::string& value) {
  const auto hops = parse_hops(message_with({{"Received", value}}));
  return hops.empty() ? "no hop" : text_of(hops.front());
}

// The date most lines below end with.
const std::string kAt = "; Tue, 2 Jan 2024 10:20:30 +0100";
const std::string kUtc = " at 2024-01-02T09:20:30Z";

// -- hops, by family ---------------------------------------------------------

TEST(Hop, OfPostfix) {
  EXPECT_EQ(hop("from mail.example.org (mx.example.org [192.0.2.1])\r\n"
                "\tby in.example.com (Postfix) with ESMTPS id 4T1x\r\n"
                "\tfor <bob@example.com>" +
                kAt + " (CET)"),
            "mail.example.org|mx.example.org|192.0.2.1 by in.example.com "
            "with ESMTPS id 4T1x for bob@example.com" +
                kUtc);
  EXPECT_EQ(hop("from friend (unknown [192.0.2.1]) by in.example.com (Postfix)"
                " with SMTP id 9" +
                kAt),
            "friend||192.0.2.1 by in.example.com with SMTP id 9" + kUtc);
  EXPECT_EQ(
      hop("from [198.51.100.9] (unknown [192.0.2.1]) (Authenticated "
          "sender: u@[203.0.113.1]) by in.example.com (Postfix) with "
          "ESMTPSA id 9" +
          kAt),
      "[198.51.100.9]||192.0.2.1 by in.example.com with ESMTPSA id 9" + kUtc);
  EXPECT_EQ(
      hop("from a.example (b.example [IPv6:2001:db8::1]) (using TLSv1.3 "
          "with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) (No client "
          "certificate requested) by c.example (Postfix) with ESMTPS id "
          "7" +
          kAt),
      "a.example|b.example|2001:db8::1 by c.example with ESMTPS id 7" + kUtc);
  EXPECT_EQ(hop("by c.example (Postfix, from userid 1000) id 5F" + kAt),
            "|| by c.example id 5F" + kUtc);
  EXPECT_EQ(
      hop("from localhost (localhost [127.0.0.1]) by c.example "
          "(Postfix) with ESMTP id 5F" +
          kAt),
      "localhost|localhost|127.0.0.1 by c.example with ESMTP id 5F" + kUtc);
  EXPECT_EQ(hop("from a.example (unknown[192.0.2.1]) by c.example (Postfix) "
                "with ESMTP id 5F" +
                kAt),
            "a.example||192.0.2.1 by c.example with ESMTP id 5F" + kUtc);
  EXPECT_EQ(hop("from by (x.example [192.0.2.1]) by c.example (Postfix) with "
                "SMTP id 1" +
                kAt),
            "by|x.example|192.0.2.1 by c.example with SMTP id 1" + kUtc);
}

TEST(Hop, OfSendmail) {
  EXPECT_EQ(hop("from a.example (b.example [192.0.2.1] (may be forged))\n\tby "
                "c.example (8.17.1/8.17.1) with ESMTPS id 402AKUx1\n\t"
                "(version=TLSv1.3 cipher=X bits=256 verify=NO)\n\tfor "
                "<bob@c.example>" +
                kAt),
            "a.example|b.example|192.0.2.1 by c.example with ESMTPS id "
            "402AKUx1 for bob@c.example" +
                kUtc);
  EXPECT_EQ(
      hop("from a.example (IDENT:root@b.example [192.0.2.1]) by c.example"
          " (8.9.3/8.9.3) with SMTP id AA1" +
          kAt),
      "a.example|b.example|192.0.2.1 by c.example with SMTP id AA1" + kUtc);
  EXPECT_EQ(hop("from a.example ([192.0.2.1]) (authenticated bits=0) by "
                "c.example (8.14.4/8.14.4) with ESMTP id x1" +
                kAt),
            "a.example||192.0.2.1 by c.example with ESMTP id x1" + kUtc);
  EXPECT_EQ(hop("(from root@localhost) by c.example (8.14.7/8.14.7/Submit) id "
                "s1" +
                kAt),
            "|| by c.example id s1" + kUtc);
  EXPECT_EQ(hop("from a.example by c.example (5.65/1.0) id AA02; Tue, 2 Jan 96 "
                "10:20:30 EST"),
            "a.example|| by c.example id AA02 at 1996-01-02T15:20:30Z");
}

TEST(Hop, OfExim) {
  EXPECT_EQ(hop("from b.example ([192.0.2.1] helo=a.example) by c.example with "
                "esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.96) "
                "(envelope-from <x@[203.0.113.7]>) id 1rKa-0001 for "
                "bob@c.example" +
                kAt),
            "a.example|b.example|192.0.2.1 by c.example with ESMTPS id "
            "1rKa-0001 for bob@c.example" +
                kUtc);
  EXPECT_EQ(
      hop("from [192.0.2.1] (helo=a.example ident=mail) by c.example with "
          "smtp (Exim 4.50) id 1r" +
          kAt),
      "a.example||192.0.2.1 by c.example with SMTP id 1r" + kUtc);
  EXPECT_EQ(
      hop("from [192.0.2.1] (port=52313 helo=[198.51.100.2]) by c.example "
          "with esmtpsa (Exim 4.94) id 1r" +
          kAt),
      "[198.51.100.2]||192.0.2.1 by c.example with ESMTPSA id 1r" + kUtc);
  EXPECT_EQ(
      hop("from b.example ([192.0.2.1]:52313 helo=a.example) by c.example "
          "with esmtp (Exim 4.94) id 1r" +
          kAt),
      "a.example|b.example|192.0.2.1 by c.example with ESMTP id 1r" + kUtc);
  EXPECT_EQ(
      hop("from b.example ([192.0.2.1]) by c.example (Exim 4.94) with "
          "esmtp id 1r" +
          kAt),
      "b.example|b.example|192.0.2.1 by c.example with ESMTP id 1r" + kUtc);
  EXPECT_EQ(hop("from b.example [192.0.2.1] by c.example with esmtp (Exim 3.36 "
                "#1) id 1r; for x@c.example" +
                kAt),
            "b.example|b.example|192.0.2.1 by c.example with ESMTP id 1r for "
            "x@c.example" +
                kUtc);
  EXPECT_EQ(hop("from www by c.example with local (Exim 4.94) id 1r" + kAt),
            "www|| by c.example with LOCAL id 1r" + kUtc);
  EXPECT_EQ(hop("from [2001:db8::1] (helo=a.example) by c.example with esmtps "
                "(Exim 4.96) id 1r" +
                kAt),
            "a.example||2001:db8::1 by c.example with ESMTPS id 1r" + kUtc);
}

TEST(Hop, OfQmail) {
  EXPECT_EQ(hop("from b.example (HELO a.example) (192.0.2.1) by c.example with "
                "SMTP; 2 Jan 2024 09:20:30 -0000"),
            "a.example|b.example|192.0.2.1 by c.example with SMTP" + kUtc);
  EXPECT_EQ(hop("from unknown (HELO a.example) (ident@192.0.2.1) by c.example "
                "with SMTP; 2 Jan 2024 09:20:30 -0000"),
            "a.example||192.0.2.1 by c.example with SMTP" + kUtc);
  EXPECT_EQ(hop("from b.example (192.0.2.1) by c.example with SMTP; 2 Jan 2024 "
                "09:20:30 -0000"),
            "b.example|b.example|192.0.2.1 by c.example with SMTP" + kUtc);
  EXPECT_EQ(
      hop("from unknown (HELO a.example) ([192.0.2.1]) (envelope-sender "
          "<x@[203.0.113.7]>) by c.example (qmail-ldap-1.03) with SMTP "
          "for <bob@c.example>" +
          kAt),
      "a.example||192.0.2.1 by c.example with SMTP for bob@c.example" + kUtc);
  EXPECT_EQ(hop("(qmail 4711 invoked by uid 89); 2 Jan 2024 09:20:30 -0000"),
            "no hop");
  EXPECT_EQ(hop("(qmail 12345 invoked from network); 2 Jan 2024 09:20:30 "
                "-0000"),
            "no hop");
}

TEST(Hop, OfExchange) {
  EXPECT_EQ(hop("from AM0PR01.example (2001:db8:1::15) by DB8PR02.example "
                "(2001:db8:2::22) with Microsoft SMTP Server (version=TLS1_2, "
                "cipher=TLS_X) id 15.20.7159.9" +
                kAt),
            "AM0PR01.example||2001:db8:1::15 by db8pr02.example with MICROSOFT "
            "id 15.20.7159.9" +
                kUtc);
  EXPECT_EQ(hop("from a.example (192.0.2.1) by mx.prod.example (10.167.1.1) "
                "with Microsoft SMTP Server (TLS) id 15.1.225.42 via Frontend "
                "Transport" +
                kAt),
            "a.example||192.0.2.1 by mx.prod.example with MICROSOFT id "
            "15.1.225.42" +
                kUtc);
  EXPECT_EQ(hop("from A1.example ([fe80::1234]) by A2.example "
                "([fe80::5678%4]) with mapi id 14.03.0123.003" +
                kAt),
            "A1.example||fe80::1234 by a2.example with MAPI id 14.03.0123.003" +
                kUtc);
  EXPECT_EQ(
      hop("from A1.example (2001:db8:1::15) by A2.example with HTTPS" + kAt),
      "A1.example||2001:db8:1::15 by a2.example with HTTPS" + kUtc);
  EXPECT_EQ(hop("from A1.example ([fe80::1%4]) by A2.example ([::1]) with mapi "
                "id 15.20.1.2" +
                kAt),
            "A1.example||fe80::1 by a2.example with MAPI id 15.20.1.2" + kUtc);
  EXPECT_EQ(hop("from a.example ([192.0.2.1]) by c.example with Microsoft "
                "SMTPSVC(6.0.3790.4675)" +
                kAt),
            "a.example||192.0.2.1 by c.example with MICROSOFT" + kUtc);
  EXPECT_EQ(
      hop("from mail pickup service by c.example with Microsoft SMTPSVC" + kAt),
      "|| by c.example with MICROSOFT" + kUtc);
}

TEST(Hop, OfGoogle) {
  EXPECT_EQ(hop("from a.example (b.example. [192.0.2.1]) by mx.google.example "
                "with ESMTPS id d9-20020a17sor.2.2024.01.02.01.20.30 for "
                "<bob@c.example> (version=TLS1_3 cipher=X bits=128/128)" +
                kAt + " (PST)"),
            "a.example|b.example|192.0.2.1 by mx.google.example with ESMTPS id "
            "d9-20020a17sor.2.2024.01.02.01.20.30 for bob@c.example" +
                kUtc);
  EXPECT_EQ(hop("by 2002:a05:6a10:1234:b0:1:2:3 with SMTP id abc" + kAt),
            "|| by 2002:a05:6a10:1234:b0:1:2:3 with SMTP id abc" + kUtc);
  EXPECT_EQ(hop("by 10.31.32.33 with SMTP id abc" + kAt),
            "|| by 10.31.32.33 with SMTP id abc" + kUtc);
  EXPECT_EQ(hop("from 123456789 named unknown by gmailapi.google.example with "
                "HTTPREST" +
                kAt),
            "123456789|| by gmailapi.google.example with HTTPREST" + kUtc);
  EXPECT_EQ(
      hop("from named unknown by gmailapi.google.example with HTTPREST" + kAt),
      "|| by gmailapi.google.example with HTTPREST" + kUtc);
  EXPECT_EQ(hop("from [192.168.1.5] (b.example. [192.0.2.1]) by "
                "smtp.gmail.example with ESMTPSA id 1sm2.3.2024" +
                kAt),
            "[192.168.1.5]|b.example|192.0.2.1 by smtp.gmail.example with "
            "ESMTPSA id 1sm2.3.2024" +
                kUtc);
}

TEST(Hop, OfYahooAndGmx) {
  EXPECT_EQ(hop("from 192.0.2.1  (EHLO a.example) (192.0.2.1)\r\n  by "
                "mta1.yahoo.example with SMTP" +
                kAt),
            "a.example||192.0.2.1 by mta1.yahoo.example with SMTP" + kUtc);
  EXPECT_EQ(hop("from [192.0.2.1] by web101.yahoo.example via HTTP" + kAt),
            "||192.0.2.1 by web101.yahoo.example with HTTP" + kUtc);
  EXPECT_EQ(hop("from [10.1.2.3] by t1.bullet.yahoo.example with NNFMP" + kAt),
            "||10.1.2.3 by t1.bullet.yahoo.example with NNFMP" + kUtc);
  EXPECT_EQ(
      hop("from sonic.gate.yahoo.example by sonic301.yahoo.example with "
          "HTTP" +
          kAt),
      "sonic.gate.yahoo.example|| by sonic301.yahoo.example with HTTP" + kUtc);
  EXPECT_EQ(
      hop("from b.example (EHLO a.example) [192.0.2.1] by "
          "mail.gmx.example (mp028) with SMTP" +
          kAt),
      "a.example|b.example|192.0.2.1 by mail.gmx.example with SMTP" + kUtc);
  EXPECT_EQ(hop("from [192.0.2.1] by 3c-app.gmx.example (via HTTP)" + kAt),
            "||192.0.2.1 by 3c-app.gmx.example" + kUtc);
  EXPECT_EQ(hop("from a.example ([192.0.2.1]) by mx.gmx.example (mxgmx017 "
                "[10.1.1.1]) with ESMTPS (Nemesis) id 1M for <bob@c.example>" +
                kAt),
            "a.example||192.0.2.1 by mx.gmx.example with ESMTPS id 1M for "
            "bob@c.example" +
                kUtc);
}

TEST(Hop, OfAppleAndAmazon) {
  EXPECT_EQ(hop("from st11p00.me.example (st11p00.me.example [192.0.2.1]) by "
                "p00-icloudmta.me.example (Postfix) with ESMTPS id 1C4 for "
                "<bob@c.example>" +
                kAt),
            "st11p00.me.example|st11p00.me.example|192.0.2.1 by "
            "p00-icloudmta.me.example with ESMTPS id 1C4 for bob@c.example" +
                kUtc);
  EXPECT_EQ(hop("from [10.0.0.2] by st11p00.me.example (Oracle Communications "
                "Messaging Server 8.1.0.1.20 64bit) with ESMTPSA id "
                "<0S6M@st11p00.me.example> for bob@c.example" +
                kAt),
            "||10.0.0.2 by st11p00.me.example with ESMTPSA id "
            "0S6M@st11p00.me.example for bob@c.example" +
                kUtc);
  EXPECT_EQ(hop("from a.example (b.example [192.0.2.1]) by "
                "inbound-smtp.amazonaws.example with SMTP id 6v1k for "
                "bob@c.example; Tue, 02 Jan 2024 09:20:30 +0000 (UTC)"),
            "a.example|b.example|192.0.2.1 by inbound-smtp.amazonaws.example "
            "with SMTP id 6v1k for bob@c.example" +
                kUtc);
  EXPECT_EQ(hop("from a8-31.smtp-out.ses.example ([192.0.2.31]) by c.example "
                "with ESMTP id x" +
                kAt),
            "a8-31.smtp-out.ses.example||192.0.2.31 by c.example with ESMTP id "
            "x" +
                kUtc);
}

TEST(Hop, OfOthers) {
  // SendGrid has no semicolon before the date.
  EXPECT_EQ(hop("from MTIzNDU2 (unknown) by geopod-ismtpd-1 (SG) with HTTP id "
                "tRBk Tue, 02 Jan 2024 09:20:30.123 +0000 (UTC)"),
            "MTIzNDU2|| by geopod-ismtpd-1 with HTTP id tRBk" + kUtc);
  EXPECT_EQ(hop("from [192.0.2.1] (account u@c.example HELO a.example) by "
                "c.example (CommuniGate Pro SMTP 5.2) with ESMTPSA id 4" +
                kAt),
            "a.example||192.0.2.1 by c.example with ESMTPSA id 4" + kUtc);
  EXPECT_EQ(hop("from a.example ([192.0.2.1] verified) by c.example "
                "(CommuniGate Pro SMTP 5.2) with ESMTP id 4" +
                kAt),
            "a.example||192.0.2.1 by c.example with ESMTP id 4" + kUtc);
  EXPECT_EQ(hop("from a.example ([::ffff:192.0.2.1])  (AUTH: LOGIN "
                "u@c.example) by c.example with ESMTPA" +
                kAt),
            "a.example||::ffff:192.0.2.1 by c.example with ESMTPA" + kUtc);
  EXPECT_EQ(hop("from a.example ([192.0.2.1]) by c.example (Lotus Domino "
                "Release 8.5.3) with ESMTP id 2024010210203045-12 " +
                kAt),
            "a.example||192.0.2.1 by c.example with ESMTP id "
            "2024010210203045-12" +
                kUtc);
  EXPECT_EQ(hop("from [192.0.2.1] ([192.0.2.1:52313] helo=a.example) by "
                "c.example (envelope-from <x@a.example>) (ecelerity 4.2.1.1) "
                "with ESMTP id 1/2-3" +
                kAt),
            "a.example||192.0.2.1 by c.example with ESMTP id 1/2-3" + kUtc);
  EXPECT_EQ(
      hop("FROM a.example (b.example [192.0.2.1]) BY c.example ID 4F01" + kAt),
      "a.example|b.example|192.0.2.1 by c.example id 4F01" + kUtc);
  EXPECT_EQ(hop("from a.example (LHLO a.example) ([192.0.2.1]) by c.example "
                "with LMTP" +
                kAt),
            "a.example|a.example|192.0.2.1 by c.example with LMTP" + kUtc);
  EXPECT_EQ(hop("from imap.example [192.0.2.1] by c.example with IMAP "
                "(fetchmail-6.3.26) for <bob@localhost> (single-drop)" +
                kAt),
            "imap.example||192.0.2.1 by c.example with IMAP for bob@localhost" +
                kUtc);
  EXPECT_EQ(hop("from facebook.example (2vIL+9 [10.1.2.3]) by c.example with "
                "Thrift id 3f" +
                kAt),
            "facebook.example||10.1.2.3 by c.example with THRIFT id 3f" + kUtc);
  EXPECT_EQ(
      hop("from \"quoted name\" (b.example [192.0.2.1]) by c.example" + kAt),
      "quoted name|b.example|192.0.2.1 by c.example" + kUtc);
}

TEST(Hop, OfZimbraAndMandrill) {
  EXPECT_EQ(hop("from /192.0.2.1 (LHLO a.example) by unknown with LMTP" + kAt),
            "a.example||192.0.2.1 by unknown with LMTP" + kUtc);
  EXPECT_EQ(hop("from <unknown> (<unknown> []) by 2bd4486672ff with HTTP id "
                "65a8" +
                kAt),
            "|| by 2bd4486672ff with HTTP id 65a8" + kUtc);
  // No telling which number is the month, and no zone.
  EXPECT_EQ(hop("from 192.0.2.1 (LHLO a.example) (192.0.2.1) by unknown with "
                "LMTP; 1/2/24 6:49 AM"),
            "a.example||192.0.2.1 by unknown with LMTP");
}

TEST(Hop, TakesNoAddressFromIdsAndVersions) {
  EXPECT_EQ(hop("from a.example by c.example (Exim 4.92.1.2) with esmtp id "
                "15.1.225.42" +
                kAt),
            "a.example|| by c.example with ESMTP id 15.1.225.42" + kUtc);
  EXPECT_EQ(hop("by c.example id 2023.12.14.06.48.20" + kAt),
            "|| by c.example id 2023.12.14.06.48.20" + kUtc);
  EXPECT_EQ(hop("from a.example by c.example ([192.0.2.9]) with SMTP" + kAt),
            "a.example|| by c.example with SMTP" + kUtc);
  EXPECT_EQ(hop("from a.example (8.17.1.300 [999.1.1.1]) by c.example" + kAt),
            "a.example|| by c.example" + kUtc);
}

TEST(Hop, OfBrokenFields) {
  EXPECT_EQ(hop(""), "no hop");
  EXPECT_EQ(hop("nothing to see here"), "no hop");
  EXPECT_EQ(hop("from"), "no hop");
  EXPECT_EQ(hop("from (((((" + kAt), "(((((||" + kUtc);
  EXPECT_EQ(hop("from a.example (b.example [192.0.2.1] by c.example" + kAt),
            "a.example||192.0.2.1 by c.example" + kUtc);
  EXPECT_EQ(hop("from a.example by c.example; not a date"),
            "a.example|| by c.example");
  // A HELO may hold what looks like the end of the field.
  EXPECT_EQ(
      hop("from x;Mon,1Jan2001 (b.example [192.0.2.1]) by c.example" + kAt),
      "x|b.example|192.0.2.1 by c.example" + kUtc);
  EXPECT_EQ(hop("from a.example by c.example" + kAt + "; for <x@c.example>"),
            "a.example|| by c.example" + kUtc);
}

TEST(Hop, TakesLinearTime) {
  const auto start = std::chrono::steady_clock::now();
  for (const std::string_view unit :
       {"from ", "by ", "(", "([", ";", "; Mon", "\"", "<", "(helo=a) ", "Mon ",
        "(a@", "from (x [1.2.3.4]) "}) {
    std::string hostile;
    while (hostile.size() < 250'000) hostile += unit;
    hop(hostile);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::minutes(1));
}

TEST(Hop, ListsFieldsFromTheTop) {
  const Message message = message_with({{"received", "by new.example" + kAt},
                                        {"Subject", "by no.example"},
                                        {"Received", "(qmail 1 invoked)"},
                                        {"RECEIVED", "by old.example" + kAt}});
  const auto hops = parse_hops(message);
  ASSERT_EQ(hops.size(), 2u);
  EXPECT_EQ(hops[0].by, "new.example");
  EXPECT_EQ(hops[1].by, "old.example");
  EXPECT_EQ(hops[1].span, (Span{3, 4}));
  EXPECT_TRUE(parse_hops(Message{}).empty());
}

// -- the time of a message ---------------------------------------------------

std::string time_of(const std::vector<Field>& fields) {
  const Message message = message_with(fields);
  const MessageTime time = message_time(message, parse_hops(message));
  if (!time.instant) return "none";
  return fmt::format("{} {} from field {}", iso_instant(*time.instant),
                     time.claimed ? "claimed" : "seen", time.span.begin);
}

TEST(MessageTime, IsThatOfTheNewestHopWithATime) {
  EXPECT_EQ(time_of({{"Date", "1 Jan 2020 00:00:00 +0000"},
                     {"Received", "by a.example; no date"},
                     {"Received", "by b.example" + kAt},
                     {"Received", "by c.example; 1 Jan 2025 00:00:00 +0000"}}),
            "2024-01-02T09:20:30Z seen from field 2");
}

TEST(MessageTime, IsElseTheSendersClaim) {
  EXPECT_EQ(time_of({{"Received", "by a.example"},
                     {"Date", "1 Jan 2020 00:00:00 +0000"}}),
            "2020-01-01T00:00:00Z claimed from field 1");
  EXPECT_EQ(time_of({{"Date", "soon"}}), "none");
  EXPECT_EQ(time_of({}), "none");
}

}  // namespace
}  // namespace calspam
