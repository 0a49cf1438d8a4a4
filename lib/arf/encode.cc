// SPDX-License-Identifier: MIT
#include "arf/encode.hh"

#include <algorithm>
#include <cstdint>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t kLine = 76;
// A word longer than this would make a line that RFC 5322 2.1.1 advises
// against; many desks' mailers cut there.
constexpr std::size_t kLongestWord = 400;
// Bytes of text in one encoded word, which has 75 characters at most.
constexpr std::size_t kWordBytes = 42;

std::string encoded(std::string_view bytes, std::string_view alphabet,
                    bool padded) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j)
      group = group << 8 |
              (j < left ? static_cast<unsigned char>(bytes[i + j]) : 0u);
    for (std::size_t j = 0; j < 4; ++j) {
      if (j <= left)
        out += alphabet[group >> (18 - 6 * j) & 63];
      else if (padded)
        out += '=';
    }
  }
  return out;
}

void append_hex(std::string& out, char c) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

// One line without its end; soft line breaks keep it within 76.
void append_quoted_line(std::string& out, std::string_view line,
                        std::string_view eol) {
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool last = i + 1 == line.size();
    const bool plain = (c >= '!' && c <= '~' && c != '=') ||
                       ((c == ' ' || c == '\t') && !last);
    const std::size_t width = plain ? 1 : 3;
    if (column + width > kLine - 1) {
      out += '=';
      out += eol;
      column = 0;
    }
    if (plain) {
      out += c;
    } else {
      out += '=';
      append_hex(out, c);
    }
    column += width;
  }
}

bool has_long_word(std::string_view text) {
  for (std::string_view word : split(text, ' '))
    if (word.size() > kLongestWord) return true;
  return false;
}

std::string encoded_words(std::string_view text, std::string_view eol) {
  std::string out;
  while (!text.empty()) {
    std::string_view piece = truncated(text, kWordBytes);
    if (piece.empty()) piece = text.substr(0, kWordBytes);
    if (!out.empty()) {
      out += eol;
      out += ' ';
    }
    out += "=?UTF-8?B?" + base64_encoded(piece) + "?=";
    text.remove_prefix(piece.size());
  }
  return out;
}

}  // namespace

std::string base64_encoded(std::string_view bytes) {
  return encoded(bytes, kBase64, true);
}

std::string base64url_encoded(std::string_view bytes) {
  return encoded(bytes, kBase64Url, false);
}

std::string base64_lines(std::string_view bytes, std::string_view eol) {
  const std::string text = base64_encoded(bytes);
  std::string out;
  out.reserve(text.size() + text.size() / kLine * eol.size() + eol.size());
  for (std::size_t i = 0; i < text.size(); i += kLine) {
    out += std::string_view(text).substr(i, kLine);
    out += eol;
  }
  return out;
}

std::string quoted_printable(std::string_view text, std::string_view eol) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    const bool crlf = end != text.npos && line.ends_with('\r');
    if (crlf) line.remove_suffix(1);
    append_quoted_line(out, line, eol);
    if (end == text.npos) break;
    out += eol;
    text.remove_prefix(end + 1);
  }
  return out;
}

bool is_plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= ' ' && c <= '~'; });
}

std::string header_value(std::string_view text, std::string_view eol,
                         std::size_t at) {
  const std::string line = squeezed(to_valid_utf8(text));
  // What looks like an encoded word would be decoded where ours is not.
  if (!is_plain_ascii(line) || has_long_word(line) ||
      line.find("=?") != line.npos)
    return encoded_words(line, eol);
  return folded_value(line, eol, at);
}

std::string ascii_value(std::string_view text) {
  std::string out = squeezed(text);
  for (char& c : out)
    if (c < ' ' || c > '~') c = '?';
  return out;
}

std::string folded_value(std::string_view value, std::string_view eol,
                         std::size_t at) {
  constexpr std::size_t kWidth = 78;
  std::string out;
  bool first = true;
  for (std::string_view word : split(value, ' ')) {
    if (word.empty()) continue;
    if (!first && at + 1 + word.size() > kWidth) {
      out += eol;
      at = 0;
      first = true;
      out += ' ';
      ++at;
    } else if (!first) {
      out += ' ';
      ++at;
    }
    out += word;
    at += word.size();
    first = false;
  }
  return out;
}

}  // namespace calspam
