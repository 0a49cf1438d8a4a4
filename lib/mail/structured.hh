// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace calspam {

/// A lexical token of a structured header field (RFC 5322 3.2).
struct HeaderToken {
  enum class Kind : std::uint8_t {
    Word,     ///< an atom with its dots, an encoded word, a [literal]
    Quoted,   ///< a quoted string, quotes and escapes undone
    Comment,  ///< what stands between the outer parentheses, as it stands
    Special   ///< one of the characters asked for
  };
  Kind kind = Kind::Word;
  std::string text;
  bool space_before = false;  ///< white space or a fold stood before it
  std::size_t begin = 0;      ///< offset in the value given
  std::size_t end = 0;

  bool is(char special) const {
    return kind == Kind::Special && text.front() == special;
  }
  bool is_comment() const { return kind == Kind::Comment; }
};

/// Takes a raw value apart. Folds count as white space, comments nest, and a
/// quote or parenthesis that is never closed is an ordinary character. Linear.
std::vector<HeaderToken> header_tokens(std::string_view raw_value,
                                       std::string_view specials);

/// The value with its comments blanked out, byte for byte; quoted strings are
/// left alone.
std::string without_comments(std::string_view raw_value);

}  // namespace calspam
