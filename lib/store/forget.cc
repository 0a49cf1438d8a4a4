// SPDX-License-Identifier: MIT
#include <string>

#include "store/store.hh"
#include "store/store_state.hh"
#include "store/trait.hh"

namespace calspam {
namespace {

// Sources taken out in one transaction: others may write in between.
constexpr std::int64_t kPiece = 1'000;

// What goes, and what may be left without anybody: of these alone is looked
// whether they are still needed.
constexpr std::string_view kPrepare =
    "CREATE TEMP TABLE IF NOT EXISTS doomed(source INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE IF NOT EXISTS lone_event(event INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE IF NOT EXISTS lone_name(name INTEGER PRIMARY KEY);"
    "DELETE FROM doomed; DELETE FROM lone_event; DELETE FROM lone_name;";
constexpr std::string_view kRemove =
    "INSERT OR IGNORE INTO lone_event SELECT s.event FROM doomed d"
    " CROSS JOIN sighting s ON s.source = d.source;"
    "INSERT OR IGNORE INTO lone_name SELECT t.name FROM doomed d"
    " CROSS JOIN trait t ON t.source = d.source;"
    "INSERT OR IGNORE INTO lone_name SELECT r.name FROM doomed d"
    " CROSS JOIN recipient r ON r.source = d.source;"
    "DELETE FROM source WHERE id IN (SELECT source FROM doomed);"
    "DELETE FROM event WHERE id IN (SELECT event FROM lone_event)"
    " AND NOT EXISTS (SELECT 1 FROM sighting WHERE event = event.id);"
    "DELETE FROM name WHERE id IN (SELECT name FROM lone_name)"
    " AND NOT EXISTS (SELECT 1 FROM trait WHERE name = name.id)"
    " AND NOT EXISTS (SELECT 1 FROM recipient WHERE name = name.id);";

// Takes out what `select` finds, piece by piece, until it finds no more.
template <typename Select>
std::uint64_t forget(StoreState& state, Select select) {
  Database& database = state.database;
  std::uint64_t forgotten = 0;
  for (;;) {
    Transaction transaction(database);
    database.run(std::string(kPrepare));
    select();
    const std::int64_t doomed = database.number("SELECT count(*) FROM doomed");
    if (doomed > 0) database.run(std::string(kRemove));
    transaction.commit();
    forgotten += static_cast<std::uint64_t>(doomed);
    if (doomed < kPiece) break;
  }
  // What was deleted also stands in the journal, and pages are left over.
  database.run("PRAGMA incremental_vacuum");
  database.run("PRAGMA wal_checkpoint(TRUNCATE)");
  return forgotten;
}

}  // namespace

Result<std::uint64_t> Store::forget_before(Instant time) {
  return guarded(state_->path, [&] {
    return forget(*state_, [&] {
      state_->prepared(query::kForgetBefore.sql)
          .number(time)
          .number(kPiece)
          .finish();
    });
  });
}

Result<std::uint64_t> Store::forget_user(std::string_view address) {
  return guarded(state_->path, [&] {
    return forget(*state_, [&] {
      state_->prepared(query::kForgetUser.sql)
          .text(stored_address(address))
          .number(kPiece)
          .number(kRecipientKind)
          .finish();
    });
  });
}

}  // namespace calspam
