// SPDX-License-Identifier: MIT
#include "evidence/trusted_path.hh"

#include <algorithm>

#include "evidence/facts.hh"
#include "util/text.hh"

namespace calspam {
namespace {

bool is_ours(const Site& site, std::string_view host) {
  return !host.empty() &&
         (site.trusted_hosts.has_host(host) || site.domains.has_host(host));
}

bool is_loopback(std::string_view address) {
  static const Network kV4 = *parse_network("127.0.0.0/8");
  static const Network kV6 = *parse_network("::1");
  const auto network = parse_network(address);
  return network && (kV4.contains(*network) || kV6.contains(*network));
}

// The peer that handed over to a host of ours. What it calls itself proves
// nothing; without an address only a local hand-over has no name either.
bool came_from_inside(const Site& site, const Hop& hop) {
  if (!hop.from_ip.empty())
    return is_loopback(hop.from_ip) ||
           site.trusted_networks.has_host(hop.from_ip);
  if (hop.from_host.empty()) return hop.from_name.empty();
  return site.trusted_hosts.has_host(hop.from_host);
}

bool passes_for(const AuthResult& result, std::string_view domain) {
  const bool method = result.method == "dkim" || result.method == "spf" ||
                      result.method == "dmarc";
  return method && result.result == "pass" &&
         same_organisation(result.domain, domain);
}

}  // namespace

bool is_pinned(const Site& site, const AuthResult& result) {
  if (result.field != "Authentication-Results") return false;
  const auto& ids = site.authserv_ids;
  return std::find(ids.begin(), ids.end(), ascii_lower(result.authserv_id)) !=
         ids.end();
}

std::string_view origin_name(TrustedPath::Origin origin) {
  switch (origin) {
    case TrustedPath::Origin::Unknown:
      return "unknown";
    case TrustedPath::Origin::Internal:
      return "internal";
    case TrustedPath::Origin::External:
      return "external";
    case TrustedPath::Origin::Rerouted:
      return "rerouted";
  }
  return "unknown";
}

TrustedPath trusted_path(const Subject& subject) {
  TrustedPath path;
  const Site* const site = subject.site;
  if (site == nullptr || subject.hops.empty()) return path;
  // Somebody else's mailbox: nothing in it is known to be ours.
  if (!is_ours(*site, subject.hops.front().by)) return path;
  for (const Hop& hop : subject.hops) {
    const bool ours = is_ours(*site, hop.by);
    if (path.border == nullptr && ours && came_from_inside(*site, hop))
      continue;
    if (path.border == nullptr) {
      // An inside host that is not in the file wrote this line.
      if (!ours) return path;
      path.border = &hop;
      path.origin = TrustedPath::Origin::External;
      continue;
    }
    if (path.beyond == nullptr) path.beyond = &hop;
    if (ours) path.origin = TrustedPath::Origin::Rerouted;
  }
  if (path.border == nullptr) path.origin = TrustedPath::Origin::Internal;
  return path;
}

std::vector<const AuthResult*> trusted_results(const Subject& subject) {
  std::vector<const AuthResult*> trusted;
  if (subject.site == nullptr) return trusted;
  const TrustedPath path = trusted_path(subject);
  for (const AuthResult& result : subject.auth)
    if (is_pinned(*subject.site, result) &&
        (path.beyond == nullptr || result.span.begin < path.beyond->span.begin))
      trusted.push_back(&result);
  return trusted;
}

std::optional<bool> is_authenticated(const Subject& subject,
                                     std::string_view domain) {
  if (subject.site == nullptr || domain.empty()) return {};
  const auto results = trusted_results(subject);
  if (std::any_of(results.begin(), results.end(), [&](const AuthResult* one) {
        return passes_for(*one, domain);
      }))
    return true;
  const bool own = subject.site->domains.has_host(domain);
  if (own && trusted_path(subject).origin == TrustedPath::Origin::Internal)
    return true;
  if (results.empty() && subject.site->authserv_ids.empty()) return {};
  return false;
}

}  // namespace calspam
