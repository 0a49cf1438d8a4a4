// SPDX-License-Identifier: MIT
#include "report/json.hh"

#include <gmock/gmock.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "report/sample_report.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using Json = nlohmann::ordered_json;

FormatOptions tool_options() {
  FormatOptions options;
  options.tool = {"calspam", "0.1.0", "sha256:" + std::string(64, 'b')};
  return options;
}

Json document(const std::vector<Report>& reports,
              const std::vector<InputError>& errors = {}) {
  return Json::parse(formatted("json", reports, errors, tool_options()));
}

TEST(JsonFormat, DocumentHasSchemaToolMessagesErrorsSummary) {
  const Json json =
      document({sample_report(), sample_report()}, {{"x", "is empty"}});
  EXPECT_EQ(json["schema"], "calspam.report/1");
  EXPECT_EQ(json["tool"]["version"], "0.1.0");
  EXPECT_THAT(json["messages"], SizeIs(2));
  EXPECT_EQ(json["errors"].dump(), R"([{"where":"x","what":"is empty"}])");
  EXPECT_EQ(json["summary"]["spam"], 2);
  EXPECT_EQ(json["summary"]["errors"], 1);
}

TEST(JsonFormat, EmptyRunIsADocument) {
  const Json json = document({});
  EXPECT_THAT(json["messages"], SizeIs(0));
  EXPECT_THAT(json["errors"], SizeIs(0));
}

TEST(JsonFormat, WritesMessagesAsTheyCome) {
  FormatRun run;
  std::string out;
  json_format::begin(run, out);
  out.clear();
  json_format::message(run.options, sample_report(), out);
  EXPECT_THAT(out, HasSubstr("callback-number"));
}

TEST(JsonFormat, RecordHasEveryField) {
  const Json message = document({sample_report()})["messages"][0];
  EXPECT_EQ(message["origin"].dump(),
            R"({"path":"inbox.mbox","member":null,"offset":4096,"index":17,)"
            R"("name":"inbox.mbox#17"})");
  EXPECT_EQ(message["time"].dump(),
            R"({"instant":"2026-11-22T03:10:36Z","claimed":false})");
  EXPECT_EQ(message["verdict"].dump(),
            R"({"level":"spam","score":7.5,"groups":{"content":5.0,)"
            R"("identity":2.5},"class":"attack","category":"callback",)"
            R"("certainty":"high"})");
  EXPECT_EQ(message["findings"][0]["where"].dump(),
            R"({"part":"1.2","property":"DESCRIPTION","line":43,"column":12,)"
            R"("span":[900,920]})");
  EXPECT_EQ(message["calendar"][0]["events"][0]["recurrence"].dump(),
            R"({"rule":"FREQ=DAILY","occurrences":3653,)"
            R"("occurrences_per_year":365.25,"endless":true,)"
            R"("first":["2026-11-22T10:00:00Z"]})");
  EXPECT_EQ(message["mime"][0]["span"].dump(), "[10,1200]");
  EXPECT_EQ(message["second_opinion"]["asked"], true);
}

TEST(JsonFormat, WhatIsNotKnownIsNull) {
  Report report;
  report.origin.path = "a.ics";
  report.kind = RawKind::Calendar;
  const Json message = document({report})["messages"][0];
  EXPECT_EQ(message["kind"], "calendar");
  EXPECT_TRUE(message["subject"].is_null());
  EXPECT_TRUE(message["origin"]["index"].is_null());
  EXPECT_EQ(message["time"].dump(), R"({"instant":null,"claimed":null})");
  EXPECT_EQ(message["findings"].dump(), "[]");
}

TEST(JsonFormat, NumbersAreFiniteAndShort) {
  Report report = sample_report();
  report.verdict.score = 0.1 + 0.2;
  report.calendars[0].events[0].occurrences_per_year = INFINITY;
  const std::string out = formatted("json", {report});
  EXPECT_THAT(out, HasSubstr("\"score\":0.3,"));
  EXPECT_THAT(out, HasSubstr("\"occurrences_per_year\":null"));
}

TEST(JsonFormat, HostileStringsStayValidAndDoNotAct) {
  const std::vector<Report> reports{hostile_report(kHostile)};
  const std::vector<InputError> errors{{kHostile, kHostile}};
  for (std::string_view format : {"json", "jsonl"}) {
    const std::string out = formatted(format, reports, errors, tool_options());
    EXPECT_TRUE(is_valid_utf8(out));
    for (std::string_view line : split(out, '\n'))
      EXPECT_EQ(line, printable(line));
    EXPECT_THAT(out, Not(HasSubstr("\nforged")));
  }
  const Json json = document(reports, errors);
  const std::string subject = json["messages"][0]["subject"];
  EXPECT_THAT(subject, HasSubstr("a\x1b[2J\xC2\x9B"));
  EXPECT_THAT(subject, HasSubstr("\xF3\xA0\x81\x81"));  // told, not lost
  EXPECT_THAT(subject, HasSubstr("\uFFFD"));
}

TEST(JsonFormat, OrdinaryLettersStayReadable) {
  Report report = sample_report();
  report.subject = "\u4f1a\u8b70 caf\u00e9 \U0001F4C5";
  EXPECT_THAT(formatted("json", {report}),
              HasSubstr("\"\u4f1a\u8b70 caf\u00e9 \U0001F4C5\""));
}

TEST(JsonFormat, TooManyErrorsAreCounted) {
  const std::vector<InputError> errors(10'001, {"x", "is empty"});
  const Json json = document({}, errors);
  EXPECT_THAT(json["errors"], SizeIs(10'000));
  EXPECT_EQ(json["summary"]["errors"], 10'001);
}

TEST(JsonLines, EachLineIsTypedAndHasTheSchema) {
  const std::string out = formatted("jsonl", {sample_report()},
                                    {{"x", "is empty"}}, tool_options());
  const auto lines = split(trimmed(out), '\n');
  ASSERT_THAT(lines, SizeIs(3));
  std::vector<std::string> types;
  for (std::string_view line : lines) {
    const Json json = Json::parse(line);
    EXPECT_EQ(json["schema"], "calspam.report/1");
    types.push_back(json["type"]);
  }
  EXPECT_EQ(types, (std::vector<std::string>{"message", "error", "summary"}));
}

TEST(JsonLines, MessageIsThatOfTheDocument) {
  const std::string line = formatted("jsonl", {sample_report()});
  Json of_line = Json::parse(line.substr(0, line.find('\n')));
  of_line.erase("schema");
  of_line.erase("type");
  EXPECT_EQ(of_line.dump(), document({sample_report()})["messages"][0].dump());
}

}  // namespace
}  // namespace calspam
