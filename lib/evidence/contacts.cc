// SPDX-License-Identifier: MIT
#include "evidence/contacts.hh"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kKept = 50;
constexpr std::size_t kLongestNumber = 40;
constexpr std::ptrdiff_t kLeastDigits = 8;

bool is_word(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) ||
         static_cast<std::uint8_t>(c) >= 0x80;
}

// How many digits are in each group of a run.
struct Groups {
  std::array<std::uint8_t, kLongestNumber> counts{};
  std::size_t size = 0;

  std::size_t operator[](std::size_t i) const { return counts[i]; }
};

// A run of digits and the marks people put between them.
struct Run {
  std::size_t begin = 0, end = 0;
  bool plus = false;
  bool parenthesis = false;
  Groups groups;
  std::string digits;
};

bool is_separator(char c) {
  return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/' ||
         c == '\t';
}

Run read_run(std::string_view text, std::size_t at) {
  Run run;
  run.begin = at;
  if (text[at] == '+') {
    run.plus = true;
    ++at;
  }
  std::size_t separators = 0;
  for (; at < text.size() && at - run.begin < kLongestNumber; ++at) {
    const char c = text[at];
    if (is_ascii_digit(c)) {
      if (separators > 0 || run.groups.size == 0) ++run.groups.size;
      separators = 0;
      ++run.groups.counts[run.groups.size - 1];
      run.digits += c;
      run.end = at + 1;
    } else if (is_separator(c) && separators < 3) {
      run.parenthesis |= c == '(';
      ++separators;
    } else {
      break;
    }
  }
  return run;
}

bool is_north_american(const Run& run) {
  const auto& g = run.groups;
  const std::size_t n = g.size;
  const bool grouped = n >= 3 && g[n - 1] == 4 && g[n - 2] == 3 &&
                       g[n - 3] == 3 && (n == 3 || (n == 4 && g[0] == 1));
  const bool country_joined =
      n == 3 && g[2] == 4 && g[1] == 3 && g[0] == 4 && run.digits[0] == '1';
  if (!grouped && !country_joined) return false;
  const char area = run.digits[run.digits.size() - 10];
  return area >= '2' && area <= '9';
}

bool is_phone(const Run& run) {
  const std::size_t count = run.digits.size();
  if (run.plus) return count >= 8 && count <= 15;
  if (count < 9 || count > 13) return false;
  if (is_north_american(run)) return true;
  if (run.digits.compare(0, 2, "00") == 0)
    return count >= 11 && run.groups.size >= 3;
  return run.digits[0] == '0' && run.groups.size >= 2 && run.groups.size <= 6 &&
         run.groups[0] >= 2 && count >= 10;
}

// Dashes and dots of print that senders put between digits, as ASCII.
std::string with_plain_dashes(std::string_view text) {
  static constexpr ByteSet kFirstBytes("\xE2\xC2");
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t next = find_byte(text, kFirstBytes, at);
    out += text.substr(at, next - at);
    at = next;
    if (at == text.size()) break;
    const std::string_view rest = text.substr(at);
    const bool dash = rest.size() >= 3 && rest.substr(0, 2) == "\xE2\x80" &&
                      ((rest[2] >= '\x90' && rest[2] <= '\x95') ||
                       rest[2] == '\xA2');  // U+2010 to U+2015, bullet
    if (dash || rest.substr(0, 3) == "\xE2\x88\x92") {  // minus sign
      out += '-';
      at += 2;
    } else if (rest.substr(0, 2) == "\xC2\xB7") {  // middle dot
      out += '.';
      ++at;
    } else {
      out += text[at];
    }
  }
  return out;
}

// Chinese, Japanese and Korean are written without spaces: what begins a code
// point from U+3000 on is no part of a number's word.
bool is_word_before(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && is_utf8_tail(text[begin])) --begin;
  return is_word(text[begin]) && static_cast<std::uint8_t>(text[begin]) < 0xE3;
}
bool is_word_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_word(text[at]) &&
         static_cast<std::uint8_t>(text[at]) < 0xE3;
}

bool stands_free(std::string_view text, const Run& run) {
  const char before = run.begin == 0 ? ' ' : text[run.begin - 1];
  const char after = run.end >= text.size() ? ' ' : text[run.end];
  // Google's plain text puts the next line right behind a number.
  const bool glued = is_ascii_alpha(after) && is_north_american(run);
  // A number after "=", "/" or "_" is part of a URL or an identifier.
  return !is_word_before(text, run.begin) && before != '=' && before != '/' &&
         before != '_' && before != '-' && before != '%' &&
         (!is_word_at(text, run.end) || glued) && after != '_' &&
         after != '@' && after != '=';
}

void keep(std::vector<std::string>& found, std::string value) {
  if (found.size() < kKept &&
      std::find(found.begin(), found.end(), value) == found.end())
    found.push_back(std::move(value));
}

constexpr auto kCurrencies = std::to_array<std::string_view>({
    "$",   "€",       "£",      "¥",     "₹",    "₽",    "₺",   "₩",
    "usd", "eur",     "gbp",    "cad",   "aud",  "inr",    "chf", "brl",
    "r$",  "pln",     "zł",     "rub",   "руб",  "jpy",    "cny", "円",
    "元",  "원",      "tl",     "kr",    "kč",   "ft",     "btc", "usdt",
    "eth", "dollars", "dollar", "euros", "euro", "pounds", "try", "uah",
    "грн", "twd",     "hkd",    "sgd",   "mxn",  "vnd",    "đ",   "idr",
});

// The currencies by the byte that they start with, or end with: those of byte
// `b` from `begin[b]` on, as they stand above.
struct Currencies {
  std::array<std::string_view, kCurrencies.size()> sorted;
  std::array<std::uint8_t, 257> begin{};

  std::span<const std::string_view> of(char edge) const {
    const auto b = static_cast<unsigned char>(edge);
    return {sorted.data() + begin[b],
            static_cast<std::size_t>(begin[b + 1u] - begin[b])};
  }
};

consteval Currencies currencies(bool at_end) {
  Currencies all;
  std::size_t size = 0;
  for (std::size_t b = 0; b < 256; ++b) {
    all.begin[b] = static_cast<std::uint8_t>(size);
    for (std::string_view currency : kCurrencies) {
      const char edge = at_end ? currency.back() : currency.front();
      if (static_cast<unsigned char>(edge) == b) all.sorted[size++] = currency;
    }
  }
  all.begin[256] = static_cast<std::uint8_t>(size);
  return all;
}

// The currency that `text` ends with (before) or starts with (after), or 0.
std::size_t currency_length(std::string_view text, bool at_end) {
  static constexpr Currencies kStarting = currencies(false);
  static constexpr Currencies kEnding = currencies(true);
  if (text.empty()) return 0;
  for (std::string_view currency :
       at_end ? kEnding.of(text.back()) : kStarting.of(text.front())) {
    if (at_end ? !text.ends_with(currency) : !text.starts_with(currency))
      continue;
    if (!is_ascii_alpha(currency.back()) && currency != "zł" && currency != "đ")
      return currency.size();
    const std::string_view rest =
        at_end ? text.substr(0, text.size() - currency.size())
               : text.substr(currency.size());
    if (rest.empty() || !is_word(at_end ? rest.back() : rest.front()))
      return currency.size();
  }
  return 0;
}

std::size_t number_end(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (at < text.size() && at - begin < 20 &&
         (is_ascii_digit(text[at]) ||
          ((text[at] == '.' || text[at] == ',') && at + 1 < text.size() &&
           is_ascii_digit(text[at + 1]))))
    ++at;
  return at;
}

}  // namespace

std::vector<std::string> phone_numbers(std::string_view text) {
  if (std::count_if(text.begin(), text.end(),
                    [](char c) { return is_ascii_digit(c); }) < kLeastDigits)
    return {};
  const std::string plain = with_plain_dashes(text);
  text = plain;
  std::vector<std::string> found;
  static constexpr ByteSet kStarts("0123456789+");
  for (std::size_t at = 0; at < text.size(); ++at) {
    at = find_byte(text, kStarts, at);
    if (at == text.size()) break;
    const bool starts = is_ascii_digit(text[at]) ||
                        (text[at] == '+' && at + 1 < text.size() &&
                         (is_ascii_digit(text[at + 1]) || text[at + 1] == '('));
    if (!starts) continue;
    const Run run = read_run(text, at);
    if (is_phone(run) && stands_free(text, run))
      keep(found, (run.plus ? "+" : "") + run.digits);
    at = std::max(at, run.end == 0 ? at : run.end - 1);
  }
  return found;
}

std::vector<std::string> mail_addresses(std::string_view text) {
  constexpr std::size_t kLocalPart = 64, kDomain = 255;  // RFC 5321 4.5.3.1
  const auto may_stand = [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '.' || c == '_' ||
           c == '-' || c == '+';
  };
  std::vector<std::string> found;
  for (std::size_t at = text.find('@'); at != text.npos;
       at = text.find('@', at + 1)) {
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && at - begin < kLocalPart && may_stand(text[begin - 1]))
      --begin;
    while (end < text.size() && end - at < kDomain && may_stand(text[end]))
      ++end;
    while (end > at + 1 && !is_ascii_alpha(text[end - 1])) --end;
    const std::string_view domain = text.substr(at + 1, end - at - 1);
    if (begin < at && domain.find('.') != domain.npos)
      keep(found, std::string(text.substr(begin, end - begin)));
  }
  return found;
}

std::vector<std::string> money_amounts(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_ascii_digit(text[at])) continue;
    const std::size_t end = number_end(text, at);
    std::size_t before = at, after = end;
    if (before > 0 && text[before - 1] == ' ') --before;
    if (after < text.size() && text[after] == ' ') ++after;
    const std::size_t left = currency_length(text.substr(0, before), true);
    const std::size_t right = currency_length(text.substr(after), false);
    if (left > 0)
      keep(found, std::string(text.substr(before - left, end - before + left)));
    else if (right > 0)
      keep(found, std::string(text.substr(at, after + right - at)));
    at = end;
  }
  return found;
}

}  // namespace calspam
