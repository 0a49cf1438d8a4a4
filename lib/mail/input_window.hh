// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace calspam {

/// A file or stream seen through a window that slides forward over it. The
/// window grows as long as its user keeps the bytes, and never maps the file,
/// which another program may cut at any moment. Owns its memory, borrows the
/// descriptor; for one thread.
///
///     file:    ........[ view(): begin_ .. end_ )......
///                      ^ offset()               ^ grow() reads on from here
class InputWindow {
 public:
  /// Reads `step` bytes at a time.
  explicit InputWindow(std::size_t step) : step_(step) {}

  /// Starts at the current place of an open file. A regular file is read up
  /// to the `size` it has now, so that one that keeps growing comes to an end.
  void attach(int descriptor, std::optional<std::uint64_t> size);

  /// Starts on a stream that `reader` gives: as read(2), without signals.
  using Reader = std::function<ssize_t(char* to, std::size_t size)>;
  void attach(Reader reader);

  /// What is held; valid until grow() or attach().
  std::string_view view() const;
  /// Place in the file of the first byte of view().
  std::uint64_t offset() const { return offset_; }
  /// Adds at least one byte to view(); false at the end or on an error.
  bool grow();
  /// grow() until view() has `bytes`; false when the input has fewer.
  bool grow_to(std::size_t bytes);
  /// Lets go of the first bytes of view().
  void drop(std::size_t bytes);
  /// Bytes between the end of view() and the end of the input, which is then
  /// reached: nothing of them can be seen any more.
  std::uint64_t skip_rest();

  int error() const { return error_; }     ///< errno of a failed read, or 0
  bool shrank() const { return shrank_; }  ///< ended before its size
  /// Ended, but not where the input does.
  bool is_broken() const { return error_ != 0 || shrank_; }
  bool grew() const { return grew_; }  ///< goes on after its size

 private:
  /// Reads up to `size` bytes to `to`; 0 at the end and on an error.
  std::size_t read_some(char* to, std::size_t size);
  void make_room(std::size_t bytes);

  std::size_t step_;
  struct Free {
    void operator()(char* bytes) const { std::free(bytes); }
  };
  std::unique_ptr<char, Free> buffer_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
  Reader reader_;
  std::optional<std::uint64_t> left_;  ///< of a regular file
  bool ended_ = true;
  int error_ = 0;
  bool shrank_ = false;
  bool grew_ = false;
};

}  // namespace calspam
