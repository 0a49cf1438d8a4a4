// SPDX-License-Identifier: MIT
#include "store/schema.hh"

#include <array>
#include <chrono>
#include <string>
#include <thread>

namespace calspam {
namespace {

// PRAGMA application_id of a store: "CALS".
constexpr std::int64_t kApplication = 0x43414C53;

// Everything hangs on `source`, the bytes of one input; the same bytes again
// only add a place. `at` is when the input arrived, as far as that is known,
// else when it was recorded: it stands in every index that a list is read
// from, so that the newest come first without sorting.
constexpr std::string_view kFirst = R"(
CREATE TABLE source(
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  mail INTEGER NOT NULL,
  at INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  channel TEXT NOT NULL,
  explain TEXT NOT NULL,
  level TEXT NOT NULL,
  score REAL NOT NULL,
  tool TEXT NOT NULL,
  rules TEXT NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE INDEX source_at ON source(at);

CREATE TABLE place(
  source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
  path TEXT NOT NULL,
  member TEXT NOT NULL,
  start INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  PRIMARY KEY (source, path, member, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE message(
  source INTEGER PRIMARY KEY REFERENCES source ON DELETE CASCADE,
  content_sha256 BLOB NOT NULL,
  message_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  date TEXT NOT NULL,
  arrival INTEGER,
  arrival_claimed INTEGER NOT NULL,
  from_address TEXT NOT NULL,
  sender TEXT NOT NULL,
  reply_to TEXT NOT NULL,
  return_path TEXT NOT NULL,
  border_ip TEXT NOT NULL,
  border_host TEXT NOT NULL,
  border_method TEXT NOT NULL,
  spf TEXT NOT NULL,
  dkim TEXT NOT NULL,
  dmarc TEXT NOT NULL,
  arc TEXT NOT NULL,
  verified TEXT NOT NULL
) STRICT;
CREATE INDEX message_by_id ON message(message_id);
CREATE INDEX message_by_content ON message(content_sha256);

CREATE TABLE event(
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  recurrence_id TEXT NOT NULL,
  sequence INTEGER,
  organizer TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_key
  ON event(uid, recurrence_id, ifnull(sequence, -1), organizer);

CREATE TABLE sighting(
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
  event INTEGER NOT NULL REFERENCES event,
  part TEXT NOT NULL,
  component TEXT NOT NULL,
  method TEXT NOT NULL,
  summary TEXT NOT NULL,
  start TEXT NOT NULL,
  dtstamp TEXT NOT NULL,
  prodid TEXT NOT NULL,
  sent_by TEXT NOT NULL,
  event_sha256 BLOB NOT NULL,
  campaign_sha256 BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX sighting_once ON sighting(source, part, event);
CREATE INDEX sighting_by_event ON sighting(event);

CREATE TABLE name(
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (kind, value)
) STRICT;

CREATE TABLE trait(
  name INTEGER NOT NULL REFERENCES name,
  at INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
  PRIMARY KEY (name, at, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX trait_by_source ON trait(source);

CREATE TABLE recipient(
  name INTEGER NOT NULL REFERENCES name,
  at INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
  role TEXT NOT NULL,
  PRIMARY KEY (name, at, source, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX recipient_by_source ON recipient(source);
)";

// kMigrations[n] leads from version n to n + 1.
constexpr std::array<std::string_view, 1> kMigrations{kFirst};

// Two that open a new file at once get in each other's way here, whatever the
// busy timeout is: SQLite does not wait for a change of the journal.
void enter_wal(Database& database) {
  for (int attempt = 0;; ++attempt) {
    try {
      Statement mode(database, "PRAGMA journal_mode = WAL");
      if (mode.step() && mode.take_text() == "wal") return;
      throw DatabaseFault("the file system cannot hold a store (no WAL)");
    } catch (const DatabaseFault&) {
      if (attempt == 200) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
  }
}

void check_ours(Database& database) {
  const bool empty = database.number("SELECT count(*) FROM sqlite_schema") == 0;
  if (!empty && database.number("PRAGMA application_id") != kApplication)
    throw DatabaseFault("is no store of calspam");
  if (database.number("PRAGMA user_version") > schema_version())
    throw DatabaseFault("was written by a newer calspam");
}

}  // namespace

int schema_version() {
  return static_cast<int>(kMigrations.size());
}

void check_schema(Database& database) {
  check_ours(database);
  if (database.number("PRAGMA user_version") < schema_version())
    throw DatabaseFault(
        "is empty or of an older calspam; 'calspam provenance record' brings "
        "it up to date");
}

void prepare_schema(Database& database) {
  check_ours(database);
  if (database.number("PRAGMA user_version") == schema_version()) return;
  database.run("PRAGMA auto_vacuum = INCREMENTAL");
  enter_wal(database);
  for (std::size_t version = 0; version < kMigrations.size(); ++version) {
    database.run("BEGIN IMMEDIATE");
    // Another process may have been faster.
    if (database.number("PRAGMA user_version") ==
        static_cast<std::int64_t>(version)) {
      database.run(std::string(kMigrations[version]));
      database.run("PRAGMA application_id = " + std::to_string(kApplication) +
                   "; PRAGMA user_version = " + std::to_string(version + 1));
    }
    database.run("COMMIT");
  }
}

}  // namespace calspam
