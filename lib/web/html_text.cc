// SPDX-License-Identifier: MIT
#include "web/html_text.hh"

#include <algorithm>

#include "util/text.hh"
#include "web/html_reference.hh"

namespace calspam {

void HtmlTextWriter::add(std::string_view raw, std::uint64_t offset) {
  // References, spaces, NUL, and the first byte of U+00A0.
  static constexpr ByteSet kSpecial(std::string_view("&\0 \t\n\v\f\r\xC2", 9));
  for (std::size_t i = 0; i < raw.size();) {
    if (const auto end = find_byte(raw, kSpecial, i); end > i) {
      referenced_run_ = 0;
      flush_gap();
      put(raw.substr(i, end - i), offset + i);
      i = end;
      continue;
    }
    const auto reference = read_reference(raw.substr(i), false);
    if (reference.size > 0) {
      add_reference(reference.code_point, offset + i);
      i += reference.size;
    } else if (raw.substr(i, 2) == "\xc2\xa0") {  // U+00A0
      separate(offset + i);
      i += 2;
    } else {
      if (!is_ascii_space(raw[i])) referenced_run_ = 0;
      add_byte(raw[i], offset + i);
      ++i;
    }
  }
}

void HtmlTextWriter::add_reference(char32_t code_point, std::uint64_t offset) {
  if (code_point == 0xa0) return separate(offset);
  const bool letter =
      code_point < 0x80 && is_ascii_alpha(static_cast<char>(code_point));
  referenced_run_ = letter ? referenced_run_ + 1 : 0;
  referenced_letters_ = std::max(referenced_letters_, referenced_run_);
  std::string bytes;
  append_utf8(bytes, code_point);
  for (std::size_t i = 0; i < bytes.size(); ++i) add_byte(bytes[i], offset + i);
}

void HtmlTextWriter::add_byte(char c, std::uint64_t offset) {
  if (c == '\0') return;  // dropped by browsers
  if (is_ascii_space(c)) return separate(offset);
  flush_gap();
  put({&c, 1}, offset);
}

void HtmlTextWriter::break_line(std::uint64_t offset) {
  if (gap_ == Gap::None) gap_offset_ = offset;
  gap_ = Gap::Line;
}

void HtmlTextWriter::separate(std::uint64_t offset) {
  if (gap_ != Gap::None) return;
  gap_offset_ = offset;
  gap_ = Gap::Space;
}

void HtmlTextWriter::flush_gap() {
  if (gap_ != Gap::None && !text_.empty())
    put(gap_ == Gap::Line ? "\n" : " ", gap_offset_);
  gap_ = Gap::None;
}

void HtmlTextWriter::put(std::string_view bytes, std::uint64_t offset) {
  if (offset != expected_) map_.add(text_.size(), offset);
  expected_ = offset + bytes.size();
  text_ += bytes;
}

}  // namespace calspam
