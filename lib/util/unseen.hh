// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "util/unicode.hh"

namespace calspam {

using CodePoints = std::vector<char32_t>;

// What folding asks of a character, too.
bool is_ascii_letter(char32_t c);
bool is_latin(char32_t c);  ///< its script
bool is_emoji(char32_t c);  ///< also digits, which begin some

/// What else stands in a text makes the same character honest or not.
struct Scripts {
  bool right_to_left = false, east_asian = false;
};
Scripts scripts_of(std::string_view utf8);

/// Takes out what has no shape (Default_Ignorable_Code_Point of UAX 44), and
/// counts what of it people do not write: `counts.invisible`, `counts.bidi`.
CodePoints without_unseen(const CodePoints& text, const Scripts& scripts,
                          Folding& counts);

}  // namespace calspam
