// SPDX-License-Identifier: MIT
#include "mail/sift_start.hh"

#include <array>
#include <cstdint>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t npos = std::string_view::npos;
// Blank bytes that base64 may hold before the calendar, until it is left to
// the reader.
constexpr std::size_t kMostBlanks = 64;

constexpr std::int8_t kPad = 64;
constexpr std::int8_t kOther = 65;

consteval std::array<std::int8_t, 256> base64_values() {
  std::array<std::int8_t, 256> values{};
  values.fill(kOther);
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    values[static_cast<unsigned char>(kAlphabet[i])] =
        static_cast<std::int8_t>(i);
  values['='] = kPad;
  return values;
}
constexpr auto kValues = base64_values();

std::int8_t value_of(char c) {
  return kValues[static_cast<unsigned char>(c)];
}

// Compares decoded bytes, one after the other, as starts_calendar() does. A
// byte order mark counts as blank wherever it stands.
class Match {
 public:
  enum class State { Open, Yes, No };

  State take(char c) {
    constexpr std::string_view kBegin = "begin:vcalendar";
    if (c == '\0' || (matched_ == 0 && is_blank(c))) {
      ++blanks_;
      return State::Open;
    }
    if (ascii_lower(c) != kBegin[matched_]) return State::No;
    return ++matched_ == kBegin.size() ? State::Yes : State::Open;
  }
  bool has_begun() const { return matched_ != 0; }
  std::size_t blanks() const { return blanks_; }

 private:
  static bool is_blank(char c) {
    return is_ascii_space(c) || c == '\xEF' || c == '\xBB' || c == '\xBF' ||
           c == '\xFE' || c == '\xFF';
  }

  std::size_t matched_ = 0;
  std::size_t blanks_ = 0;
};

int hex_value(char c) {
  if (is_ascii_digit(c)) return c - '0';
  c = ascii_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// One step of quoted-printable: a byte, or nothing for a soft line break.
struct Unit {
  std::size_t next = 0;
  bool is_byte = true;
  char byte = 0;
};

Unit unit_at(std::string_view text, std::size_t at) {
  if (text[at] != '=') return {at + 1, true, text[at]};
  const auto digit = [&](std::size_t i) {
    return i < text.size() ? hex_value(text[i]) : -1;
  };
  const int high = digit(at + 1);
  const int low = digit(at + 2);
  if (high >= 0 && low >= 0)
    return {at + 3, true, static_cast<char>(high * 16 + low)};
  std::size_t end = at + 1;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
  if (end == text.size()) return {end, false};
  if (text[end] == '\n') return {end + 1, false};
  if (text[end] != '\r') return {at + 1, true, '='};
  const bool pair = end + 1 < text.size() && text[end + 1] == '\n';
  return {end + (pair ? 2 : 1), false};
}

}  // namespace

EncodedStart quoted_printable_start(std::string_view text, std::size_t at) {
  EncodedStart result;
  Match match;
  for (std::size_t i = at; i < text.size();) {
    const Unit unit = unit_at(text, i);
    const auto state =
        unit.is_byte ? match.take(unit.byte) : Match::State::Open;
    if (!match.has_begun()) result.first = i;
    i = unit.next;
    if (state == Match::State::Open) continue;
    result.starts_calendar = state == Match::State::Yes;
    return result;
  }
  return result;
}

bool base64_starts_calendar(std::string_view text, std::size_t at) {
  Match match;
  std::uint32_t bits = 0;
  int count = 0;
  for (std::size_t i = at; i <= text.size(); ++i) {
    // The end flushes what is left, as padding does.
    const std::int8_t value = i < text.size() ? value_of(text[i]) : kPad;
    if (value == kOther) continue;
    if (value != kPad) {
      bits = bits << 6 | static_cast<std::uint32_t>(value);
      if (++count < 4) continue;
    }
    bits <<= 6 * (4 - count);
    for (int b = 0; b < count * 6 / 8; ++b) {
      const auto state = match.take(static_cast<char>(bits >> (16 - 8 * b)));
      if (state == Match::State::Yes) return true;
      if (state == Match::State::No) return false;
    }
    if (match.blanks() > kMostBlanks) return true;
    bits = 0;
    count = 0;
  }
  return false;
}

std::size_t next_base64(std::string_view text, std::size_t at) {
  while (at < text.size() && value_of(text[at]) >= kPad) ++at;
  return at < text.size() ? at : npos;
}

bool can_start_base64(char c) {
  // B, b, blanks, NUL, 0xEF, 0xFE and 0xFF by their upper six bits.
  constexpr std::string_view kFirst = "QYCDIA7/";
  return kFirst.find(c) != npos;
}

bool is_base64_line(std::string_view text) {
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (text.empty() || text.size() > kLongestBase64Line) return false;
  for (char c : text)
    if (value_of(c) > kPad) return false;
  return true;
}

}  // namespace calspam
