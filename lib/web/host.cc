// SPDX-License-Identifier: MIT
#include "web/host.hh"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <vector>

#include "util/text.hh"
#include "web/encoding.hh"
#include "web/url.hh"

namespace calspam {
namespace {

// A name has 253 characters at most; the rest is room for percent-encoding
// and for characters that UTS 46 drops.
constexpr std::size_t kHostBytes = 4096;

/// "0x1f", "017", "12": the number, and nothing for anything else.
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::uint64_t base = 10;
  if (starts_ignoring_case(text, "0x")) {
    base = 16;
    text.remove_prefix(2);
  } else if (text.size() > 1 && text.front() == '0') {
    base = 8;
    text.remove_prefix(1);
  }
  std::uint64_t value = 0;
  for (const char c : text) {
    const int digit = hex_digit(c);
    if (digit < 0 || static_cast<std::uint64_t>(digit) >= base)
      return std::nullopt;
    value = std::min<std::uint64_t>(value * base + digit, UINT32_MAX + 1ull);
  }
  return value;
}

std::vector<std::string_view> labels(std::string_view domain) {
  auto parts = split(domain, '.');
  if (parts.size() > 1 && parts.back().empty()) parts.pop_back();
  return parts;
}

/// One to four numbers, the last of which fills what is left of 32 bits.
std::optional<std::string> parse_ipv4(std::string_view domain) {
  const auto parts = labels(domain);
  if (parts.size() > 4) return std::nullopt;
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto number = ipv4_number(parts[i]);
    const bool last = i + 1 == parts.size();
    const std::uint64_t room = last ? 1ull << 8 * (5 - parts.size()) : 256;
    if (!number || *number >= room) return std::nullopt;
    address |= last ? *number : *number << 8 * (3 - i);
  }
  return fmt::format("{}.{}.{}.{}", address >> 24, address >> 16 & 255,
                     address >> 8 & 255, address & 255);
}

/// Start and length of the longest run of at least two zero pieces.
std::pair<int, int> longest_zeros(const std::array<unsigned, 8>& pieces) {
  std::pair<int, int> best{-1, 1};
  for (int i = 0, run = 0; i < 8; ++i) {
    run = pieces[i] == 0 ? run + 1 : 0;
    if (run > best.second) best = {i - run + 1, run};
  }
  return best;
}

std::optional<std::string> parse_ipv6(std::string_view text) {
  in6_addr address;
  if (inet_pton(AF_INET6, std::string(text).c_str(), &address) != 1 ||
      text.find('\0') != text.npos)
    return std::nullopt;
  std::array<unsigned, 8> pieces{};
  for (int i = 0; i < 8; ++i)
    pieces[i] = address.s6_addr[2 * i] << 8 | address.s6_addr[2 * i + 1];
  const auto [start, length] = longest_zeros(pieces);
  std::string out = "[";
  for (int i = 0; i < 8; ++i) {
    if (i == start) {
      out += i == 0 ? "::" : ":";
      i += length - 1;
      continue;
    }
    out += fmt::format("{:x}", pieces[i]);
    if (i < 7) out += ':';
  }
  return out + "]";
}

}  // namespace

bool ends_in_number(std::string_view domain) {
  const auto parts = labels(domain);
  const std::string_view last = parts.back();
  if (last.empty()) return false;
  const bool digits =
      last.find_first_not_of("0123456789") == std::string_view::npos;
  return digits || (starts_ignoring_case(last, "0x") && ipv4_number(last));
}

std::optional<Host> parse_host(std::string_view text) {
  if (text.empty() || text.size() > kHostBytes) return std::nullopt;
  if (text.front() == '[') {
    if (text.back() != ']') return std::nullopt;
    auto address = parse_ipv6(text.substr(1, text.size() - 2));
    if (!address) return std::nullopt;
    return Host{*std::move(address), true};
  }
  auto domain = domain_to_ascii(percent_decoded(text));
  if (!domain) return std::nullopt;
  if (!ends_in_number(*domain)) return Host{*std::move(domain), false};
  auto address = parse_ipv4(*domain);
  if (!address) return std::nullopt;
  return Host{*std::move(address), true};
}

}  // namespace calspam
