// SPDX-License-Identifier: MIT
// Every sample below testdata/lint/<id>: hit-* must give the id, miss-* must
// not. How one is linted stands in a file of its name with .yaml behind it
// (testdata/README.md).
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "lint/families.hh"
#include "lint/lint.hh"
#include "lint_sample.hh"

namespace calspam {
namespace {

namespace fs = std::filesystem;

fs::path testdata() {
  return fs::path(CALSPAM_SOURCE_DIR) / "testdata" / "lint";
}

bool is_sample(const fs::path& path) {
  const std::string name = path.filename().string();
  return (name.starts_with("hit-") || name.starts_with("miss-")) &&
         !name.ends_with(".yaml");
}

std::vector<fs::path> samples() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(testdata()))
    if (entry.is_regular_file() && is_sample(entry.path()))
      files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

// Checks that cannot have a hit or a miss, with the reason: "IO-99 hit: why".
std::map<std::string, std::string> without_samples() {
  std::map<std::string, std::string> reasons;
  std::ifstream in(testdata() / "without_samples.txt");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    const std::size_t colon = line.find(": ");
    if (colon == line.npos || colon + 2 >= line.size())
      ADD_FAILURE() << "no reason given: " << line;
    else
      reasons[line.substr(0, colon)] = line.substr(colon + 2);
  }
  return reasons;
}

class LintSamples : public testing::TestWithParam<fs::path> {};

TEST_P(LintSamples, HitsOrMisses) {
  const fs::path file = GetParam();
  const std::string id = file.parent_path().filename().string();
  const Check* check = find_check(id);
  if (check == nullptr) GTEST_SKIP() << "no check is called " << id;
  const LintSample sample(file);
  const bool found = std::ranges::any_of(
      sample.report().rows,
      [&](const LintRow& row) { return row.check->id == id && row.counts(); });
  const bool is_hit = file.filename().string().starts_with("hit-");
  EXPECT_EQ(found, is_hit) << file << "\n" << sample.text();
}

// A miss is mail that the check has something to look at: it must not be
// unreadable.
TEST_P(LintSamples, MissesCanBeRead) {
  const fs::path file = GetParam();
  if (!file.filename().string().starts_with("miss-")) return;
  if (file.parent_path().filename() == "IO-01") return;
  const LintSample sample(file);
  for (const LintRow& row : sample.report().rows)
    EXPECT_NE(row.check->id, "IO-01") << sample.text();
}

std::string name_of(const testing::TestParamInfo<fs::path>& info) {
  std::string name = info.param.parent_path().filename().string() + "_" +
                     info.param.filename().string();
  std::ranges::replace_if(
      name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, LintSamples, testing::ValuesIn(samples()),
                         name_of);

TEST(LintChecks, HaveAHitAndAMissEach) {
  const auto reasons = without_samples();
  const std::vector<fs::path> files = samples();
  const auto count = [&](std::string_view id, std::string_view prefix) {
    return std::ranges::count_if(files, [&](const fs::path& file) {
      return file.parent_path().filename() == id &&
             file.filename().string().starts_with(prefix);
    });
  };
  for (const CheckFamily* family : check_families())
    for (const Check& check : family->checks)
      for (const std::string kind : {"hit", "miss"}) {
        const bool excused =
            reasons.contains(std::string(check.id) + " " + kind);
        const auto number = count(check.id, kind + "-");
        EXPECT_TRUE(number > 0 || excused)
            << check.id << " has no " << kind << "-* in testdata/lint";
        EXPECT_FALSE(number > 0 && excused)
            << check.id << " is listed in without_samples.txt, but has one";
      }
}

TEST(LintChecks, SayWhatTheyAre) {
  std::map<std::string_view, int> names;
  for (const CheckFamily* family : check_families())
    for (const Check& check : family->checks) {
      EXPECT_TRUE(check.id.starts_with(family->name)) << check.id;
      EXPECT_FALSE(check.clause.empty()) << check.id;
      EXPECT_FALSE(check.summary.empty()) << check.id;
      EXPECT_FALSE(check.summary.ends_with('.')) << check.id;
      EXPECT_TRUE(check.why.ends_with('.')) << check.id;
      EXPECT_TRUE(check.fix.ends_with('.')) << check.id;
      EXPECT_EQ(
          check.slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
          check.slug.npos)
          << check.id;
      EXPECT_EQ(++names[check.id], 1) << check.id;
      EXPECT_EQ(++names[check.slug], 1) << check.slug;
    }
}

TEST(LintChecks, ShadowChecksThatExist) {
  for (const CheckFamily* family : check_families())
    for (const Check& check : family->checks) {
      std::istringstream words{std::string(check.shadows)};
      for (std::string word; words >> word;) {
        if (word.ends_with("/part")) word.resize(word.size() - 5);
        EXPECT_TRUE(CheckPattern::parse(word).has_value())
            << check.id << " shadows " << word;
      }
    }
}

}  // namespace
}  // namespace calspam
