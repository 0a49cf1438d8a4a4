// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace calspam {

// ASCII only: header, property and parameter names and domains in A-label
// form compare like this (RFC 5322 1.2.2, RFC 5545 2). Never locale.
constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
constexpr bool is_ascii_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
constexpr bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_ascii_alpha(char c) {
  return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
}
/// Whether a UTF-8 character goes on with `c`, or should.
constexpr bool is_utf8_tail(char c) {
  return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}
std::string ascii_lower(std::string_view text);
std::string ascii_upper(std::string_view text);
bool same_ignoring_case(std::string_view a, std::string_view b);
bool starts_ignoring_case(std::string_view text, std::string_view prefix);
bool ends_ignoring_case(std::string_view text, std::string_view suffix);
/// npos when `needle` does not occur.
std::size_t find_ignoring_case(std::string_view text, std::string_view needle,
                               std::size_t from = 0);

/// Some bytes, to look for any of them.
class ByteSet {
 public:
  constexpr explicit ByteSet(std::string_view bytes) {
    for (char c : bytes) has_[static_cast<unsigned char>(c)] = true;
  }
  constexpr bool contains(char c) const {
    return has_[static_cast<unsigned char>(c)];
  }

 private:
  std::array<bool, 256> has_{};
};
/// Where the first of them stands, from `from` on; the size where none does.
std::size_t find_byte(std::string_view text, const ByteSet& bytes,
                      std::size_t from = 0);
/// The end of the run that starts at `at`: of ASCII; of its characters that
/// are seen (U+0020 to U+007E).
std::size_t ascii_end(std::string_view text, std::size_t at);
std::size_t plain_end(std::string_view text, std::size_t at);

/// Without ASCII white space at both ends.
std::string_view trimmed(std::string_view text);
/// The pieces between `separator`; one empty piece for an empty text.
std::vector<std::string_view> split(std::string_view text, char separator);
/// Runs of ASCII white space become one space; ends are trimmed.
std::string squeezed(std::string_view text);

bool is_valid_utf8(std::string_view text);
/// Bytes that are not UTF-8 become U+FFFD.
std::string to_valid_utf8(std::string_view text);
/// Appends the UTF-8 form of a code point; U+FFFD for what is none.
void append_utf8(std::string& out, char32_t code_point);
/// The code point at `at`, which moves past it; U+FFFD (and one byte) where
/// the bytes are not UTF-8.
char32_t next_code_point(std::string_view text, std::size_t& at);
/// At most `bytes` long, cut between code points.
std::string_view truncated(std::string_view text, std::size_t bytes);

/// The one printer of untrusted text for terminals, logs and error messages:
/// C0, DEL, C1, bidi controls, line separators, tags, zero-width characters
/// and bytes that are not UTF-8 come out as \x1b, \u{202e}; backslash as it
/// is. The result is one line of valid UTF-8 that acts on nothing.
std::string printable(std::string_view text);

/// "1 message", "2 messages".
std::string counted(std::size_t count, std::string_view singular);

/// The words of `candidates` nearest to a mistyped `word`, or "" when none is
/// near enough to suggest.
std::string nearest(std::string_view word,
                    const std::vector<std::string>& candidates);

}  // namespace calspam
