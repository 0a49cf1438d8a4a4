// SPDX-License-Identifier: MIT
#include "report/html.hh"

#include <gmock/gmock.h>

#include <set>

#include "report/compared.hh"
#include "report/html_brief.hh"
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
  EXPECT_THAT(formatted("html", {sample_report()}),
              Not(HasSubstr("Look at first")));
  EXPECT_THAT(html, HasSubstr("<a href=\"#maaaaaaaaaaaa-17\">Your invoice"));
  EXPECT_THAT(html, HasSubstr("<div id=maaaaaaaaaaaa-17>"));
  EXPECT_THAT(html, HasSubstr("<div class=s><b>1</b>spam</div>"));
  EXPECT_THAT(html, HasSubstr("<td>gone.eml<td>cannot be opened"));
  EXPECT_THAT(html, HasSubstr("<td>billing@sender.example<td class=r>1"));
}

TEST(HtmlFormat, ShowsAdviceWhereItWasAskedFor) {
  Report report = sample_report();
  EXPECT_THAT(formatted("html", {report}), Not(HasSubstr("What to do")));
  Advice advice;
  advice.actions.push_back({"x", "7 action a", Role::DestinationCalendar,
                            Certainty::Low, false, "none", "hold <it>"});
  advice.gate =
      Gate{Gate::Insert::Deny, {"judged <as> spam"}, "none", false, {}};
  report.advice = advice;
  const std::string html = formatted("html", {report});
  EXPECT_THAT(html, HasSubstr("<td>destination-calendar<td>hold &lt;it&gt; "
                              "<small>7 action a</small>"));
  EXPECT_THAT(html, HasSubstr("deny <small>judged &lt;as&gt; spam</small>"));
}

TEST(HtmlFormat, SectionsAreFoldedUnlessTheyAreToStandOpen) {
  EXPECT_THAT(formatted("html", {sample_report()}),
              HasSubstr("<details class=s><summary>"));
  FormatOptions options;
  options.unfolded = true;
  EXPECT_THAT(formatted("html", {sample_report()}, {}, options),
              HasSubstr("<details class=s open><summary>"));
}

TEST(HtmlFormat, EmptyRunIsAPage) {
  const std::string html = formatted("html", {});
  EXPECT_THAT(html, HasSubstr("0 messages"));
  EXPECT_THAT(html, Not(HasSubstr("<details")));
}

Report worst_report() {
  Report report = hostile_report(std::string(4'000, '<'));
  report.findings.resize(500, report.findings[0]);
  report.parts.resize(10'000, report.parts[0]);
  report.links.resize(100, report.links[0]);
  report.anomalies.resize(500, report.anomalies[0]);
  auto& events = report.calendars[0].events;
  events.resize(10, events[0]);
  report.calendars.resize(100, report.calendars[0]);
  PartComparison comparison;
  const std::string value(240, '<');
  comparison.calendars.resize(100, {value, ""});
  comparison.disagreements.resize(
      40, {value, value, std::vector<std::string>(6, value)});
  report.comparison =
      std::make_shared<const PartComparison>(std::move(comparison));
  return report;
}

TEST(HtmlFormat, WorstMessageIsBounded) {
  std::string out;
  html_format::message({}, worst_report(), out);
  EXPECT_LT(out.size(), 60'000u);
}

TEST(HtmlFormat, AThousandOfTheWorstMessagesStayUnderTwoMegabytes) {
  const Format& html = *find_format("html");
  Report report = worst_report();
  std::string section;
  html.message({}, report, section);
  FormatRun run;
  std::string out;
  html.begin(run, out);
  std::size_t sections = 0;
  for (std::size_t i = 0; i < 1'000; ++i) {
    report.origin.index = i;
    report.verdict.level = static_cast<Level>(i % 5);
    std::string shown;
    add_message(html, run, section, html.digest(report), shown);
    if (shown.find("<details class=") != shown.npos) ++sections;
    // In brief it still is what the overview leads to.
    if (shown.find("In brief, so that the page stays small") != shown.npos) {
      EXPECT_THAT(shown, HasSubstr("<div id=" + message_anchor(report) + ">"));
    }
    out += shown;
  }
  html.end(run, Summary{.messages = 1'000}, out);
  EXPECT_EQ(sections, 1'000u);
  EXPECT_LT(out.size(), 2'000'000u);
  EXPECT_THAT(out, HasSubstr("In brief, so that the page stays small"));
}

TEST(HtmlFormat, OrdinaryMessagesAreShownInFull) {
  const std::string html =
      formatted("html", std::vector<Report>(200, sample_report()));
  EXPECT_THAT(html, Not(HasSubstr("In brief, so that")));
}

TEST(HtmlBrief, HoldsTheHeadlineAndTheFindingsEscaped) {
  Report report = sample_report();
  report.subject = "<script>x</script>";
  const std::string brief = html_brief(overview_digest(report));
  EXPECT_THAT(brief, HasSubstr("<details class=s><summary><b>spam</b><i>7.5</i>"
                               "<span>&lt;script&gt;"));
  EXPECT_THAT(brief, HasSubstr("<div id=maaaaaaaaaaaa-17><p><b>callback-number"
                               "</b>"));
  EXPECT_LE(html_brief(overview_digest(worst_report())).size(), 1'100u);
  for (const char* wrong :
       {"", "m", "x\t1\t2\tma\tb\tc", "m\t1\t2\tm><script>\tb\tc\n"})
    EXPECT_EQ(html_brief(wrong), "");
}

TEST(HtmlFormat, PutsCalendarPartsSideBySide) {
  Report report = sample_report();
  report.comparison = std::make_shared<const PartComparison>(PartComparison{
      {{"1.1", ""}, {"1.2", ""}, {"1.3", "1.2"}},
      {{"SUMMARY", "", {"Planning", "Pay at https://pay.phish.example/x"}}}});
  const std::string html = formatted("html", {report});
  EXPECT_THAT(html, HasSubstr("part 1.3 says the same as part 1.2"));
  EXPECT_THAT(html,
              HasSubstr("<table><tr><th><th>part 1.1<th>part 1.2<tr><td>"
                        "SUMMARY<td>Planning<td>Pay at hxxps://pay[.]phish"));
}

TEST(HtmlStyle, NamesNothingOutside) {
  for (const char* outside : {"url", "@import", "http", "//", "expression"})
    EXPECT_EQ(html_style().find(outside), std::string_view::npos) << outside;
}

}  // namespace
}  // namespace calspam
