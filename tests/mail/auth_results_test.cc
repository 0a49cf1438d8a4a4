// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "mail/header_fields.hh"
#include "mail/trace.hh"

namespace calspam {
namespace {

// One line a result: "server: method=result domain".
std::string auth(const std::vector<Field>& fields) {
  std::string text;
  for (const AuthResult& result : parse_auth_results(message_with(fields))) {
    if (!text.empty()) text += '\n';
    text += fmt::format("{}: {}={} {}", result.authserv_id, result.method,
                        result.result, result.domain);
  }
  return text;
}

std::string results(const std::string& value) {
  return auth({{"Authentication-Results", value}});
}

TEST(AuthResults, OfRfc8601) {
  EXPECT_EQ(results("mx.example.org;\r\n dkim=pass header.i=@example.com "
                    "header.s=s1 header.b=abc;\r\n spf=pass (mx.example.org: "
                    "domain of bob@example.com; designates 192.0.2.1) "
                    "smtp.mailfrom=bob@Example.com;\r\n dmarc=pass (p=REJECT "
                    "sp=REJECT dis=NONE) header.from=example.com"),
            "mx.example.org: dkim=pass example.com\n"
            "mx.example.org: spf=pass example.com\n"
            "mx.example.org: dmarc=pass example.com");
  EXPECT_EQ(results("mx.example.org 1; spf = fail smtp.mailfrom = a.example"),
            "mx.example.org: spf=fail a.example");
  EXPECT_EQ(results("mx.example.org; dkim/1=PASS header.d=\"a.example\";"),
            "mx.example.org: dkim=pass a.example");
  EXPECT_EQ(results("mx.example.org; none"), "");
}

TEST(AuthResults, OfExchangeWithoutAServer) {
  EXPECT_EQ(results("spf=pass (sender IP is 192.0.2.1)\n "
                    "smtp.mailfrom=a.example; dkim=none (message not signed)\n "
                    "header.d=none;dmarc=bestguesspass action=none\n "
                    "header.from=a.example;compauth=pass reason=109"),
            ": spf=pass a.example\n: dkim=none \n"
            ": dmarc=bestguesspass a.example\n: compauth=pass ");
}

TEST(AuthResults, OfSeveralSignatures) {
  EXPECT_EQ(results("mx.example.org; dkim=pass header.d=a.example; dkim=fail "
                    "reason=\"bad; signature\" header.d=b.example"),
            "mx.example.org: dkim=pass a.example\n"
            "mx.example.org: dkim=fail b.example");
  EXPECT_EQ(results("mx.example.org; spf=pass smtp.mailfrom=a.example "
                    "dkim=fail header.d=b.example"),
            "mx.example.org: spf=pass a.example\n"
            "mx.example.org: dkim=fail b.example");
  EXPECT_EQ(results("mx.example.org spf=softfail smtp.mail=x@a.example"),
            "mx.example.org: spf=softfail a.example");
}

TEST(AuthResults, OfArc) {
  EXPECT_EQ(auth({{"ARC-Authentication-Results",
                   "i=2; mx.example.org 1; spf=pass smtp.mailfrom=a.example; "
                   "arc=pass (0 oda=0 ltdi=0)"}}),
            "mx.example.org: spf=pass a.example\nmx.example.org: arc=pass ");
  EXPECT_EQ(
      auth({{"ARC-Authentication-Results", "i=1;mx.example.org;dkim=none"}}),
      "mx.example.org: dkim=none ");
}

TEST(AuthResults, OfReceivedSpf) {
  EXPECT_EQ(auth({{"Received-SPF",
                   "Pass (protection.example: domain of a.example designates "
                   "192.0.2.1 as permitted sender)\r\n receiver=Mx.example; "
                   "client-ip=192.0.2.1; helo=h.example; pr=C"}}),
            "mx.example: spf=pass a.example");
  EXPECT_EQ(auth({{"Received-SPF",
                   "softfail (mx.example: domain of transitioning x@b.example "
                   "does not designate) client-ip=192.0.2.1; "
                   "envelope-from=\"x@c.example\"; helo=h.example;"}}),
            ": spf=softfail c.example");
  EXPECT_EQ(auth({{"Received-SPF", "none (no record) helo=h.example"}}),
            ": spf=none h.example");
  EXPECT_EQ(auth({{"Received-SPF", ""}}), "");
}

TEST(AuthResults, ListsFieldsFromTheTop) {
  const Message message =
      message_with({{"authentication-results", "one.example; spf=pass"},
                    {"Received-SPF", "fail"},
                    {"X-Authentication-Results", "no.example; spf=pass"},
                    {"Authentication-Results", "two.example; dkim=fail"}});
  const auto all = parse_auth_results(message);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].field, "authentication-results");
  EXPECT_EQ(all[1].field, "Received-SPF");
  EXPECT_EQ(all[2].authserv_id, "two.example");
  EXPECT_EQ(all[2].span, (Span{3, 4}));
  EXPECT_TRUE(parse_auth_results(Message{}).empty());
}

TEST(AuthResults, OfBrokenFields) {
  EXPECT_EQ(results(""), "");
  EXPECT_EQ(results(";;;"), "");
  EXPECT_EQ(results("=;=="), "");
  EXPECT_EQ(results("\"\"=pass; \"\""), "");
  EXPECT_EQ(results("mx.example; spf="), "mx.example: spf= ");
  EXPECT_EQ(results("mx.example; spf=pass (never closed"),
            "mx.example: spf=pass ");
}

}  // namespace
}  // namespace calspam
