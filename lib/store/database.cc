// SPDX-License-Identifier: MIT
#include "store/database.hh"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace calspam {
namespace {

// How long a writer waits for another one's batch.
constexpr int kBusyMilliseconds = 60'000;

// SQLite would make it readable by all; the files beside it (-wal, -shm) are
// made like it.
void make_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0) throw DatabaseFault(std::strerror(errno));
  ::close(file);
}

void must(sqlite3* database, int result) {
  if (result != SQLITE_OK) throw DatabaseFault(sqlite3_errmsg(database));
}

}  // namespace

struct Database::Handle {
  sqlite3* database = nullptr;
  ~Handle() { sqlite3_close_v2(database); }
};

struct Statement::Handle {
  sqlite3* database = nullptr;
  sqlite3_stmt* statement = nullptr;
  ~Handle() { sqlite3_finalize(statement); }
};

Database::Database(const std::string& path, Mode mode)
    : handle_(std::make_unique<Handle>()) {
  if (mode == Mode::Write) make_file(path);
  if (::access(path.c_str(), F_OK) != 0)
    throw DatabaseFault(std::strerror(errno));
  // Readers too need to write: WAL keeps an index beside the file.
  const int opened = sqlite3_open_v2(
      path.c_str(), &handle_->database,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
      nullptr);
  if (handle_->database == nullptr) throw std::bad_alloc();
  must(handle_->database, opened);
  sqlite3_busy_timeout(handle_->database, kBusyMilliseconds);
  // A store that somebody else prepared must not run what its schema says.
  sqlite3_db_config(handle_->database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0,
                    nullptr);
  run("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; "
      "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; "
      "PRAGMA cache_size = -131072; PRAGMA wal_autocheckpoint = 16384");
}

Database::~Database() = default;

void Database::run(const std::string& sql) {
  must(handle_->database,
       sqlite3_exec(handle_->database, sql.c_str(), nullptr, nullptr, nullptr));
}

std::int64_t Database::number(const std::string& sql) {
  Statement statement(*this, sql);
  return statement.step() ? statement.take_number() : 0;
}

std::int64_t Database::last_row() const {
  return sqlite3_last_insert_rowid(handle_->database);
}

std::int64_t Database::changes() const {
  return sqlite3_changes64(handle_->database);
}

Statement::Statement(Database& database, std::string_view sql)
    : handle_(std::make_unique<Handle>()) {
  handle_->database = database.handle_->database;
  must(handle_->database, sqlite3_prepare_v3(handle_->database, sql.data(),
                                             static_cast<int>(sql.size()),
                                             SQLITE_PREPARE_PERSISTENT,
                                             &handle_->statement, nullptr));
}

Statement::~Statement() = default;

Statement& Statement::reset() {
  sqlite3_reset(handle_->statement);
  sqlite3_clear_bindings(handle_->statement);
  bound_ = 0;
  return *this;
}

Statement& Statement::text(std::string_view value) {
  must(handle_->database,
       sqlite3_bind_text64(handle_->statement, ++bound_,
                           value.empty() ? "" : value.data(), value.size(),
                           SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::blob(std::string_view bytes) {
  must(handle_->database, sqlite3_bind_blob64(handle_->statement, ++bound_,
                                              bytes.empty() ? "" : bytes.data(),
                                              bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::number(std::int64_t value) {
  must(handle_->database,
       sqlite3_bind_int64(handle_->statement, ++bound_, value));
  return *this;
}

Statement& Statement::real(double value) {
  must(handle_->database,
       sqlite3_bind_double(handle_->statement, ++bound_, value));
  return *this;
}

Statement& Statement::null() {
  must(handle_->database, sqlite3_bind_null(handle_->statement, ++bound_));
  return *this;
}

Statement& Statement::maybe(std::optional<std::int64_t> value) {
  return value ? number(*value) : null();
}

Statement& Statement::text_or_null(std::string_view value) {
  return value.empty() ? null() : text(value);
}

Statement& Statement::blob_or_null(std::string_view bytes) {
  return bytes.empty() ? null() : blob(bytes);
}

bool Statement::step() {
  column_ = 0;
  const int result = sqlite3_step(handle_->statement);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  const std::string what = sqlite3_errmsg(handle_->database);
  sqlite3_reset(handle_->statement);
  throw DatabaseFault(what);
}

void Statement::finish() {
  while (step()) {
  }
  reset();
}

std::string Statement::take_text() {
  const int at = column_++;
  const void* bytes = sqlite3_column_blob(handle_->statement, at);
  const int size = sqlite3_column_bytes(handle_->statement, at);
  if (bytes == nullptr || size <= 0) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

std::int64_t Statement::take_number() {
  return sqlite3_column_int64(handle_->statement, column_++);
}

std::optional<std::int64_t> Statement::take_maybe() {
  if (sqlite3_column_type(handle_->statement, column_) == SQLITE_NULL) {
    ++column_;
    return std::nullopt;
  }
  return take_number();
}

double Statement::take_real() {
  return sqlite3_column_double(handle_->statement, column_++);
}

}  // namespace calspam
