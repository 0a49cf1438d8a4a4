// SPDX-License-Identifier: MIT
#include "mail/address.hh"

#include <gtest/gtest.h>

#include <chrono>

namespace calspam {
namespace {

// One line an address: "name|local@domain".
std::string read(std::string_view value, std::size_t most = 1024) {
  Limits limits;
  limits.addresses = most;
  std::string text;
  for (const Address& address : parse_addresses(value, limits)) {
    if (!text.empty()) text += '\n';
    text += address.display_name + "|" + address.spec();
  }
  return text;
}

std::string uri(std::string_view value) {
  return parse_calendar_address(value).spec();
}

TEST(Address, OfTheUsualForms) {
  EXPECT_EQ(read("bob@example.org"), "|bob@example.org");
  EXPECT_EQ(read("Bob Ross <bob@Example.ORG>"), "Bob Ross|bob@example.org");
  EXPECT_EQ(read("\"Ross, Bob\" <bob@example.org>"),
            "Ross, Bob|bob@example.org");
  EXPECT_EQ(read("a@example.org, B <b@example.net>,\r\n\tc@example.com"),
            "|a@example.org\nB|b@example.net\n|c@example.com");
  EXPECT_EQ(read(""), "");
  EXPECT_EQ(read(" ,, ; "), "");
}

TEST(Address, KeepsTheSpellingOfTheLocalPart) {
  EXPECT_EQ(read("Bob.Ross+Tag@EXAMPLE.org"), "|Bob.Ross+Tag@example.org");
  EXPECT_EQ(read("\"bob ross\"@example.org"), "|bob ross@example.org");
  EXPECT_EQ(read("\"a@b\"@example.org"), "|a@b@example.org");
  EXPECT_EQ(parse_addresses("\"a@b\"@example.org", {})[0].domain,
            "example.org");
}

TEST(Address, DropsCommentsAndFlattensGroups) {
  EXPECT_EQ(read("bob (in (deep) peace) @ example.org (home)"),
            "|bob@example.org");
  EXPECT_EQ(read("Team: a@example.org, B <b@example.org>;, c@example.net"),
            "|a@example.org\nB|b@example.org\n|c@example.net");
  EXPECT_EQ(read("Undisclosed recipients:;"), "");
  EXPECT_EQ(read("bob(a \\) b)@example.org"), "|bob@example.org");
}

TEST(Address, SkipsObsoleteRoutesAndSpace) {
  EXPECT_EQ(read("<@a.example,@b.example:bob@example.org>"),
            "|bob@example.org");
  EXPECT_EQ(read("john . doe @ example . org"), "|john.doe@example.org");
  EXPECT_EQ(read("<bob@example.org.>"), "|bob@example.org");
  EXPECT_EQ(read("bob@[192.0.2.1]"), "|bob@[192.0.2.1]");
  EXPECT_EQ(read("bob@[IPv6:2001:db8::1], x@example.org"),
            "|bob@[ipv6:2001:db8::1]\n|x@example.org");
}

TEST(Address, DecodesEncodedWordsInNames) {
  EXPECT_EQ(read("=?utf-8?q?J=C3=BCrgen?= =?utf-8?q?_M?= <j@example.org>"),
            "Jürgen M|j@example.org");
  // the comma belongs to the word
  EXPECT_EQ(read("=?utf-8?q?Doe,_J=C3=BC?= <j@example.org>"),
            "Doe, Jü|j@example.org");
  EXPECT_EQ(read("\"=?utf-8?b?SsO8?=\" <j@example.org>"), "Jü|j@example.org");
  EXPECT_EQ(read("=?utf-8?q?a@example.org?= <b@example.net>"),
            "a@example.org|b@example.net");
}

TEST(Address, KeepsBrokenPiecesAsNames) {
  EXPECT_EQ(read("just a name"), "just a name|");
  EXPECT_EQ(read("Bob <>"), "Bob|");
  EXPECT_EQ(read("Bob <bob>"), "Bob|bob");
  EXPECT_EQ(read("\"never closed <a@example.org>"),
            "\"never closed|a@example.org");
  EXPECT_EQ(read("(never closed <a@example.org>"),
            "(never closed|a@example.org");
  EXPECT_EQ(read("Bob <a@example.org, C <c@example.org>"),
            "Bob|a@example.org\nC|c@example.org");
  EXPECT_EQ(read("<<a@example.org>>"), "|a@example.org");
}

TEST(Address, ReadsAllWhereReadersDiffer) {
  // Some show the first, some mail the last.
  EXPECT_EQ(read("Bob <shown@example.org> <real@example.net>"),
            "Bob|shown@example.org\n|real@example.net");
  EXPECT_EQ(read("a@example.org b@example.net"),
            "|a@example.org\n|b@example.net");
  EXPECT_EQ(read("a@example.org <b@example.net>"),
            "a@example.org|b@example.net");
  EXPECT_EQ(read("<mailto:a@example.org>"), "|a@example.org");
}

TEST(Address, IsBoundedInNumberAndTime) {
  std::string many;
  for (int i = 0; i < 50'000; ++i) many += "a@b.example,";
  EXPECT_EQ(parse_addresses(many, {}).size(), 1024u);
  EXPECT_EQ(read(many, 1), "|a@b.example");

  const auto start = std::chrono::steady_clock::now();
  Limits wide;
  wide.header_value_bytes = 4u << 20;
  for (const std::string_view unit :
       {"a:b:", "(", "\"", "<", "<a,", "=?", "=?a?b?", "[", "\\", "@", "((a)",
        "<a@b", "a@b;", ">", "\" ", "a . "}) {
    std::string hostile;
    while (hostile.size() < 300'000) hostile += unit;
    parse_addresses(hostile, wide);
  }
  // Quadratic reading of any of them would take minutes.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::minutes(1));
}

TEST(Address, SurvivesAnyByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  for (std::size_t from = 0; from < 256; ++from) {
    parse_addresses(bytes.substr(from) + bytes.substr(0, from), {});
  }
}

TEST(CalendarAddress, OfMailtoUris) {
  EXPECT_EQ(uri("mailto:bob@example.org"), "bob@example.org");
  EXPECT_EQ(uri("MAILTO:Bob@Example.ORG"), "Bob@example.org");
  EXPECT_EQ(uri("mailto:bob@example.org?subject=x@y"), "bob@example.org");
  EXPECT_EQ(uri("mailto:bob%40example.org"), "bob@example.org");
  EXPECT_EQ(uri("mailto:mailto:bob@example.org"), "bob@example.org");
  EXPECT_EQ(uri(" \"mailto:bob@example.org\" "), "bob@example.org");
  EXPECT_EQ(uri("mailto:<bob@example.org>"), "bob@example.org");
  EXPECT_EQ(uri("mailto:a@example.org,b@example.net"), "a@example.org");
}

TEST(CalendarAddress, OfBareAddresses) {
  EXPECT_EQ(uri("bob@example.org"), "bob@example.org");
  EXPECT_EQ(uri("'bob@example.org'"), "bob@example.org");
}

TEST(CalendarAddress, OfNothingElse) {
  EXPECT_EQ(uri("invalid:nomail"), "");
  EXPECT_EQ(uri("https://bob@example.org/"), "");
  EXPECT_EQ(uri("urn:uuid:5f3a"), "");
  EXPECT_EQ(uri("mailto:"), "");
  EXPECT_EQ(uri("mailto:bob"), "");
  EXPECT_EQ(uri("bob"), "");
  EXPECT_EQ(uri(""), "");
  EXPECT_EQ(uri("mailto:%"), "");
}

}  // namespace
}  // namespace calspam
