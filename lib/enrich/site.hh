// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "enrich/name_list.hh"
#include "util/time.hh"

namespace calspam {

/// Telephone numbers by their last digits, so that "+49 30 ...", "0049 30 ..."
/// and "030 ..." are one.
class PhoneList {
 public:
  /// False when the text holds fewer than seven digits.
  bool add(std::string_view number);
  bool contains(std::string_view number) const;

 private:
  std::unordered_set<std::string> endings_;
};

/// Known malicious addresses, from one warning (CC/R 18003 6.2 c.2).
struct Advisory {
  std::string name;
  std::string date;  ///< "2026-11-22", or ""
  NameList addresses, hosts;
  PhoneList phones;
};

/// When domains were registered.
class DomainAges {
 public:
  void add(std::string_view domain, Instant registered);
  /// Of the domain or the nearest one above it.
  std::optional<Instant> registered(std::string_view domain) const;

 private:
  std::unordered_map<std::string, Instant> registered_;
};

/// Where abuse of a domain's or network's services is reported to.
class AbuseContacts {
 public:
  /// False when `name` is neither domain nor network.
  bool add(std::string_view name, std::string_view address);
  /// Of the host, the nearest domain above it, or the smallest network that it
  /// lies in; null when there is none. Dies with the next add().
  const std::string* of_host(std::string_view host) const;

 private:
  std::unordered_map<std::string, std::string> domains_;
  std::vector<std::pair<Network, std::string>> networks_;
};

/// What only the operator of a site knows: calspam-site(5). Plain values; what
/// it does not say is unknown.
struct Site {
  NameList domains, addresses;               ///< the site's own
  NameList trusted_networks, trusted_hosts;  ///< its border and inside
  std::vector<std::string> authserv_ids;     ///< lower case; RFC 8601 2.5
  NameList allow, block, address_book;
  NameList platforms;  ///< services that mail on their users' behalf
  std::vector<Advisory> advisories;
  DomainAges domain_ages;
  AbuseContacts abuse_contacts;
  std::string reports_from;  ///< who reports abuse, an address; ""

  bool is_own_address(std::string_view address) const;
  /// The first advisory that has the address, or null.
  const Advisory* advisory_on_address(std::string_view address) const;
  const Advisory* advisory_on_host(std::string_view host) const;
  const Advisory* advisory_on_phone(std::string_view number) const;
};

}  // namespace calspam
