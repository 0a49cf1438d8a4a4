// SPDX-License-Identifier: MIT
#include "report/stix.hh"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>

#include "report/sample_report.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;
using Json = nlohmann::ordered_json;

Json bundle(const std::vector<Report>& reports) {
  return Json::parse(formatted("stix", reports));
}

Json only(const Json& bundle, std::string_view type) {
  Json found = Json::array();
  for (const Json& object : bundle["objects"])
    if (object["type"] == type) found.push_back(object);
  return found;
}

TEST(StixFormat, BundleOfIndicatorsObservablesNoteAndReport) {
  const Json json = bundle({sample_report()});
  EXPECT_EQ(json["type"], "bundle");
  EXPECT_THAT(std::string(json["id"]), StartsWith("bundle--"));
  EXPECT_THAT(only(json, "identity"), SizeIs(1));
  EXPECT_THAT(only(json, "indicator"), SizeIs(5));
  EXPECT_EQ(only(json, "indicator")[0]["pattern"],
            "[url:value = 'https://pay.phish.example/x?a=1']");
  EXPECT_EQ(only(json, "url")[0]["value"], "https://pay.phish.example/x?a=1");
  EXPECT_THAT(std::string(only(json, "note")[0]["content"]),
              HasSubstr("phone +12025550101\n"));
  EXPECT_EQ(only(json, "report")[0]["published"], "2026-11-22T03:10:36Z");
}

TEST(StixFormat, ReferencesLeadToObjects) {
  const Json json = bundle({sample_report()});
  std::set<std::string> ids;
  for (const Json& object : json["objects"]) ids.insert(object["id"]);
  for (const Json& object : json["objects"]) {
    if (!object.contains("object_refs")) continue;
    for (const Json& id : object["object_refs"])
      EXPECT_TRUE(ids.contains(id)) << id;
  }
}

// STIX 2.1, 2.9: UUIDv5 of {"value":"..."} in the namespace of the standard.
TEST(StixFormat, IdOfAnObservableIsThatOfTheStandard) {
  EXPECT_EQ(only(bundle({sample_report()}), "domain-name")[0]["id"],
            "domain-name--bc43cbce-d739-54d4-ba75-5216ab27858e");
}

TEST(StixFormat, SameRunSameBytesAndOtherRunOtherBundle) {
  EXPECT_EQ(formatted("stix", {sample_report()}),
            formatted("stix", {sample_report()}));
  EXPECT_NE(bundle({sample_report()})["id"],
            bundle({sample_report(), sample_report()})["id"]);
}

TEST(StixFormat, CleanRunIsABundle) {
  EXPECT_THAT(bundle({Report{}})["objects"], SizeIs(1));
}

TEST(StixFormat, PatternsCannotBeLeft) {
  Report report = sample_report();
  report.links[0].url = "https://a.example/' OR url:value LIKE '%\\";
  EXPECT_EQ(only(bundle({report}), "indicator")[0]["pattern"],
            "[url:value = 'https://a.example/\\' OR url:value LIKE "
            "\\'%\\\\']");
  EXPECT_TRUE(Json::accept(formatted("stix", {hostile_report(kHostile)})));
}

}  // namespace
}  // namespace calspam
