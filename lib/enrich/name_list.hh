// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "util/text.hh"

namespace calspam {

/// A range of IP addresses; IPv4 as the IPv6 range ::ffff:0:0/96 it maps to.
struct Network {
  std::array<std::uint8_t, 16> address{};
  int bits = 128;

  bool contains(const Network& single) const;
};
/// "192.0.2.0/24", "2001:db8::/32", or one address, in brackets or not.
std::optional<Network> parse_network(std::string_view text);

/// Addresses, domains (each with all below it) and networks, mixed. ASCII case
/// is ignored.
class NameList {
 public:
  enum class Kind { None, Address, Domain, Network };
  static Kind kind_of(std::string_view entry);

  /// Kind::None when the entry is nothing of the sort and was not added.
  Kind add(std::string_view entry);
  bool empty() const {
    return addresses_.empty() && domains_.empty() && networks_.empty();
  }
  /// The address itself, or its domain or one above that, is an entry.
  bool has_address(std::string_view address) const;
  /// The host, a domain above it, or the network it lies in is an entry.
  bool has_host(std::string_view host) const;

 private:
  std::unordered_set<std::string> addresses_, domains_;  // lower case
  std::vector<Network> networks_;
};

/// `host` in lower case and then each domain above it, until `wanted` says
/// yes. Names longer than a domain can be (RFC 1035 2.3.4) are none.
template <typename Wanted>
bool any_domain_above(std::string_view host, Wanted wanted) {
  if (host.size() > 255) return false;
  if (host.ends_with('.')) host.remove_suffix(1);
  std::string name = ascii_lower(host);
  while (!name.empty()) {
    if (wanted(name)) return true;
    const std::size_t dot = name.find('.');
    if (dot == name.npos) return false;
    name.erase(0, dot + 1);
  }
  return false;
}

}  // namespace calspam
