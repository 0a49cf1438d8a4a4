// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <iterator>

#include "enrich/name_list.hh"
#include "provenance/words.hh"

namespace calspam {
namespace {

struct SpecialNetwork {
  std::string_view network, kind;
};

// RFC 6890 and the registries it began. 6to4 addresses of private IPv4
// networks are how Google prints its own.
constexpr SpecialNetwork kSpecial[] = {
    {"10.0.0.0/8", "private"},
    {"172.16.0.0/12", "private"},
    {"192.168.0.0/16", "private"},
    {"100.64.0.0/10", "shared"},
    {"127.0.0.0/8", "loopback"},
    {"169.254.0.0/16", "link-local"},
    {"0.0.0.0/8", "reserved"},
    {"192.0.0.0/24", "reserved"},
    {"192.0.2.0/24", "documentation"},
    {"198.51.100.0/24", "documentation"},
    {"203.0.113.0/24", "documentation"},
    {"198.18.0.0/15", "benchmark"},
    {"224.0.0.0/4", "multicast"},
    {"240.0.0.0/4", "reserved"},
    {"::1/128", "loopback"},
    {"::/128", "reserved"},
    {"fe80::/10", "link-local"},
    {"fc00::/7", "private"},
    {"ff00::/8", "multicast"},
    {"2001:db8::/32", "documentation"},
    {"2002:a00::/24", "private"},
    {"2002:ac10::/28", "private"},
    {"2002:c0a8::/32", "private"},
};

struct ParsedNetwork {
  Network network;
  std::string_view kind;
};

const std::array<ParsedNetwork, std::size(kSpecial)>& special_networks() {
  static const auto parsed = [] {
    std::array<ParsedNetwork, std::size(kSpecial)> networks{};
    for (std::size_t i = 0; i < networks.size(); ++i)
      networks[i] = {parse_network(kSpecial[i].network).value(),
                     kSpecial[i].kind};
    return networks;
  }();
  return parsed;
}

}  // namespace

std::string_view special_address(std::string_view address) {
  const auto single = parse_network(address);
  if (!single) return "";
  for (const ParsedNetwork& special : special_networks())
    if (special.network.contains(*single)) return special.kind;
  return "";
}

// Addresses for examples stand for public ones, in examples.
bool is_public_address(std::string_view address) {
  if (!parse_network(address)) return false;
  const std::string_view kind = special_address(address);
  return kind.empty() || kind == "documentation";
}

bool same_address(std::string_view a, std::string_view b) {
  const auto first = parse_network(a), second = parse_network(b);
  return first && second && first->address == second->address;
}

}  // namespace calspam
