// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace calspam {

/// A text as a person reads it, made plain for matching, and what was used to
/// keep it from being matched.
struct Folding {
  std::string text;
  /// Characters without shape that honest text has no use for at their place.
  /// Emoji sequences, variation selectors after what varies, joiners in
  /// scripts that join, soft hyphens and a leading byte order mark have one.
  std::size_t invisible = 0;
  /// Embeddings, overrides and isolates; in right-to-left text overrides only.
  std::size_t bidi = 0;
  /// Letters from outside their alphabet: mathematical, small capitals,
  /// enclosed, struck through, and full width outside of East Asian text.
  std::size_t styled = 0;
  /// Words of Latin letters with look-alikes of another script among them.
  std::size_t disguised = 0;
};

/// Folds a text: invisible characters out, styled letters and NFKC case folding
/// to plain ones, look-alikes of other scripts to ASCII inside Latin words and
/// beside such words, white space squeezed. Text in other scripts stays itself.
/// Linear.
Folding fold(std::string_view utf8);
/// fold().text
std::string folded(std::string_view utf8);

/// Whether a word mixes Latin letters with Greek, Cyrillic, Armenian, Coptic,
/// Cherokee or Lisu ones that pass for Latin, or the other way round.
bool mixed_script(std::string_view utf8);

/// Loads the tables that the above need, before a sandbox closes the file
/// system.
void warm_up_unicode();

}  // namespace calspam
