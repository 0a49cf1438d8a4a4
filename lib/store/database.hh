// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace calspam {

/// What SQLite refused. Thrown within lib/store only, where each public
/// function turns it into an Error.
class DatabaseFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A connection to a database file. One thread at a time.
class Database {
 public:
  enum class Mode { Read, Write };

  /// With Write the file is made when it is not there, readable by its owner
  /// alone: it tells who got what mail.
  Database(const std::string& path, Mode mode);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs statements that give no rows and take no values.
  void run(const std::string& sql);
  /// The number in the first column of the first row.
  std::int64_t number(const std::string& sql);
  std::int64_t last_row() const;
  std::int64_t changes() const;

 private:
  friend class Statement;
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// A prepared statement. Dies before its Database.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Makes it ready for new values; returns itself.
  Statement& reset();
  // Binds the next value, in the order of ?1, ?2, ...
  Statement& text(std::string_view value);
  Statement& blob(std::string_view bytes);
  Statement& number(std::int64_t value);
  Statement& real(double value);
  Statement& null();
  Statement& maybe(std::optional<std::int64_t> value);
  /// NULL where it is empty.
  Statement& text_or_null(std::string_view value);
  Statement& blob_or_null(std::string_view bytes);

  /// Moves to the next row; false when there is none.
  bool step();
  /// Runs to the end, for what gives no rows.
  void finish();

  // The next column of the row, from the left.
  std::string take_text();  ///< "" for NULL; also the bytes of a blob
  std::int64_t take_number();
  std::optional<std::int64_t> take_maybe();
  double take_real();

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
  int bound_ = 0;
  int column_ = 0;
};

}  // namespace calspam
