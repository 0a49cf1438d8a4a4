// SPDX-License-Identifier: MIT
#include "web/html_reference.hh"

#include <algorithm>

#include "util/text.hh"
#include "web/encoding.hh"
#include "web/html_reference_table.hh"

namespace calspam {
namespace {

constexpr std::size_t kLongestName = 24;

/// What browsers make of the C1 range: windows-1252 (HTML 13.2.5.80).
constexpr char32_t kWindows1252[32] = {
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
    0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

char32_t mended(char32_t c) {
  if (c >= 0x80 && c < 0xa0) return kWindows1252[c - 0x80];
  const bool surrogate = c >= 0xd800 && c < 0xe000;
  return c == 0 || surrogate || c > 0x10ffff ? 0xfffd : c;
}

HtmlReference numeric(std::string_view text) {
  std::size_t at = 2;
  const bool hex = text.size() > 2 && ascii_lower(text[2]) == 'x';
  if (hex) ++at;
  const std::size_t digits = at;
  char32_t value = 0;
  for (; at < text.size(); ++at) {
    const int digit = hex_digit(text[at]);
    if (digit < 0 || (!hex && digit > 9)) break;
    value = std::min<char32_t>(value * (hex ? 16 : 10) + digit, 0x110000);
  }
  if (at == digits) return {};
  if (at < text.size() && text[at] == ';') ++at;
  return {at, mended(value)};
}

const NamedReference* lookup(std::string_view name) {
  const auto table = named_references();
  const auto found = std::lower_bound(
      table.begin(), table.end(), name,
      [](const NamedReference& r, std::string_view n) { return r.name < n; });
  return found != table.end() && found->name == name ? &*found : nullptr;
}

HtmlReference named(std::string_view text, bool in_attribute) {
  std::size_t length = 0;
  const auto name_at = [&](std::size_t n) { return text.substr(1, n); };
  while (length < kLongestName && length + 1 < text.size() &&
         (is_ascii_alpha(text[length + 1]) || is_ascii_digit(text[length + 1])))
    ++length;
  const bool ended = length + 1 < text.size() && text[length + 1] == ';';
  if (const auto* found = ended ? lookup(name_at(length)) : nullptr)
    return {length + 2, found->code_point};
  for (; length > 1; --length) {
    const auto* found = lookup(name_at(length));
    if (!found || !found->bare) continue;
    const char next = length + 1 < text.size() ? text[length + 1] : ' ';
    const bool query =
        next == '=' || is_ascii_alpha(next) || is_ascii_digit(next);
    if (in_attribute && query) return {};
    return {length + 1, found->code_point};
  }
  return {};
}

}  // namespace

HtmlReference read_reference(std::string_view text, bool in_attribute) {
  if (text.size() < 2 || text[0] != '&') return {};
  return text[1] == '#' ? numeric(text) : named(text, in_attribute);
}

std::string references_undone(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (std::size_t at = 0; at < value.size();) {
    const auto amp = std::min(value.find('&', at), value.size());
    out.append(value.substr(at, amp - at));
    at = amp;
    if (at == value.size()) break;
    const auto reference = read_reference(value.substr(at), true);
    if (reference.size == 0)
      out += '&';
    else
      append_utf8(out, reference.code_point);
    at += std::max<std::size_t>(reference.size, 1);
  }
  return out;
}

}  // namespace calspam
