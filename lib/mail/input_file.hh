// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "util/result.hh"

namespace calspam {

/// An open descriptor, closed at the end of its life.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept
      : value_(std::exchange(other.value_, -1)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Descriptor();

  int get() const { return value_; }

 private:
  int value_;
};

/// A regular file or folder, open for reading.
struct OpenedInput {
  Descriptor descriptor;
  bool is_folder = false;
  /// Of a regular file; nothing where the kernel does not know, as in /proc.
  std::optional<std::uint64_t> size;
};

enum class Links { Follow, Refuse };

/// Opens a file or folder to read. Never waits, and never touches a FIFO, a
/// socket or a device: opening those may hang or act.
Result<OpenedInput> open_input(const std::string& path, Links links);

/// The names in a folder but "." and "..", in byte-wise order.
Result<std::vector<std::string>> folder_names(const std::string& path,
                                              int descriptor);

enum class EntryKind { File, Folder, Other };
/// What stands under a name in an open folder; links are not followed.
EntryKind entry_kind(int folder, const std::string& name);

/// errno in words: "permission denied".
std::string system_error_text(int error);

}  // namespace calspam
