// SPDX-License-Identifier: MIT
#include "util/simple_folding.hh"

#include <unicode/uchar.h>

#include "util/text.hh"

namespace calspam {

std::string simply_folded(std::string_view utf8) {
  // RE2 holds U+0130 for the upper case of i where it looks for words.
  constexpr char32_t kDottedI = 0x130;
  std::string out(utf8);
  std::size_t at = 0;
  for (; at < utf8.size() && static_cast<unsigned char>(out[at]) < 0x80; ++at)
    out[at] = ascii_lower(out[at]);
  out.resize(at);
  while (at < utf8.size()) {
    if (static_cast<unsigned char>(utf8[at]) < 0x80) {
      out += ascii_lower(utf8[at++]);
      continue;
    }
    const char32_t c = next_code_point(utf8, at);
    append_utf8(out, c == kDottedI
                         ? U'i'
                         : static_cast<char32_t>(u_foldCase(
                               static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)));
  }
  return out;
}

}  // namespace calspam
