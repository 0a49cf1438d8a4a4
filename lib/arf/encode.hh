// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace calspam {

/// Base64 (RFC 4648 4), padded, without line ends.
std::string base64_encoded(std::string_view bytes);
/// The same in the alphabet of RFC 4648 5, without padding.
std::string base64url_encoded(std::string_view bytes);
/// Base64 in lines of 76 (RFC 2045 6.8), each ended by `eol`.
std::string base64_lines(std::string_view bytes, std::string_view eol);

/// Quoted-printable (RFC 2045 6.7). Line feeds, with or without a carriage
/// return before them, are line ends and come out as `eol`.
std::string quoted_printable(std::string_view text, std::string_view eol);

/// Printable ASCII and blanks, and nothing else.
bool is_plain_ascii(std::string_view text);

/// UTF-8 text as the body of an unstructured header field that begins at
/// column `at`: folded with `eol`, in encoded words (RFC 2047) where it is
/// more than printable ASCII or has words that no line could take. Never holds
/// a line end but those of folds.
std::string header_value(std::string_view text, std::string_view eol,
                         std::size_t at = 9);

/// Text for a structured field of ASCII: what is neither printable ASCII nor a
/// blank becomes "?"; runs of blanks become one.
std::string ascii_value(std::string_view text);

/// A value folded at blanks into lines of 78 where it can be (RFC 5322 2.2.3).
std::string folded_value(std::string_view value, std::string_view eol,
                         std::size_t at);

}  // namespace calspam
