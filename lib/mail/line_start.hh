// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

#include "util/text.hh"

namespace calspam {

/// What the first character of a line can be the start of, as far as the sift
/// cares: bits.
enum LineStart : unsigned char {
  kNothing = 0,
  kLineEnd = 1,
  kField = 2,             ///< Content-..., From, Sender
  kBeginLine = 4,         ///< BEGIN, begin
  kHyphen = 8,            ///< a delimiter
  kQuotedPrintable = 16,  ///< of a calendar
  kBase64 = 32,           ///< of a calendar, or what base64 passes over
};

consteval std::array<unsigned char, 256> line_starts() {
  std::array<unsigned char, 256> starts{};
  for (int i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    const bool in_base64 =
        is_ascii_alpha(c) || is_ascii_digit(c) || c == '+' || c == '/';
    starts[static_cast<std::size_t>(i)] = in_base64 ? kNothing : kBase64;
  }
  const auto add = [&](std::string_view all, LineStart start) {
    for (char c : all) {
      auto& entry = starts[static_cast<unsigned char>(c)];
      entry = static_cast<unsigned char>(entry | start);
    }
  };
  starts['\r'] = starts['\n'] = kLineEnd;
  add("cCfFsS", kField);
  add("bB", kBeginLine);
  add("-", kHyphen);
  add("bB= \t\f\v\xEF\xBB\xBF\xFE\xFF", kQuotedPrintable);
  add("QYCDIA7/", kBase64);
  return starts;
}
/// By the character's code.
inline constexpr std::array<unsigned char, 256> kLineStarts = line_starts();

}  // namespace calspam
