// SPDX-License-Identifier: MIT
#include "report/indicators.hh"

#include <gmock/gmock.h>

#include "report/sample_report.hh"

namespace calspam {
namespace {

std::string dump(const Report& report) {
  std::string out;
  for (const Indicator& found : indicators(report))
    out += std::string(indicator_kind_name(found.kind)) + " " + found.value +
           " (" + found.comment + ")\n";
  return out;
}

TEST(Indicators, AreWhatASenderIsKnownBy) {
  const std::string hash(64, 'a'), part(64, 'c');
  EXPECT_EQ(dump(sample_report()),
            "url https://pay.phish.example/x?a=1 (link (html))\n"
            "domain phish.example (domain of a link)\n"
            "address billing@sender.example (From)\n"
            "phone +12025550101 (telephone number)\n"
            "sha256 " +
                hash +
                " (message)\n"
                "sha256 " +
                part +
                " (calendar part)\n"
                "uid 1@sender.example (VEVENT)\n");
}

TEST(Indicators, CleanMessageGivesNone) {
  Report report = sample_report();
  for (Level level : {Level::None, Level::Clean, Level::Unknown}) {
    report.verdict.level = level;
    EXPECT_EQ(dump(report), "");
  }
}

TEST(Indicators, EachOnceAndNoRecipient) {
  Report report = sample_report();
  report.links.push_back(report.links.front());
  report.links.push_back(
      {"mailto:you@example.org", "", "", "", {}, "html", "", false, {}});
  const std::string text = dump(report);
  EXPECT_EQ(text.find("pay.phish"), text.rfind("pay.phish"));
  EXPECT_THAT(text, ::testing::Not(::testing::HasSubstr("you@example.org")));
}

TEST(AddressOf, IsTheAddrSpec) {
  EXPECT_EQ(address_of("A <X@A.example>"), "x@a.example");
  EXPECT_EQ(address_of("\"a@b\" <x@a.example>"), "x@a.example");
  EXPECT_EQ(address_of("x@a.example"), "x@a.example");
  for (const char* none : {"", "x", "<", "<x", "@a", "a@", "a, b@c.example"})
    EXPECT_EQ(address_of(none), "") << none;
}

}  // namespace
}  // namespace calspam
