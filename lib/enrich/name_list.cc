// SPDX-License-Identifier: MIT
#include "enrich/name_list.hh"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace calspam {
namespace {

constexpr int kMappedBits = 96;

bool read_address(const std::string& text, Network& network) {
  std::array<std::uint8_t, 4> v4{};
  if (inet_pton(AF_INET, text.c_str(), v4.data()) == 1) {
    network.address[10] = network.address[11] = 0xFF;
    std::copy(v4.begin(), v4.end(), network.address.begin() + 12);
    return true;
  }
  return inet_pton(AF_INET6, text.c_str(), network.address.data()) == 1;
}

bool is_label_character(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_';
}

// At least two labels: "com" or "localhost" would match far too much.
bool is_domain(std::string_view text) {
  if (text.size() > 253 || text.find('.') == text.npos) return false;
  for (std::string_view label : split(text, '.'))
    if (label.empty() || label.size() > 63 ||
        !std::all_of(label.begin(), label.end(), is_label_character))
      return false;
  return true;
}

bool is_address(std::string_view text) {
  const std::size_t at = text.rfind('@');
  return at != text.npos && at != 0 && is_domain(text.substr(at + 1)) &&
         std::none_of(text.begin(), text.end(), is_ascii_space);
}

}  // namespace

bool Network::contains(const Network& single) const {
  for (int bit = 0; bit < bits; bit += 8) {
    const auto at = static_cast<std::size_t>(bit / 8);
    const int kept = std::min(8, bits - bit);
    const auto mask = static_cast<std::uint8_t>(0xFF << (8 - kept));
    if ((address[at] & mask) != (single.address[at] & mask)) return false;
  }
  return true;
}

std::optional<Network> parse_network(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']'))
    text = text.substr(1, text.size() - 2);
  if (starts_ignoring_case(text, "ipv6:")) text.remove_prefix(5);
  const std::size_t slash = text.find('/');
  Network network;
  if (!read_address(std::string(text.substr(0, slash)), network)) return {};
  if (slash == text.npos) return network;
  const bool v4 = text.find(':') == text.npos;
  const std::string_view length = text.substr(slash + 1);
  int bits = 0;
  const auto read =
      std::from_chars(length.data(), length.data() + length.size(), bits);
  if (read.ec != std::errc() || read.ptr != length.data() + length.size() ||
      bits < 0 || bits > (v4 ? 32 : 128))
    return {};
  network.bits = v4 ? kMappedBits + bits : bits;
  return network;
}

NameList::Kind NameList::kind_of(std::string_view entry) {
  if (parse_network(entry)) return Kind::Network;
  if (is_address(entry)) return Kind::Address;
  return is_domain(entry) ? Kind::Domain : Kind::None;
}

NameList::Kind NameList::add(std::string_view entry) {
  const Kind kind = kind_of(entry);
  if (kind == Kind::Network) networks_.push_back(*parse_network(entry));
  if (kind == Kind::Address) addresses_.insert(ascii_lower(entry));
  if (kind == Kind::Domain) domains_.insert(ascii_lower(entry));
  return kind;
}

bool NameList::has_address(std::string_view address) const {
  const std::size_t at = address.rfind('@');
  if (at == address.npos) return false;
  return addresses_.contains(ascii_lower(address)) ||
         has_host(address.substr(at + 1));
}

bool NameList::has_host(std::string_view host) const {
  if (const auto single =
          networks_.empty() ? std::nullopt : parse_network(host))
    return std::any_of(
        networks_.begin(), networks_.end(),
        [&](const Network& network) { return network.contains(*single); });
  return any_domain_above(host, [this](const std::string& name) {
    return domains_.contains(name);
  });
}

}  // namespace calspam
