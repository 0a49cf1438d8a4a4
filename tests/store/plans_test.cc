// SPDX-License-Identifier: MIT
// No question to a store goes through a whole table.
#include <gtest/gtest.h>

#include "store/database.hh"
#include "store/folder.hh"
#include "store/queries.hh"
#include "store/schema.hh"

namespace calspam {
namespace {

std::string plan_of(Database& database, const std::string& sql) {
  Statement statement(database, "EXPLAIN QUERY PLAN " + sql);
  std::string plan;
  while (statement.step()) {
    statement.take_number();
    statement.take_number();
    statement.take_number();
    plan += statement.take_text() + "\n";
  }
  return plan;
}

TEST(Plans, EveryQueryFindsItsRowsByAnIndex) {
  const Folder folder;
  Database database(folder.file("a.db"), Database::Mode::Write);
  prepare_schema(database);
  database.run("CREATE TEMP TABLE doomed(source INTEGER PRIMARY KEY)");
  for (const Query* query : queries()) {
    const std::string plan = plan_of(database, std::string(query->sql));
    EXPECT_NE(plan.find("SEARCH"), plan.npos) << query->name << "\n" << plan;
    EXPECT_EQ(plan.find("SCAN"), plan.npos) << query->name << "\n" << plan;
  }
  // The test can fail: this one has no index.
  EXPECT_NE(plan_of(database, "SELECT id FROM source WHERE size = 1")
                .find("SCAN source"),
            std::string::npos);
}

// Lists that may be long are read from the end of an index, not sorted.
TEST(Plans, LongListsAreNotSorted) {
  const Folder folder;
  Database database(folder.file("a.db"), Database::Mode::Write);
  prepare_schema(database);
  for (const Query* query : {&query::kByTrait, &query::kByRecipient,
                             &query::kAfter, &query::kPlaces}) {
    const std::string plan = plan_of(database, std::string(query->sql));
    EXPECT_EQ(plan.find("TEMP B-TREE FOR ORDER"), plan.npos)
        << query->name << "\n"
        << plan;
  }
}

}  // namespace
}  // namespace calspam
