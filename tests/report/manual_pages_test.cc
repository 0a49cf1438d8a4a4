// SPDX-License-Identifier: MIT
// The generated pages against those in man/; CALSPAM_BLESS=1 rewrites them.
#include "report/manual_pages.hh"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "detect/clauses.hh"

namespace calspam {
namespace {

const std::string kSource = CALSPAM_SOURCE_DIR;

void expect_page(const std::string& name, const std::string& page) {
  const std::string path = kSource + "/man/" + name;
  if (std::getenv("CALSPAM_BLESS") != nullptr)
    std::ofstream(path, std::ios::binary) << page;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream written;
  written << in.rdbuf();
  EXPECT_EQ(written.str(), page) << name << ": ./dev bless rewrites it";
}

RuleSet rules() {
  RuleOptions options;
  options.directories = {kSource + "/rules"};
  Result<RuleSet> rules = RuleSet::load(options);
  EXPECT_TRUE(rules) << rules.error().text();
  return std::move(*rules);
}

std::vector<Clause> clauses() {
  Result<std::vector<Clause>> clauses = load_clauses(kSource + "/rules");
  EXPECT_TRUE(clauses) << clauses.error().text();
  return std::move(*clauses);
}

TEST(ManualPages, FactsAreThoseOfTheTable) {
  expect_page("calspam-facts.7", facts_manual());
}

TEST(ManualPages, ClausesAreThoseOfTheTable) {
  const auto actions = load_known_actions({kSource + "/rules"});
  ASSERT_TRUE(actions) << actions.error().text();
  expect_page("calspam-clauses.7",
              clauses_manual(clauses(), rules(), *actions));
}

TEST(ManualPages, ChecksAreThoseOfTheTables) {
  const Result<LayoutSet> layouts = load_layouts({kSource + "/rules"});
  ASSERT_TRUE(layouts) << layouts.error().text();
  expect_page("calspam-checks.7", checks_manual(*layouts));
}

TEST(Clauses, HaveEveryClauseThatARuleNames) {
  const std::vector<Clause> known = clauses();
  const RuleSet set = rules();
  for (const Rule& rule : set.rules())
    for (const std::string& named : rule.clauses)
      EXPECT_TRUE(std::any_of(
          known.begin(), known.end(),
          [&](const Clause& clause) { return same_clause(clause.id, named); }))
          << rule.file << ": no clause \"" << named << '"';
}

}  // namespace
}  // namespace calspam
