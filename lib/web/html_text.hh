// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "util/offset_map.hh"

namespace calspam {

/// Text as a page shows it: white space squeezed, references undone, blocks on
/// lines of their own, and where each byte stood.
class HtmlTextWriter {
 public:
  /// `raw` stood at `offset`; offsets must rise.
  void add(std::string_view raw, std::uint64_t offset);
  /// What comes next starts on a line of its own.
  void break_line(std::uint64_t offset);
  /// What comes next is apart from what came before.
  void separate(std::uint64_t offset);

  const std::string& text() const { return text_; }
  /// The longest run of ASCII letters that stood as character references.
  std::size_t referenced_letters() const { return referenced_letters_; }
  std::string take_text() { return std::move(text_); }
  OffsetMap take_map() { return std::move(map_); }

 private:
  enum class Gap { None, Space, Line };

  void add_reference(char32_t code_point, std::uint64_t offset);
  void add_byte(char c, std::uint64_t offset);
  void flush_gap();
  void put(std::string_view bytes, std::uint64_t offset);

  std::string text_;
  OffsetMap map_;
  std::uint64_t expected_ = 0;  ///< where the next byte stands if in one run
  Gap gap_ = Gap::None;
  std::uint64_t gap_offset_ = 0;
  std::size_t referenced_run_ = 0;
  std::size_t referenced_letters_ = 0;
};

}  // namespace calspam
