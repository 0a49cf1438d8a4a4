// SPDX-License-Identifier: MIT
#include "report/columns.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {
namespace {

struct Range {
  char32_t first, last;
};

// Unicode 15, East Asian Width W and F, by whole blocks.
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
    {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF},
    {0x20000, 0x3FFFD}};
// Combining marks and variation selectors.
constexpr Range kMarks[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x064B, 0x065F},
    {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
    {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};

template <std::size_t N>
bool is_in(const Range (&ranges)[N], char32_t c) {
  return std::any_of(std::begin(ranges), std::end(ranges), [c](Range range) {
    return c >= range.first && c <= range.last;
  });
}

std::size_t width_of(char32_t c) {
  if (c < 0x300) return 1;
  if (is_in(kMarks, c)) return 0;
  return is_in(kWide, c) ? 2 : 1;
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();)
    width += width_of(next_code_point(text, at));
  return width;
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  const std::size_t taken = columns(text);
  if (taken < width) out.append(width - taken, ' ');
  return out;
}

std::string fitted(std::string_view text, std::size_t width) {
  const std::size_t most_bytes = width * 8;
  std::size_t taken = 0, last_fit = 0;
  for (std::size_t at = 0; at < text.size();) {
    // What has been taken so far could still be followed by the ellipsis.
    if (taken + 1 <= width) last_fit = at;
    taken += width_of(next_code_point(text, at));
    if (taken > width || at > most_bytes)
      return std::string(text.substr(0, last_fit)) + "\u2026";
  }
  return std::string(text);
}

}  // namespace calspam
