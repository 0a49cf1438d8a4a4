// SPDX-License-Identifier: MIT
#include "util/text.hh"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace calspam {

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = ascii_lower(c);
  return out;
}

std::string ascii_upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return out;
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return ascii_lower(x) == ascii_lower(y);
         });
}

bool starts_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         same_ignoring_case(text.substr(0, prefix.size()), prefix);
}

bool ends_ignoring_case(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() &&
         same_ignoring_case(text.substr(text.size() - suffix.size()), suffix);
}

std::size_t find_byte(std::string_view text, const ByteSet& bytes,
                      std::size_t from) {
  while (from < text.size() && !bytes.contains(text[from])) ++from;
  return std::min(from, text.size());
}

std::size_t find_ignoring_case(std::string_view text, std::string_view needle,
                               std::size_t from) {
  if (from > text.size()) return std::string_view::npos;
  if (needle.empty()) return from;
  const char first = ascii_lower(needle.front());
  const char capital =
      is_ascii_alpha(first) ? static_cast<char>(first - 32) : first;
  const char either[] = {first, capital};
  const ByteSet starts({either, 2});
  for (std::size_t at = from; at + needle.size() <= text.size(); ++at) {
    at = first == capital ? text.find(first, at) : find_byte(text, starts, at);
    if (at > text.size() - needle.size()) break;
    if (same_ignoring_case(text.substr(at, needle.size()), needle)) return at;
  }
  return std::string_view::npos;
}

namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101u;
constexpr std::uint64_t kHighBits = 0x80 * kOnes;

std::uint64_t eight_bytes(std::string_view text, std::size_t at) {
  std::uint64_t word;
  std::memcpy(&word, text.data() + at, sizeof word);
  return word;
}

}  // namespace

std::size_t ascii_end(std::string_view text, std::size_t at) {
  while (at + 8 <= text.size() && (eight_bytes(text, at) & kHighBits) == 0)
    at += 8;
  while (at < text.size() && static_cast<std::uint8_t>(text[at]) < 0x80) ++at;
  return at;
}

// Taking 0x20 from a byte below it, or adding 1 to 0x7F, sets its high bit;
// what that carries into other bytes only makes eight be looked at singly.
std::size_t plain_end(std::string_view text, std::size_t at) {
  const auto are_plain = [](std::uint64_t word) {
    return ((word | (word - 0x20 * kOnes) | (word + kOnes)) & kHighBits) == 0;
  };
  while (at + 8 <= text.size() && are_plain(eight_bytes(text, at))) at += 8;
  while (at < text.size() && text[at] >= 0x20 && text[at] < 0x7F) ++at;
  return at;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const std::size_t at = text.find(separator);
    pieces.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return pieces;
    text.remove_prefix(at + 1);
  }
}

std::string squeezed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    while (at < text.size() && is_ascii_space(text[at])) ++at;
    const std::size_t begin = at;
    while (at < text.size() && !is_ascii_space(text[at])) ++at;
    if (begin == at) break;
    if (!out.empty()) out += ' ';
    out += text.substr(begin, at - begin);
  }
  return out;
}

namespace {

// The length of the UTF-8 sequence at `at`, 0 where there is none (RFC 3629:
// no overlong forms, no surrogates, nothing above U+10FFFF).
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<std::uint8_t>(text[at + i]) : 0u;
  };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
  const unsigned b = byte(0);
  if (b < 0x80) return 1;
  if (b >= 0xC2 && b <= 0xDF) return tail(1) ? 2 : 0;
  if (b >= 0xE0 && b <= 0xEF) {
    const unsigned low = b == 0xE0 ? 0xA0u : 0x80u;
    const unsigned high = b == 0xED ? 0x9Fu : 0xBFu;
    return byte(1) >= low && byte(1) <= high && tail(2) ? 3 : 0;
  }
  if (b >= 0xF0 && b <= 0xF4) {
    const unsigned low = b == 0xF0 ? 0x90u : 0x80u;
    const unsigned high = b == 0xF4 ? 0x8Fu : 0xBFu;
    return byte(1) >= low && byte(1) <= high && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

bool is_hidden_or_acting(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x34F ||
         c == 0x61C || c == 0x115F || c == 0x1160 ||
         (c >= 0x17B4 && c <= 0x17B5) || (c >= 0x180B && c <= 0x180F) ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0x3164 || c == 0xFEFF ||
         c == 0xFFA0 || (c >= 0xFFF0 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE0FFF);
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = ascii_end(text, 0); at < text.size();
       at = ascii_end(text, at)) {
    const std::size_t length = sequence_length(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

std::string to_valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = ascii_end(text, at);
    out += text.substr(at, end - at);
    at = end;
    if (at == text.size()) break;
    const std::size_t length = sequence_length(text, at);
    if (length == 0)
      out += "\xEF\xBF\xBD";
    else
      out += text.substr(at, length);
    at += std::max<std::size_t>(length, 1);
  }
  return out;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | (c >> 6));
    return put(0x80 | (c & 0x3F));
  }
  if (c < 0x10000) {
    put(0xE0 | (c >> 12));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
  }
  put(0x80 | ((c >> 6) & 0x3F));
  put(0x80 | (c & 0x3F));
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
  if (const auto first = static_cast<std::uint8_t>(text[at]); first < 0x80) {
    ++at;
    return first;
  }
  const std::size_t length = sequence_length(text, at);
  if (length == 0) {
    ++at;
    return 0xFFFD;
  }
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<std::uint8_t>(text[at + i]));
  };
  char32_t c = byte(0);
  if (length == 2) c = (c & 0x1F) << 6 | (byte(1) & 0x3F);
  if (length == 3)
    c = (c & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
  if (length == 4)
    c = (c & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 |
        (byte(3) & 0x3F);
  at += length;
  return c;
}

std::string_view truncated(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && is_utf8_tail(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = plain_end(text, at);
    out += text.substr(at, end - at);
    at = end;
    if (at == text.size()) break;
    const std::size_t length = sequence_length(text, at);
    if (length == 0) {
      out += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(text[at++]));
      continue;
    }
    const std::size_t start = at;
    const char32_t c = next_code_point(text, at);
    if (!is_hidden_or_acting(c))
      out += text.substr(start, length);
    else if (c < 0x80)
      out += fmt::format("\\x{:02x}", static_cast<std::uint32_t>(c));
    else
      out += fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(c));
  }
  return out;
}

std::string counted(std::size_t count, std::string_view singular) {
  return fmt::format("{} {}{}", count, singular, count == 1 ? "" : "s");
}

namespace {

// Letters put in, left out, changed, or two neighbours swapped.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> above(b.size() + 1), two_above, row;
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row.assign(b.size() + 1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = above[j - 1] + (a[i - 1] != b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, changed});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
    two_above.swap(above);
    above.swap(row);
  }
  return above.back();
}

}  // namespace

std::string nearest(std::string_view word,
                    const std::vector<std::string>& candidates) {
  if (word.size() > 100) return "";
  std::string best;
  std::size_t least = std::max<std::size_t>(word.size() / 3, 1) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best;
}

}  // namespace calspam
