// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace calspam {

/// What a decoder would make of the bytes from some place on, as far as it
/// matters for "does it start a calendar". The functions decode like
/// transfer.cc and compare like starts_calendar(), a byte at a time.
struct EncodedStart {
  bool starts_calendar = false;
  /// Where the first thing that is no white space stands. A look from any line
  /// start between here and there gives the same answer.
  std::size_t first = 0;
};
EncodedStart quoted_printable_start(std::string_view text, std::size_t at);

/// Says yes also where more than a few decoded bytes are blank.
bool base64_starts_calendar(std::string_view text, std::size_t at);

/// The first character of the base64 alphabet from `at` on; npos for none.
std::size_t next_base64(std::string_view text, std::size_t at);
/// Whether base64 that starts a calendar, or blanks, can start with `c`.
bool can_start_base64(char c);
/// Longer lines are no base64 that a mail program wraps.
inline constexpr std::size_t kLongestBase64Line = 4'096;
/// Whether `text` is a line of base64 and nothing else.
bool is_base64_line(std::string_view text);

}  // namespace calspam
