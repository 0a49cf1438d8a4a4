// SPDX-License-Identifier: MIT
#include "web/css_value.hh"

#include <algorithm>
#include <charconv>

#include "util/text.hh"
#include "web/encoding.hh"

namespace calspam {
namespace {

struct NamedColour {
  std::string_view name;
  Colour colour;
};
constexpr NamedColour kColours[] = {{"black", {0, 0, 0}},
                                    {"white", {255, 255, 255}},
                                    {"red", {255, 0, 0}},
                                    {"green", {0, 128, 0}},
                                    {"blue", {0, 0, 255}},
                                    {"yellow", {255, 255, 0}},
                                    {"gray", {128, 128, 128}},
                                    {"grey", {128, 128, 128}},
                                    {"silver", {192, 192, 192}},
                                    {"navy", {0, 0, 128}},
                                    {"maroon", {128, 0, 0}},
                                    {"purple", {128, 0, 128}},
                                    {"teal", {0, 128, 128}},
                                    {"olive", {128, 128, 0}},
                                    {"lime", {0, 255, 0}},
                                    {"aqua", {0, 255, 255}},
                                    {"cyan", {0, 255, 255}},
                                    {"fuchsia", {255, 0, 255}},
                                    {"magenta", {255, 0, 255}},
                                    {"orange", {255, 165, 0}},
                                    {"pink", {255, 192, 203}},
                                    {"brown", {165, 42, 42}},
                                    {"snow", {255, 250, 250}},
                                    {"ivory", {255, 255, 240}},
                                    {"whitesmoke", {245, 245, 245}},
                                    {"ghostwhite", {248, 248, 255}},
                                    {"floralwhite", {255, 250, 240}},
                                    {"mintcream", {245, 255, 250}},
                                    {"azure", {240, 255, 255}},
                                    {"lightgray", {211, 211, 211}},
                                    {"lightgrey", {211, 211, 211}},
                                    {"darkgray", {169, 169, 169}},
                                    {"windowtext", {0, 0, 0}},
                                    {"window", {255, 255, 255}}};

struct Unit {
  std::string_view name;
  double pixels;
};
// Percent and em are of the 16 pixels browsers start with: enough to tell
// nothing from something.
constexpr Unit kUnits[] = {
    {"", 1},      {"px", 1},   {"pt", 4.0 / 3}, {"em", 16},   {"rem", 16},
    {"ex", 8},    {"%", 0.16}, {"in", 96},      {"cm", 37.8}, {"mm", 3.8},
    {"vw", 12.8}, {"vh", 7.2}, {"pc", 16},      {"ch", 8}};

/// Appends the character of an escape whose digits begin at `at`; returns
/// where the text goes on.
std::size_t undo_escape(std::string_view css, std::size_t at,
                        std::string& out) {
  const auto end = std::min(css.size(), at + 6);
  char32_t value = 0;
  const auto begin = at;
  for (; at < end && hex_digit(css[at]) >= 0; ++at)
    value = value * 16 + static_cast<char32_t>(hex_digit(css[at]));
  if (at == begin) return at;
  if (value < 0x80)
    out += ascii_lower(static_cast<char>(value));
  else
    append_utf8(out, value);
  return at < css.size() && is_ascii_space(css[at]) ? at + 1 : at;
}

/// The end of a piece that ends at one of `stops`, outside quotes and
/// parentheses.
std::size_t piece_end(std::string_view text, std::size_t at,
                      const ByteSet& stops) {
  int depth = 0;
  char quote = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quote) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      depth = std::max(depth - 1, 0);
    } else if (depth == 0 && stops.contains(c)) {
      break;
    }
  }
  return at;
}

std::optional<Colour> hex_colour(std::string_view digits) {
  std::uint8_t channel[3];
  const std::size_t width = digits.size() == 3 || digits.size() == 4 ? 1 : 2;
  if (digits.size() != 3 && digits.size() != 4 && digits.size() != 6 &&
      digits.size() != 8)
    return std::nullopt;
  for (const char c : digits)
    if (hex_digit(c) < 0) return std::nullopt;
  for (std::size_t i = 0; i < 3; ++i) {
    const int high = hex_digit(digits[i * width]);
    const int low = hex_digit(digits[i * width + width - 1]);
    channel[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return Colour{channel[0], channel[1], channel[2]};
}

bool has_no_alpha(std::string_view digits) {
  return (digits.size() == 4 && digits[3] == '0') ||
         (digits.size() == 8 && digits.substr(6) == "00");
}

/// rgb(255, 255, 255), rgba(0 0 0 / 0), hsla(..., 0)
CssColour function_colour(std::string_view word) {
  std::vector<double> numbers;
  std::string_view rest = word.substr(word.find('(') + 1);
  while (!rest.empty() && numbers.size() < 4) {
    const auto begin = rest.find_first_of("0123456789.");
    if (begin == rest.npos) break;
    rest.remove_prefix(begin);
    double value = 0;
    const auto [end, error] =
        std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error != std::errc()) break;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (!rest.empty() && rest.front() == '%') value *= 2.55;
    numbers.push_back(value);
  }
  if (numbers.size() == 4 && numbers[3] < 0.05) return {std::nullopt, true};
  if (numbers.size() < 3 || !word.starts_with("rgb")) return {};
  const auto channel = [&](int i) {
    return static_cast<std::uint8_t>(std::clamp(numbers[i], 0.0, 255.0));
  };
  return {Colour{channel(0), channel(1), channel(2)}, false};
}

}  // namespace

std::string plain_css(std::string_view style) {
  static constexpr ByteSet kSpecial("/\\");
  std::string out;
  out.reserve(style.size());
  for (std::size_t i = 0; i < style.size();) {
    for (const auto end = find_byte(style, kSpecial, i); i < end; ++i)
      out += ascii_lower(style[i]);
    if (i == style.size()) break;
    if (style.substr(i, 2) == "/*") {
      const auto end = style.find("*/", i + 2);
      if (end == style.npos) break;
      i = end + 2;
    } else if (style[i] == '\\') {
      i = undo_escape(style, i + 1, out);
    } else {
      out += ascii_lower(style[i++]);
    }
  }
  return out;
}

std::vector<CssDeclaration> css_declarations(std::string_view text) {
  static constexpr ByteSet kEnd(";");
  std::vector<CssDeclaration> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = piece_end(text, at, kEnd);
    const auto piece = text.substr(at, end - at);
    at = end + 1;
    const auto colon = piece.find(':');
    if (colon == piece.npos) continue;
    auto value = trimmed(piece.substr(colon + 1));
    if (const auto mark = value.rfind('!'); mark != value.npos)
      value = trimmed(value.substr(0, mark));
    out.push_back({trimmed(piece.substr(0, colon)), value});
  }
  return out;
}

std::vector<std::string_view> css_words(std::string_view value) {
  static constexpr ByteSet kSpaces(" \t\r\n\f");
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < value.size();) {
    const auto end = piece_end(value, at, kSpaces);
    if (end > at) words.push_back(value.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::optional<double> css_length(std::string_view word) {
  if (!word.empty() && word.front() == '+') word.remove_prefix(1);
  double value = 0;
  const auto [end, error] =
      std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc()) return std::nullopt;
  const auto unit = word.substr(static_cast<std::size_t>(end - word.data()));
  for (const auto& known : kUnits)
    if (unit == known.name) return value * known.pixels;
  return std::nullopt;
}

CssColour css_colour(std::string_view word) {
  if (word.starts_with('#'))
    return {hex_colour(word.substr(1)), has_no_alpha(word.substr(1))};
  if (word == "transparent") return {std::nullopt, true};
  if (word.find('(') != word.npos) return function_colour(word);
  for (const auto& known : kColours)
    if (known.name == word) return {known.colour, false};
  return {};
}

std::optional<Colour> html_colour(std::string_view value) {
  const std::string word = ascii_lower(trimmed(value));
  if (const auto hex = hex_colour(word)) return hex;
  return css_colour(word).colour;
}

std::vector<StyleUrl> style_urls(std::string_view css) {
  std::vector<StyleUrl> out;
  for (auto at = find_ignoring_case(css, "url("); at < css.size();
       at = find_ignoring_case(css, "url(", at)) {
    at += 4;
    const auto end = std::min(css.find(')', at), css.size());
    auto target = trimmed(css.substr(at, end - at));
    while (!target.empty() && (target.front() == '"' || target.front() == '\''))
      target.remove_prefix(1);
    while (!target.empty() && (target.back() == '"' || target.back() == '\''))
      target.remove_suffix(1);
    const auto begin = static_cast<std::size_t>(target.data() - css.data());
    out.push_back({std::string(target), {begin, begin + target.size()}});
    at = end;
  }
  return out;
}

}  // namespace calspam
