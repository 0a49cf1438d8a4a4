// SPDX-License-Identifier: MIT
#include "lint/settings.hh"

#include <gtest/gtest.h>

#include <algorithm>

#include "lint/baseline.hh"
#include "lint/families.hh"
#include "lint_sample.hh"

namespace calspam {
namespace {

const Check& check(std::string_view id) {
  return *find_check(id);
}

LintSelection selection(std::vector<std::string_view> select,
                        std::vector<std::string_view> ignore = {},
                        std::vector<std::string_view> levels = {}) {
  LintSelection made;
  for (const auto word : select)
    made.select.push_back(*CheckPattern::parse(word));
  for (const auto word : ignore)
    made.ignore.push_back(*CheckPattern::parse(word));
  for (const auto word : levels)
    made.levels.push_back(*LevelOverride::parse(word));
  return made;
}

TEST(LintSelection, PrefersThePreciseName) {
  EXPECT_TRUE(selection({}).selects(check("6047-02"), ""));
  EXPECT_FALSE(selection({}, {"6047"}).selects(check("6047-02"), ""));
  EXPECT_TRUE(
      selection({"method-mismatch"}, {"6047"}).selects(check("6047-02"), ""));
  EXPECT_FALSE(selection({"6047"}, {"6047"}).selects(check("6047-02"), ""));
  EXPECT_FALSE(selection({}, {"all"}).selects(check("6047-02"), ""));
  EXPECT_FALSE(selection({"A1"}).selects(check("6047-02"), ""));
}

TEST(LintSelection, RunsOptionalChecksWhenNamed) {
  const Check* optional = nullptr;
  for (const CheckFamily* family : check_families())
    for (const Check& one : family->checks)
      if (one.optional) optional = &one;
  ASSERT_NE(optional, nullptr);
  EXPECT_FALSE(selection({}).selects(*optional, ""));
  EXPECT_FALSE(selection({"all"}).selects(*optional, ""));
  EXPECT_TRUE(selection({optional->id}).selects(*optional, ""));
}

TEST(LintSelection, KnowsCells) {
  const LintSelection made =
      selection({}, {},
                {"5546=warning", "5546-T1:PUBLISH/*/ORGANIZER=note",
                 "5546-T1:PUBLISH/VEVENT/URL=off"});
  const auto level = [&](std::string_view key) {
    const LevelOverride* found = made.level(check("5546-T1"), key);
    return found == nullptr || !found->level ? std::string_view("off")
                                             : lint_level_name(*found->level);
  };
  EXPECT_EQ(level("PUBLISH/VTODO/ORGANIZER"), "note");
  EXPECT_EQ(level("REQUEST/VTODO/ORGANIZER"), "warning");
  EXPECT_EQ(level("PUBLISH/VEVENT/URL"), "off");
}

TEST(CheckPattern, RefusesWhatNamesNothing) {
  for (const char* word : {"6047-99", "604", "metod-mismatch", "6047:x", ""})
    EXPECT_FALSE(CheckPattern::parse(word).has_value()) << word;
  EXPECT_NE(CheckPattern::parse("metod-mismatch")
                .error()
                .what.find("method-mismatch"),
            std::string::npos);
  EXPECT_FALSE(LevelOverride::parse("6047-02").has_value());
  EXPECT_FALSE(LevelOverride::parse("6047-02=loud").has_value());
}

TEST(Glob, CrossesSeparatorsByTwoStarsOnly) {
  EXPECT_TRUE(glob_matches("*.eml", "a.eml", '/'));
  EXPECT_FALSE(glob_matches("*.eml", "a/b.eml", '/'));
  EXPECT_TRUE(glob_matches("old/**", "old/a/b.eml", '/'));
  EXPECT_TRUE(glob_matches("?.ics", "x.ics", '/'));
  EXPECT_FALSE(glob_matches("a*b", "a", '/'));
  // Linear enough for what a stranger can name a part.
  EXPECT_FALSE(glob_matches("*a*a*a*a*b", std::string(5'000, 'a')));
}

TEST(LintSettings, HoldForPathsAndUnderTheCommandLine) {
  const auto settings = parse_lint_settings(
      "lint-imip:\n  layout: devguide\n  fail-on: warning\n"
      "  levels: [\"6047-02=note\"]\n  paths:\n    - files: [\"old/**\"]\n"
      "      layout: any\n      ignore: [A1]\n",
      "c.yaml", *all_layouts());
  ASSERT_TRUE(settings.has_value()) << settings.error().text();
  LintOptions here, old, named;
  settings->apply("a.eml", here);
  settings->apply("old/x/a.eml", old);
  named.layout = "exchange";
  named.selection = selection({}, {}, {"6047-02=warning"});
  settings->apply("a.eml", named);
  EXPECT_EQ(here.layout, "devguide");
  EXPECT_EQ(here.fail_on, LintLevel::Warning);
  EXPECT_EQ(old.layout, "any");
  EXPECT_FALSE(old.selection.selects(check("A1-01"), ""));
  EXPECT_TRUE(here.selection.selects(check("A1-01"), ""));
  EXPECT_EQ(named.layout, "exchange");
  EXPECT_EQ(named.selection.level(check("6047-02"), "")->level,
            LintLevel::Warning);
}

TEST(LintSettings, NameTheLineOfAFault) {
  const auto fault = [](std::string_view text) {
    const auto settings = parse_lint_settings(text, "c.yaml", *all_layouts());
    return settings ? "" : settings.error().text();
  };
  EXPECT_EQ(fault("lint-imip: {}"), "");
  EXPECT_TRUE(fault("lint-imip:\n  layuot: any").starts_with("c.yaml:2"));
  EXPECT_TRUE(fault("lint-imip:\n  layout: nay").starts_with("c.yaml:2"));
  EXPECT_TRUE(fault("lint-imip:\n  ignore:\n    - A1\n    - A9")
                  .starts_with("c.yaml:4"));
  EXPECT_TRUE(fault("lint:\n  ignore: [A1]").starts_with("c.yaml:1"));
}

TEST(LintSuppressions, AreHeededUpToABound) {
  const std::string bytes =
      "From: a@host.example\r\nX-Calspam-Lint: disable=MSG-06\r\n"
      "X-Calspam-Lint: disable=MIME-01\r\n\r\nHello\r\n";
  RawMessage raw;
  raw.bytes = bytes;
  raw.full_size = bytes.size();
  const Limits limits;
  Subject subject;
  observe(subject, raw, limits, {});
  LintOptions options;
  const auto counted = [&](std::string_view id) {
    const LintReport report = lint({subject}, options);
    return std::ranges::count_if(report.rows, [&](const LintRow& row) {
      return row.check->id == id && row.counts();
    });
  };
  EXPECT_EQ(counted("MIME-01"), 0);
  EXPECT_EQ(counted("IO-03"), 0);
  options.limits.suppressions = 1;
  EXPECT_EQ(counted("MSG-06"), 0);
  EXPECT_EQ(counted("MIME-01"), 1);
  EXPECT_EQ(counted("IO-03"), 1);
}

TEST(LintBaseline, IsReadAsItIsWritten) {
  LintBaseline made;
  made.add("a b.eml", "0123456789abcdef");
  made.add("a b.eml", "0123456789abcdef");
  made.add("x\nevil", "fedcba9876543210");
  const std::string text = baseline_text(made);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
  const auto read = parse_baseline(text, "b");
  ASSERT_TRUE(read.has_value()) << read.error().text();
  EXPECT_EQ(read->inputs, made.inputs);
  EXPECT_NE(read->find("x\nevil"), nullptr);
  EXPECT_EQ(read->find("other"), nullptr);
}

TEST(LintBaseline, RefusesOtherFiles) {
  EXPECT_FALSE(parse_baseline("", "b").has_value());
  EXPECT_FALSE(parse_baseline("{}", "b").has_value());
  const std::string first = baseline_text({});
  EXPECT_TRUE(parse_baseline(first, "b").has_value());
  EXPECT_EQ(parse_baseline(first + "zzz\n", "b").error().where, "b:2");
  EXPECT_FALSE(parse_baseline(first + "0123456789abcdef 0 x\n", "b"));
}

}  // namespace
}  // namespace calspam
