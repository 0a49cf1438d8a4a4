// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "util/raw_message.hh"

namespace calspam {

/// Memory shared by the parent and one worker, made before the fork: the
/// parent lays messages down in it one after the other, and the worker reads
/// them where they lie. Pages are only taken when they are written to.
///
///     | header | path | member | bytes | header | path | ...
class Arena {
 public:
  explicit Arena(std::size_t capacity);
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// Lays a message down and returns its offset; nothing when it has no room.
  std::optional<std::size_t> add(const RawMessage& message);
  /// The message at `offset`; its bytes are the arena's.
  RawMessage at(std::size_t offset) const;
  /// Forgets everything, and gives large pages back to the system.
  void clear();

  bool empty() const { return used_ == 0; }
  std::size_t used() const { return used_; }
  /// Makes the memory read-only for the calling process: the worker's side.
  void protect() const;

 private:
  struct Header;
  char* base_ = nullptr;
  std::size_t capacity_;
  std::size_t used_ = 0;
};

}  // namespace calspam
