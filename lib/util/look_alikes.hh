// SPDX-License-Identifier: MIT
#pragma once

namespace calspam {

/// A letter of another script that looks like an ASCII letter.
struct LookAlike {
  char32_t code_point;
  char ascii;         ///< lower case
  bool exact = true;  ///< in most fonts not to be told apart
};

/// nullptr when the letter looks like none. Greek, Cyrillic, Armenian, Coptic,
/// Cherokee and Lisu.
const LookAlike* look_alike(char32_t code_point);

/// The ASCII letter of a Latin small capital or script letter, 0 for others.
/// They have no compatibility mapping, so NFKC leaves them.
char small_capital(char32_t code_point);

}  // namespace calspam
