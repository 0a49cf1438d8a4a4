// SPDX-License-Identifier: MIT
#include "evidence/recipients.hh"

#include <algorithm>
#include <string>
#include <vector>

#include "util/hash.hh"
#include "util/text.hh"
#include "web/encoding.hh"

namespace calspam {
namespace {

// "a@b.de"; what it is decoded from is longer.
constexpr std::size_t kShortestToken = 8;

bool is_token_character(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_' ||
         c == '+' || c == '=';
}

std::string hex_decoded(std::string_view text) {
  std::string out;
  if (text.size() % 2 != 0) return out;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);
    if (high < 0 || low < 0) return "";
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

// What the tokens of `text` of `least` bytes or more say when they are decoded,
// one on each line.
std::string decoded_tokens(std::string_view text, std::size_t least) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_token_character(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_token_character(text[end])) ++end;
    std::string_view token = text.substr(at, end - at);
    at = end;
    // "u=..." is a name and its value.
    const std::size_t equals = token.find('=');
    if (equals != token.npos && equals + least < token.size())
      token.remove_prefix(equals + 1);
    if (token.size() < least) continue;
    if (const auto decoded = base64_decoded(token)) out += *decoded + '\n';
    out += hex_decoded(token) + '\n';
  }
  return out;
}

bool is_shorter(const std::string& a, const std::string& b) {
  return a.size() < b.size();
}

}  // namespace

std::string plain_address(std::string_view address) {
  std::string lower = ascii_lower(address);
  const std::size_t at = lower.rfind('@');
  const std::size_t plus = lower.find('+');
  if (at != lower.npos && plus != lower.npos && plus > 0 && plus < at)
    lower.erase(plus, at - plus);
  return lower;
}

bool is_recipient(const Subject& subject, std::string_view address) {
  return !address.empty() &&
         subject.recipient_addresses.contains(plain_address(address));
}

bool holds_recipient(const Subject& subject, std::string_view text,
                     bool hashed) {
  const std::vector<std::string>& addresses = subject.sought_recipients;
  if (addresses.empty()) return false;
  const std::size_t shortest =
      std::min_element(addresses.begin(), addresses.end(), is_shorter)->size();
  const std::string plain = percent_decoded(text);
  std::string lower = ascii_lower(plain);
  lower += '\n' + ascii_lower(decoded_tokens(
                      plain, std::max(shortest, kShortestToken)));
  for (const std::string& address : addresses) {
    if (lower.find(address) != lower.npos) return true;
    std::string worded = address;
    worded.replace(worded.rfind('@'), 1, "_at_");
    if (lower.find(worded) != lower.npos) return true;
    if (hashed && (lower.find(md5(address)) != lower.npos ||
                   lower.find(sha1(address)) != lower.npos))
      return true;
  }
  return false;
}

}  // namespace calspam
