// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace calspam {

/// Letter for letter in lower case, or what Unicode folds a letter to, as
/// patterns that ignore case compare them; other than folded()
/// (util/unicode.hh) it keeps all else. U+0130 is taken for an i. Bytes that
/// are not UTF-8 become U+FFFD.
std::string simply_folded(std::string_view utf8);

}  // namespace calspam
