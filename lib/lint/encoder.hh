// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace calspam {

/// How the lines of an encoded body look.
struct LineShape {
  std::size_t length = 76;  ///< RFC 2045 6.7, 6.8: no more
  std::string_view end = "\r\n";
};

/// The line end that `text` uses where it uses one first; CRLF without any.
std::string_view line_end_of(std::string_view text);
/// Every line end made `end`.
std::string with_line_ends(std::string_view text, std::string_view end);

/// Base64 (RFC 2045 6.8), lines parted by `shape.end`, none at the very end.
std::string base64_of(std::string_view bytes, const LineShape& shape);
/// Quoted-printable (RFC 2045 6.7). Line ends that are `shape.end` stay line
/// ends; any other CR or LF is encoded, so that decoding gives `bytes` again.
std::string quoted_printable_of(std::string_view bytes, const LineShape& shape);

/// Header text as RFC 2047 words where it is not all ASCII, as it is
/// otherwise; words of at most 75 characters, cut between characters, a blank
/// between them.
std::string encoded_words(std::string_view text);
/// A header field, folded at blanks where a line would be over 76 octets.
std::string folded_field(std::string_view field, std::string_view line_end);

/// Content lines with those over 75 octets folded (RFC 5545 3.1), between
/// characters. Folds that are there stay.
std::string folded_lines(std::string_view text, std::string_view line_end);

}  // namespace calspam
