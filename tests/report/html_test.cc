// SPDX-License-Identifier: MIT
#include "report/html.hh"

#include <gmock/gmock.h>

#include <set>

#include "report/html_style.hh"
#include "report/sample_report.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Each tag of a page once, its attributes without the values that differ
// between messages.
std::set<std::string> tags(std::string_view html) {
  std::set<std::string> found;
  for (auto at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
    std::string tag(html.substr(at, html.find_first_of(" >", at) - at));
    found.insert(std::move(tag));
  }
  return found;
}

TEST(HtmlFormat, PolicyForbidsAllButItsOwnStyle) {
  const std::string html = formatted("html", {sample_report()});
  EXPECT_THAT(html, HasSubstr("content=\"default-src 'none'; style-src "
                              "'sha256-"));
  EXPECT_THAT(html, HasSubstr("base-uri 'none'; form-action 'none'\""));
  EXPECT_LT(html.find("Content-Security-Policy"), html.find("<style>"));
  for (const char* never :
       {"<script", "<img", "<link", "<form", "<iframe", "style=", "url(",
        "@import", "http:", "https:", "javascript:", "data:", " on"})
    EXPECT_THAT(html.substr(0, html.find("<main>")), Not(HasSubstr(never)))
        << never;
}

TEST(HtmlFormat, HostileStringsAddNoTag) {
  const std::string attack =
      "\"'`><script>x</script><img src=x onerror=x><svg onload=x>"
      "</style></title><!--<![CDATA[&#60;b&gt;";
  std::set<std::string> honest =
      tags(formatted("html", {sample_report()}, {{"x", "y"}}));
  const std::string html =
      formatted("html", {hostile_report(attack)}, {{attack, attack}});
  for (const std::string& tag : tags(html))
    EXPECT_TRUE(honest.contains(tag)) << tag;
  EXPECT_THAT(html, Not(HasSubstr("onerror=x>")));
}

TEST(HtmlFormat, NothingTheSenderWroteActs) {
  const std::string out = formatted("html", {hostile_report(kHostile)});
  EXPECT_TRUE(is_valid_utf8(out));
  for (std::string_view line : split(out, '\n'))
    EXPECT_EQ(line, printable(line));
}

TEST(HtmlFormat, ShowsVerdictFindingPlaceTreeAndLinksDefanged) {
  const std::string html = formatted("html", {sample_report()});
  for (const char* shown :
       {"<summary><b>spam</b><i>7.5</i><span>Your invoice is overdue</span>",
        "<b>callback-number</b> asks to call &#34;+1 202 555 0101&#34;",
        "part 1.2, DESCRIPTION, line 43:12; 6.2 c.1",
        "<q>Call +1 202 555 0101 now</q>", "text/calendar, attachment",
        "missing: (2) multipart/mixed on top", "FREQ=DAILY: endless, 365",
        "hxxps://pay[.]phish[.]example/x?a=1", "mime-boundary-missing"})
    EXPECT_THAT(html, HasSubstr(shown));
}

TEST(HtmlFormat, OverviewLeadsToTheMessages) {
  const std::string html =
      formatted("html", {sample_report()}, {{"gone.eml", "cannot be opened"}});
  EXPECT_THAT(html, HasSubstr("<a href=\"#maaaaaaaaaaaa-17\">Your invoice"));
  EXPECT_THAT(html, HasSubstr("<div id=maaaaaaaaaaaa-17>"));
  EXPECT_THAT(html, HasSubstr("<div class=s><b>1</b>spam</div>"));
  EXPECT_THAT(html, HasSubstr("<td>gone.eml<td>cannot be opened"));
  EXPECT_THAT(html, HasSubstr("<td>billing@sender.example<td class=r>1"));
}

TEST(HtmlFormat, EmptyRunIsAPage) {
  const std::string html = formatted("html", {});
  EXPECT_THAT(html, HasSubstr("0 messages"));
  EXPECT_THAT(html, Not(HasSubstr("<details")));
}

TEST(HtmlFormat, WorstMessageIsBounded) {
  Report report = hostile_report(std::string(4'000, '<'));
  report.findings.resize(500, report.findings[0]);
  report.parts.resize(10'000, report.parts[0]);
  report.links.resize(100, report.links[0]);
  report.anomalies.resize(500, report.anomalies[0]);
  auto& events = report.calendars[0].events;
  events.resize(10, events[0]);
  report.calendars.resize(100, report.calendars[0]);
  std::string out;
  html_format::message({}, report, out);
  EXPECT_LT(out.size(), 48'000u);
}

TEST(HtmlStyle, NamesNothingOutside) {
  for (const char* outside : {"url", "@import", "http", "//", "expression"})
    EXPECT_EQ(html_style().find(outside), std::string_view::npos) << outside;
}

}  // namespace
}  // namespace calspam
