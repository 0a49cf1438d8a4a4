// SPDX-License-Identifier: MIT
// Every sample below testdata/rules and testdata/samples against its record.
//
//   samples_test            compares
//   samples_test --bless    rewrites the records; read them in the diff
//
// That a hit hits and a miss misses is asked of the rule's id, never of the
// record, so that blessing cannot bless a failure.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "detect/site_file.hh"
#include "engine/analyzer.hh"
#include "mail/input.hh"
#include "report/formats.hh"

namespace calspam {
namespace {

namespace fs = std::filesystem;

bool g_bless = false;

fs::path testdata() {
  return fs::path(CALSPAM_SOURCE_DIR) / "testdata";
}

// What the site.yaml beside a sample says is known while it is judged.
std::shared_ptr<const Site> site_of(const fs::path& folder) {
  const fs::path file = folder / "site.yaml";
  if (!fs::exists(file)) return nullptr;
  Result<Site> site = load_site(file.string());
  if (!site) {
    std::cerr << site.error().text() << '\n';
    std::exit(2);
  }
  return std::make_shared<const Site>(std::move(*site));
}

std::unique_ptr<Analyzer> new_analyzer(const fs::path& folder) {
  RuleOptions options;
  options.directories = {std::string(CALSPAM_SOURCE_DIR) + "/rules"};
  options.prepared = CALSPAM_BUILD_DIR "/rules.prepared";
  Result<RuleSet> rules = RuleSet::load(options);
  if (!rules) {
    std::cerr << rules.error().text() << '\n';
    std::exit(2);
  }
  AnalyzerOptions analysis;
  analysis.site = site_of(folder);
  return std::make_unique<Analyzer>(std::move(*rules), Limits{},
                                    std::move(analysis));
}

// One for all folders without a site.yaml, and one for each with.
const Analyzer& analyzer(const fs::path& folder = {}) {
  static std::map<fs::path, std::unique_ptr<Analyzer>> analyzers;
  const bool has_site = fs::exists(folder / "site.yaml");
  auto& found = analyzers[has_site ? folder : fs::path()];
  if (!found) found = new_analyzer(has_site ? folder : fs::path());
  return *found;
}

// All records of one file, as they would stand in a report.
class Records : public InputSink {
 public:
  explicit Records(const fs::path& file) : folder_(file.parent_path()) {
    InputOptions options;
    for_each_message({file.string()}, options, *this);
  }
  bool message(const RawMessage& raw) override {
    RawMessage named = raw;
    named.origin.path = fs::relative(raw.origin.path, testdata()).string();
    Report report = analyzer(folder_).analyze(named);
    std::string line;
    find_format("jsonl")->message({}, report, line);
    text_ += nlohmann::ordered_json::parse(line).dump(2) + "\n";
    reports_.push_back(std::move(report));
    return true;
  }
  bool error(const Error& error) override {
    ADD_FAILURE() << error.text();
    return true;
  }
  const std::string& text() const { return text_; }
  bool found(const std::string& id) const {
    return std::any_of(
        reports_.begin(), reports_.end(), [&](const Report& report) {
          return std::any_of(
              report.findings.begin(), report.findings.end(),
              [&](const ReportedFinding& f) { return f.finding.id == id; });
        });
  }

 private:
  fs::path folder_;
  std::string text_;
  std::vector<Report> reports_;
};

std::vector<fs::path> samples() {
  std::vector<fs::path> files;
  for (const char* folder : {"rules", "samples"}) {
    if (!fs::exists(testdata() / folder)) continue;
    for (const auto& entry :
         fs::recursive_directory_iterator(testdata() / folder))
      if (entry.is_regular_file() && entry.path().extension() != ".json" &&
          entry.path().extension() != ".yaml" &&
          entry.path().extension() != ".md")
        files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// Beside a sample of a rule; the tour of samples/ is to be scanned as it is.
fs::path record_of(const fs::path& sample) {
  const bool is_tour = sample.parent_path() == testdata() / "samples";
  const fs::path folder =
      is_tour ? testdata() / "records" : sample.parent_path();
  return folder / (sample.filename().string() + ".json");
}

class Sample : public testing::TestWithParam<fs::path> {};

TEST_P(Sample, GivesItsRecord) {
  const Records records(GetParam());
  const fs::path expected = record_of(GetParam());
  if (g_bless) {
    std::ofstream(expected, std::ios::binary) << records.text();
    return;
  }
  EXPECT_EQ(read_file(expected), records.text())
      << "run ./dev bless and read the diff";
}

TEST_P(Sample, HitsOrMissesItsRule) {
  const fs::path file = GetParam();
  const std::string name = file.filename().string();
  const fs::path folder = file.parent_path();
  if (folder.parent_path().parent_path() != testdata() / "rules") {
    // Samples of whole stories have no one rule.
    ASSERT_TRUE(file.string().find("/testdata/samples/") != std::string::npos);
    return;
  }
  const std::string id = folder.filename().string();
  const Records records(file);
  ASSERT_TRUE(name.starts_with("hit-") || name.starts_with("miss-")) << name;
  EXPECT_EQ(records.found(id), name.starts_with("hit-"))
      << id << " on " << file;
}

INSTANTIATE_TEST_SUITE_P(All, Sample, testing::ValuesIn(samples()));

TEST(Rules, HaveAHitAndAMissEach) {
  for (const Rule& rule : analyzer().rules().rules()) {
    const fs::path folder = testdata() / "rules" / rule.group / rule.id;
    std::size_t hits = 0, misses = 0;
    if (fs::exists(folder)) {
      for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(".json")) continue;
        hits += name.starts_with("hit-");
        misses += name.starts_with("miss-");
      }
    }
    EXPECT_GE(hits, 1u) << rule.id << " has no hit in " << folder;
    EXPECT_GE(misses, 1u) << rule.id << " has no miss in " << folder;
  }
}

}  // namespace
}  // namespace calspam

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (argc == 2 && std::string(argv[1]) == "--bless") calspam::g_bless = true;
  return RUN_ALL_TESTS();
}
