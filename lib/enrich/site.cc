// SPDX-License-Identifier: MIT
#include "enrich/site.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kLeastDigits = 7;
// Without the country code and the trunk prefix that some write in its stead.
constexpr std::size_t kEndingDigits = 9;

std::string ending_of(std::string_view number) {
  std::string digits;
  for (char c : number)
    if (is_ascii_digit(c)) digits += c;
  if (digits.size() < kLeastDigits) return "";
  if (digits.size() <= kEndingDigits) return digits;
  return digits.substr(digits.size() - kEndingDigits);
}

template <typename Has>
const Advisory* first_that(const std::vector<Advisory>& advisories, Has has) {
  const auto found = std::find_if(advisories.begin(), advisories.end(), has);
  return found == advisories.end() ? nullptr : &*found;
}

}  // namespace

bool PhoneList::add(std::string_view number) {
  std::string ending = ending_of(number);
  if (ending.empty()) return false;
  endings_.insert(std::move(ending));
  return true;
}

bool PhoneList::contains(std::string_view number) const {
  return endings_.contains(ending_of(number));
}

void DomainAges::add(std::string_view domain, Instant registered) {
  registered_[ascii_lower(domain)] = registered;
}

std::optional<Instant> DomainAges::registered(std::string_view domain) const {
  std::optional<Instant> found;
  any_domain_above(domain, [&](const std::string& name) {
    const auto known = registered_.find(name);
    if (known != registered_.end()) found = known->second;
    return found.has_value();
  });
  return found;
}

bool AbuseContacts::add(std::string_view name, std::string_view address) {
  switch (NameList::kind_of(name)) {
    case NameList::Kind::Domain:
      domains_[ascii_lower(name)] = address;
      return true;
    case NameList::Kind::Network:
      networks_.emplace_back(*parse_network(name), address);
      return true;
    case NameList::Kind::Address:
    case NameList::Kind::None:
      break;
  }
  return false;
}

const std::string* AbuseContacts::of_host(std::string_view host) const {
  const std::string* found = nullptr;
  if (const auto single = parse_network(host)) {
    int bits = -1;
    for (const auto& [network, address] : networks_)
      if (network.bits > bits && network.contains(*single)) {
        bits = network.bits;
        found = &address;
      }
    return found;
  }
  any_domain_above(host, [&](const std::string& name) {
    const auto known = domains_.find(name);
    if (known != domains_.end()) found = &known->second;
    return found != nullptr;
  });
  return found;
}

bool Site::is_own_address(std::string_view address) const {
  return addresses.has_address(address) || domains.has_address(address);
}

const Advisory* Site::advisory_on_address(std::string_view address) const {
  return first_that(advisories, [&](const Advisory& advisory) {
    return advisory.addresses.has_address(address);
  });
}

const Advisory* Site::advisory_on_host(std::string_view host) const {
  return first_that(advisories, [&](const Advisory& advisory) {
    return advisory.hosts.has_host(host);
  });
}

const Advisory* Site::advisory_on_phone(std::string_view number) const {
  return first_that(advisories, [&](const Advisory& advisory) {
    return advisory.phones.contains(number);
  });
}

}  // namespace calspam
