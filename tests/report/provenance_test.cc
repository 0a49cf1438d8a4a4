// SPDX-License-Identifier: MIT
#include "provenance/provenance.hh"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "report/json_provenance.hh"
#include "report/provenance_formats.hh"

namespace calspam {
namespace {

// What a terminal obeys: an escape sequence, a C1 control, a bidi override.
const std::string kActing = "\x1b]0;x\x07\xc2\x9b\xe2\x80\xae\"<>&\\`#|";

Report traced(const std::string& bytes) {
  RawMessage raw;
  raw.origin.path = "test \"" + kActing;
  raw.bytes = bytes;
  raw.full_size = bytes.size();
  const Limits limits;
  Subject subject;
  observe(subject, raw, limits, {});
  Report report;
  report.origin = raw.origin;
  report.provenance = std::make_shared<const Provenance>(
      trace(subject, {}, {{}, "calspam 0", "sha256:0"}));
  return report;
}

std::string hostile_mail() {
  return "Received: from \"" + kActing +
         "\" (relay.sender.example [192.0.2.7]) by mx.example.com with ESMTP" +
         kActing +
         " id 1;\r\n\tMon, 2 Nov 2026 10:00:02 +0000\r\n"
         "Received: from pc ([10.0.0.1]) by relay.sender.example (Postfix)\r\n"
         "\twith ESMTPSA id 2; Mon, 2 Nov 2026 10:00:00 +0000\r\n"
         "Authentication-Results: mx.example.com; spf=pass" +
         kActing + "\r\nFrom: " + kActing +
         " <ann@sender.example>\r\nTo: bob@example.com\r\nSubject: " + kActing +
         "\r\nMessage-ID: <" + kActing +
         "@x>\r\nDate: Mon, 2 Nov 2026 10:00:00 +0000\r\n"
         "Content-Type: text/calendar; method=REQUEST\r\n\r\n"
         "BEGIN:VCALENDAR\r\nPRODID:" +
         kActing + "\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:" + kActing +
         "\r\nSUMMARY:" + kActing +
         "\r\nORGANIZER;X-\x1b\x07\xc2\x9b\xe2\x80\xae=1;CN=" + kActing +
         ":mailto:ann@sender.example\r\nX-A:" + kActing +
         "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

std::string printed(std::string_view format, const Report& report,
                    std::size_t width = 100) {
  FormatOptions options;
  options.width = width;
  std::string out;
  find_provenance_format(format)->message(options, report, out);
  return out;
}

bool acts(std::string_view text) {
  return text.find('\x1b') != text.npos || text.find('\x07') != text.npos ||
         text.find("\xc2\x9b") != text.npos ||
         text.find("\xe2\x80\xae") != text.npos;
}

TEST(ProvenanceFormats, ActOnNothing) {
  const Report report = traced(hostile_mail());
  for (const Format& format : provenance_formats()) {
    const std::string out = printed(format.name, report);
    EXPECT_FALSE(out.empty()) << format.name;
    EXPECT_FALSE(acts(out)) << format.name;
  }
}

TEST(ProvenanceText, DrawsTheBorderBelowWhatOurSideWrote) {
  const std::string text = printed("text", traced(hostile_mail()));
  const auto border = text.find("--- the border: what stands below is claimed");
  ASSERT_NE(border, text.npos);
  EXPECT_LT(text.find("192.0.2.7"), border);
  EXPECT_GT(text.find("10.0.0.1"), border);
  for (const std::string_view section :
       {"\nPath\n", "\nAuthentication\n", "\nCalendar\n", "\nFindings\n",
        "\nCheckpoints (CC/R 18003 4.1)\n", "\nCustody\n"})
    EXPECT_NE(text.find(section), text.npos) << section;
}

TEST(ProvenanceText, FitsNarrowTerminals) {
  const std::string text = printed("text", traced(hostile_mail()), 60);
  EXPECT_NE(text.find("Findings"), text.npos);
}

TEST(ProvenanceHtml, HasAPartWithTheBorder) {
  const std::string html = printed("html", traced(hostile_mail()));
  EXPECT_NE(html.find("<h3>Where it came from</h3>"), html.npos);
  const auto border = html.find("<b>the border</b>");
  ASSERT_NE(border, html.npos);
  EXPECT_LT(html.find("192.0.2.7"), border);
  EXPECT_GT(html.rfind("10.0.0.1"), border);
}

// Quotes and backslashes cannot end a label.
TEST(ProvenanceDot, LabelsStayWithinTheirQuotes) {
  const std::string dot = printed("dot", traced(hostile_mail()));
  std::size_t braces = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < dot.size(); ++i) {
    if (quoted && dot[i] == '\\') {
      ++i;
    } else if (dot[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && (dot[i] == '{' || dot[i] == '}')) {
      ++braces;
    } else if (!quoted) {
      EXPECT_NE(dot[i], '`') << i;
    }
  }
  EXPECT_FALSE(quoted);
  EXPECT_EQ(braces, 6u);  // the graph and two clusters
  EXPECT_NE(dot.find("color=red"), dot.npos);
}

TEST(ProvenanceMermaid, WritesMarkupAsEntities) {
  const std::string text = printed("mermaid", traced(hostile_mail()));
  EXPECT_NE(text.find("h1 ==>"), text.npos);
  EXPECT_EQ(text.find('`'), text.npos);
  // A label is quoted and holds no quote.
  std::size_t at = 0;
  while ((at = text.find("[\"", at)) != text.npos) {
    const auto end = text.find("\"]", at + 2);
    ASSERT_NE(end, text.npos);
    EXPECT_EQ(text.substr(at + 2, end - at - 2).find('"'), std::string::npos);
    at = end;
  }
}

TEST(ProvenanceJson, IsOneBlockWithWhatIsUnknownAsNull) {
  const auto json =
      nlohmann::json::parse(provenance_json(traced(hostile_mail())));
  EXPECT_EQ(json["schema"], "calspam.provenance/1");
  EXPECT_EQ(json["source"]["tool"], "calspam 0");
  EXPECT_EQ(json["path"]["boundary"]["ip"], "192.0.2.7");
  EXPECT_EQ(json["path"]["hops"].size(), 2u);
  EXPECT_EQ(json["path"]["hops"][1]["zone"], "claimed");
  EXPECT_EQ(json["path"]["hops"][1]["submission"], "smtp-auth");
  EXPECT_TRUE(json["path"]["hops"][1]["account"].is_null());
  EXPECT_EQ(json["checkpoints"].size(), 6u);
  EXPECT_EQ(json["calendar"][0]["method"], "REQUEST");
  EXPECT_TRUE(json["authentication"]["verified"]["arc"].is_null());
  Report none;
  EXPECT_EQ(provenance_json(none), "{}");
}

TEST(ProvenanceFormats, PrintNothingWithoutABlock) {
  for (const std::string_view name : {"text", "dot", "mermaid"})
    EXPECT_EQ(printed(name, Report()), "");
  EXPECT_EQ(find_provenance_format("csv"), nullptr);
}

}  // namespace
}  // namespace calspam
