// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace calspam {

/// A line and a byte in it, both from 1.
struct LinePosition {
  std::uint64_t line = 1;
  std::uint64_t column = 1;
  friend bool operator==(const LinePosition&, const LinePosition&) = default;
};

/// Lines of an input by byte offset. Lines end at LF, as `sed -n 12p` counts
/// them; at CR in an input that has no LF at all. Borrows `raw`. The index is
/// built at the first question, in one pass, and takes 16 bytes for 4 KiB of
/// input however short its lines are; an answer looks at 4 KiB at most.
class LineIndex {
 public:
  explicit LineIndex(std::string_view raw) : raw_(raw) {}
  /// Offsets beyond the end are taken as the end.
  LinePosition locate(std::uint64_t offset);

 private:
  struct Mark {
    std::uint64_t line;   ///< number of the line that the block begins in
    std::uint64_t start;  ///< first byte of that line
  };
  void build();

  std::string_view raw_;
  std::vector<Mark> marks_;
  char end_of_line_ = '\n';
};

}  // namespace calspam
