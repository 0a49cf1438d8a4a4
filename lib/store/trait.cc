// SPDX-License-Identifier: MIT
#include "store/trait.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {
namespace {

// Longer values are no use to ask for, and weigh in the index.
constexpr std::size_t kMostBytes = 1'024;

std::string ip_value(std::string_view written) {
  std::string ip = ascii_lower(trimmed(written));
  if (ip.starts_with('[') && ip.ends_with(']'))
    ip = ip.substr(1, ip.size() - 2);
  if (ip.starts_with("ipv6:")) ip.erase(0, 5);
  if (ip.starts_with("::ffff:") && ip.find('.') != ip.npos) ip.erase(0, 7);
  return ip;
}

std::string digits_of(std::string_view written) {
  std::string digits;
  for (const char c : written)
    if (is_ascii_digit(c)) digits += c;
  return digits;
}

std::string hash_value(std::string_view written) {
  std::string hash = ascii_lower(trimmed(written));
  return hash.starts_with("sha256:") ? hash.substr(7) : hash;
}

}  // namespace

std::string stored_address(std::string_view written) {
  std::string_view address = trimmed(written);
  if (address.starts_with('<')) address.remove_prefix(1);
  if (address.ends_with('>')) address.remove_suffix(1);
  if (starts_ignoring_case(address, "mailto:")) address.remove_prefix(7);
  return ascii_lower(truncated(address, kMostBytes));
}

std::string trait_value(TraitKind kind, std::string_view written) {
  written = truncated(written, kMostBytes);
  switch (kind) {
    case TraitKind::Organizer:
      return stored_address(written);
    case TraitKind::Ip:
      return ip_value(written);
    case TraitKind::Dkim:
    case TraitKind::Host:
    case TraitKind::Domain: {
      std::string name = ascii_lower(trimmed(written));
      while (name.ends_with('.')) name.pop_back();
      return name;
    }
    case TraitKind::Phone:
      return digits_of(written);
    case TraitKind::Hash:
      return hash_value(written);
    case TraitKind::Link:
      return std::string(trimmed(written));
  }
  return {};
}

std::vector<Trait> link_traits(std::string_view written) {
  if (written.find('/') != written.npos)
    return {{TraitKind::Link, trait_value(TraitKind::Link, written)}};
  return {{TraitKind::Host, trait_value(TraitKind::Host, written)},
          {TraitKind::Domain, trait_value(TraitKind::Domain, written)}};
}

std::vector<Trait> stored_traits(const Sighting& sighting) {
  std::vector<Trait> traits;
  const auto add = [&traits](TraitKind kind, std::string_view written) {
    std::string value = trait_value(kind, written);
    if (!value.empty()) traits.push_back({kind, std::move(value)});
  };
  for (const Trait& trait : sighting.traits) add(trait.kind, trait.value);
  add(TraitKind::Hash, sighting.sha256);
  add(TraitKind::Hash, sighting.message.content_sha256);
  add(TraitKind::Ip, sighting.message.border_ip);
  for (const SightedEvent& event : sighting.events) {
    add(TraitKind::Organizer, event.organizer);
    add(TraitKind::Hash, event.event_sha256);
    add(TraitKind::Hash, event.campaign_sha256);
  }
  std::ranges::sort(traits);
  traits.erase(std::unique(traits.begin(), traits.end()), traits.end());
  return traits;
}

}  // namespace calspam
