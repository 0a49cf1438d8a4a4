// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace calspam {

/// Writes a report to a file descriptor, whole records at a time. Once a write
/// has failed nothing more is written, and `trouble()` says why.
class Output {
 public:
  enum class Trouble { None, ClosedPipe, Failed };

  /// With `at_once` every record is written when it is given, for a person
  /// who watches; otherwise about 64 KiB together.
  Output(int descriptor, bool at_once)
      : descriptor_(descriptor), at_once_(at_once) {}

  /// Takes a record out of `text`, which is empty afterwards.
  void put(std::string& text);
  /// Writes what is left.
  void flush();
  bool is_open() const { return trouble_ == Trouble::None; }
  Trouble trouble() const { return trouble_; }
  const std::string& reason() const { return reason_; }

 private:
  int descriptor_;
  bool at_once_;
  std::string pending_;
  Trouble trouble_ = Trouble::None;
  std::string reason_;
};

}  // namespace calspam
