// SPDX-License-Identifier: MIT
#include "report/misp.hh"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "report/sample_report.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using ::testing::SizeIs;
using Json = nlohmann::ordered_json;

Json events(const std::vector<Report>& reports) {
  return Json::parse(formatted("misp", reports))["response"];
}

TEST(MispFormat, AnEventAMessage) {
  const Json all = events({sample_report(), sample_report()});
  ASSERT_THAT(all, SizeIs(2));
  const Json& event = all[0]["Event"];
  EXPECT_EQ(event["info"], "Calendar spam: Your invoice is overdue");
  EXPECT_EQ(event["date"], "2026-11-22");
  EXPECT_EQ(event["published"], false);
  EXPECT_EQ(event["Tag"][0]["name"], "calspam:level=\"spam\"");
  EXPECT_EQ(event["Attribute"][0]["type"], "url");
  EXPECT_EQ(event["Attribute"][0]["value"], "https://pay.phish.example/x?a=1");
  EXPECT_EQ(event["Attribute"][0]["to_ids"], true);
  EXPECT_EQ(all[0], all[1]);  // ids are made of what they name
}

TEST(MispFormat, OnlyWhatWasJudged) {
  EXPECT_THAT(events({}), SizeIs(0));
  EXPECT_THAT(events({Report{}}), SizeIs(0));
  Report clean = sample_report();
  clean.verdict.level = Level::Clean;
  EXPECT_THAT(events({clean, sample_report(), clean}), SizeIs(1));
}

TEST(MispFormat, HostileStringsStayValid) {
  const std::string out = formatted("misp", {hostile_report(kHostile)});
  EXPECT_TRUE(Json::accept(out));
  for (std::string_view line : split(out, '\n'))
    EXPECT_EQ(line, printable(line));
}

}  // namespace
}  // namespace calspam
