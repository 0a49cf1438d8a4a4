// SPDX-License-Identifier: MIT
#include "lint/template.hh"

#include <gtest/gtest.h>

#include <algorithm>

#include "lint/placeholders.hh"
#include "lint/stand_in.hh"

namespace calspam {
namespace {

using Kind = Placeholder::Kind;

std::string kinds(std::string_view text) {
  std::string out;
  for (const Placeholder& one : find_placeholders(text, 100)) {
    constexpr std::string_view kLetters = "vclbmes";
    out += kLetters[static_cast<std::size_t>(one.kind)];
  }
  return out;
}

TEST(Placeholders, KnowTheLanguages) {
  EXPECT_EQ(kinds("{{x}} {{{x}}} {{#if x}}{{else}}{{/if}} {{! c }}"), "vvcmes");
  EXPECT_EQ(kinds("{% if a %}{% elif b %}{% else %}{% endif %}{# c #}"),
            "cmmes");
  EXPECT_EQ(kinds("{% for a in b %}{{ a | f }}{% endfor %}"), "lve");
  EXPECT_EQ(kinds("{{if .A}}{{.B}}{{else}}{{end}}{{range .C}}{{end}}"),
            "cvmele");
  EXPECT_EQ(kinds("<% if a %><%= b %><% else %><% end %>"), "cvme");
  EXPECT_EQ(kinds("<% if (a) { %><%- b %><% } else { %><% } %>"), "cvme");
  EXPECT_EQ(kinds("${a} %(b)s %s #{c} *|D|* [[ e ]] __F__"), "vvvvvvv");
}

TEST(Placeholders, LeaveProseAlone) {
  EXPECT_EQ(kinds("{a} { { b } } $5 100% 20%sure %20 ## a__b__c __init__ "
                  "*bold* [link] {{}} ${} #{;}"),
            "");
}

TEST(Placeholders, NameTheirFilters) {
  const auto filters = [](std::string_view text) {
    const auto found = find_placeholders(text, 1);
    return found.empty() ? std::vector<std::string>() : found[0].filters();
  };
  EXPECT_EQ(filters("{{ a.b | ical_text | upper }}"),
            (std::vector<std::string>{"b", "icaltext", "upper"}));
  EXPECT_EQ(filters("<%= escape_ics(a) %>"),
            (std::vector<std::string>{"escapeics"}));
  EXPECT_EQ(filters("{{ ical .Title }}"), (std::vector<std::string>{"ical"}));
}

std::vector<Rendering> renderings(std::string_view text) {
  return LintTemplate(text, nullptr, {}).renderings();
}

TEST(LintTemplate, TakesEachBranch) {
  const auto all = renderings(
      "a\n{% if x %}\nb\n{% elif y %}\nc\n{% else %}\nd\n{% endif %}\ne\n");
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].bytes, "a\nb\ne\n");
  EXPECT_EQ(all[1].bytes, "a\nc\ne\n");
  EXPECT_EQ(all[2].bytes, "a\nd\ne\n");
  EXPECT_EQ(all[2].branch, "in the branch {% else %} of {% if x %}");
}

TEST(LintTemplate, LeavesABlockOut) {
  const auto all = renderings("{{#if x}}a{{#if y}}b{{/if}}{{/if}}c");
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].bytes, "abc");
  EXPECT_EQ(all[1].bytes, "ac");
  EXPECT_EQ(all[1].branch, "without {{#if y}}");
  EXPECT_TRUE(all[1].drops);
  EXPECT_EQ(all[2].bytes, "c");
}

TEST(LintTemplate, RunsLoopsOnceAndTwice) {
  const auto all = renderings("{% for a in b %}\nUID:{{ a }}\n{% endfor %}\n");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].holes.size(), 1u);
  ASSERT_EQ(all[1].holes.size(), 2u);
  const auto value = [&](std::size_t hole) {
    return slice(all[1].bytes, all[1].holes[hole]);
  };
  EXPECT_NE(value(0), value(1));
}

TEST(LintTemplate, LeadsBackToItself) {
  const std::string_view text = "ab{{ name }}cd{! !}ef";
  const auto all = renderings(text);
  ASSERT_EQ(all.size(), 1u);
  const Rendering& one = all[0];
  ASSERT_EQ(one.holes.size(), 1u);
  EXPECT_EQ(slice(text, one.in_template(one.holes[0])), "{{ name }}");
  const std::uint64_t d = one.bytes.find("cd") + 1;
  EXPECT_EQ(slice(text, one.in_template({d, d + 1})), "d");
  EXPECT_TRUE(one.is_copied({d, d + 1}));
  EXPECT_FALSE(one.is_copied({0, d}));
  EXPECT_FALSE(one.is_copied(one.holes[0]));
}

TEST(LintTemplate, UsesTheValuesItIsGiven) {
  const auto vars = parse_template_vars("a = 1\na = 2\n# b\n", "vars");
  ASSERT_TRUE(vars.has_value());
  const auto all =
      LintTemplate("{{a}}{% if b %}{% endif %}", &*vars, {}).renderings();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].bytes, "1");
  EXPECT_EQ(all[1].bytes, "2");
}

TEST(TemplateVars, SayWhichLineIsNone) {
  const auto vars = parse_template_vars("a = 1\nb\n", "vars");
  ASSERT_FALSE(vars.has_value());
  EXPECT_EQ(vars.error().where, "vars:2");
}

TEST(LintTemplate, IsBounded) {
  std::string deep;
  for (int i = 0; i < 1'000; ++i) deep += "{% if a %}";
  EXPECT_FALSE(LintTemplate(deep, nullptr, {}).complete());
  std::string wide;
  for (int i = 0; i < 1'000; ++i) wide += "{% if a %}x{% endif %}";
  EXPECT_LE(renderings(wide).size(), LintLimits{}.variants);
  EXPECT_TRUE(renderings(wide).back().leaves);
  std::string loops;
  for (int i = 0; i < 30; ++i) loops += "{% for a in b %}";
  loops += std::string(10'000, 'x');
  for (const Rendering& one : renderings(loops))
    EXPECT_LT(one.bytes.size(), 1'000'000u);
}

TEST(LintTemplate, ClosesWhatWasNotOpened) {
  EXPECT_EQ(renderings("a{% endif %}b{% else %}c").at(0).bytes, "abc");
}

TEST(LooksLikeTemplate, ByNameTagOrIdentity) {
  const LintLimits limits;
  EXPECT_TRUE(looks_like_template("a.ics.j2", "BEGIN:VCALENDAR", limits));
  EXPECT_TRUE(looks_like_template("a.ics", "UID:{{ id }}\r\n", limits));
  EXPECT_TRUE(looks_like_template("a.ics", "{% if a %}", limits));
  EXPECT_FALSE(looks_like_template("a.ics", "SUMMARY:{{ a }}\r\n", limits));
  EXPECT_FALSE(looks_like_template(
      "a.eml", "Received: x\n\nUID:{{ id }}\n{% if a %}", limits));
}

TEST(StandIn, FitsItsPlace) {
  const auto at = [](std::string_view before, std::string_view after) {
    return stand_in(field_context(before, after), 7);
  };
  EXPECT_EQ(at("DTSTART:", "\r\n"), "20300115T100000Z");
  EXPECT_EQ(at("DTSTART;TZID=Europe/Berlin:", "\r\n"), "20300115T100000");
  EXPECT_EQ(at("DTSTART;VALUE=DATE:", "\r\n"), "20300115");
  EXPECT_EQ(at("DTEND:", "T{{t}}Z\r\n"), "20300115");
  EXPECT_EQ(at("ORGANIZER:mailto:", "\r\n"), "person-7@example.com");
  EXPECT_EQ(at("ATTENDEE;PARTSTAT=", ":mailto:a@b.example"), "NEEDS-ACTION");
  EXPECT_EQ(at("Content-Type: text/calendar; method=", "\n"), "REQUEST");
  EXPECT_EQ(at("Message-ID: <", ">\n"), "id-7@example.com");
  EXPECT_EQ(at("From: Ann <", ">\n"), "person-7@example.com");
  EXPECT_EQ(at("DESCRIPTION:a\r\n b", "c\r\n"), "text-7");
}

}  // namespace
}  // namespace calspam
