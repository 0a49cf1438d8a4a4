// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/database.hh"
#include "store/queries.hh"
#include "store/store.hh"

namespace calspam {

/// `name.kind` of a recipient's address; those of traits are TraitKind.
inline constexpr std::int64_t kRecipientKind = 100;

/// What is behind a Store. The statements die before the database.
struct StoreState {
  StoreState(const std::string& where, Database::Mode mode)
      : path(where), database(where, mode) {}

  /// The prepared statement of a text, ready for values.
  Statement& prepared(std::string_view sql) {
    auto& statement = statements[sql];
    if (!statement) statement = std::make_unique<Statement>(database, sql);
    return statement->reset();
  }

  std::string path;
  Database database;
  std::map<std::string_view, std::unique_ptr<Statement>> statements;
  std::vector<std::pair<Sighting, Instant>> waiting;  ///< not yet written
  std::size_t waiting_bytes = 0;
  StoreCounts counts;
};

/// A write transaction; rolled back when it dies without commit().
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(&database) {
    database.run("BEGIN IMMEDIATE");
  }
  ~Transaction() {
    if (database_ == nullptr) return;
    try {
      database_->run("ROLLBACK");
    } catch (const DatabaseFault&) {
      // SQLite has rolled back by itself: the disk is full, or gone.
    }
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit() {
    database_->run("COMMIT");
    database_ = nullptr;
  }

 private:
  Database* database_;
};

/// What `work` returns, or what SQLite said, as an Error about `path`.
template <typename Work>
auto guarded(const std::string& path, Work work) -> Result<decltype(work())> {
  try {
    return work();
  } catch (const DatabaseFault& fault) {
    return fail(path, fault.what());
  }
}

/// The bytes of hexadecimal digits; the text itself where it is none.
std::string bytes_of_hex(std::string_view hex);
std::string hex_of(std::string_view bytes);

}  // namespace calspam
