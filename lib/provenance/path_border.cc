// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "enrich/name_list.hh"
#include "evidence/trusted_path.hh"
#include "provenance/path_parts.hh"
#include "provenance/provider_table.hh"
#include "provenance/words.hh"
#include "web/url.hh"

namespace calspam {
namespace {

// fetchmail and getmail take mail out of a mailbox elsewhere: what stands
// below was written by that mailbox's side, which is then ours.
bool is_fetched(const Received& line) {
  return line.with.starts_with("POP3") || line.with.starts_with("IMAP") ||
         line.family == "fetchmail";
}

bool has_peer(const Received& line) {
  return !line.from_ip.empty() || !line.from_host.empty() ||
         !line.from_name.empty();
}

// What a person would call the peer: its reverse name, else what it said.
std::string_view peer_name(const Received& line) {
  return line.from_host.empty() ? line.from_name : line.from_host;
}

void set_border(Path& path, std::size_t hop, BorderMethod method,
                Confidence confidence, std::string why) {
  Border& border = path.border;
  border.hop = static_cast<int>(hop);
  border.method = method;
  border.confidence = confidence;
  border.why = std::move(why);
  border.organisation = organisation_of(path.hops[hop].line.by);
}

// The site file knows best.
bool configured(const Subject& subject, Path& path) {
  const TrustedPath trusted = trusted_path(subject);
  if (trusted.origin == TrustedPath::Origin::Unknown) return false;
  const std::string& by = path.hops.front().line.by;
  if (trusted.border == nullptr) {
    path.border.internal = true;
    path.border.method = BorderMethod::Configured;
    path.border.confidence = Confidence::High;
    path.border.organisation = organisation_of(by);
    path.border.why =
        "every host on the way is one that the site file has inside";
    return true;
  }
  const auto hop =
      static_cast<std::size_t>(trusted.border - subject.hops.data());
  if (hop >= path.hops.size()) return false;
  set_border(path, hop, BorderMethod::Configured, Confidence::High,
             "the site file has the host that wrote this line inside, and its "
             "peer outside");
  return true;
}

// Mail to a large provider comes in at hosts with names that are known.
bool by_provider(Path& path, std::size_t first) {
  const MailProvider* const provider =
      provider_of_host(path.hops[first].line.by);
  if (provider == nullptr) return false;
  for (std::size_t i = first; i < path.hops.size(); ++i) {
    const Received& line = path.hops[i].line;
    if (!is_inside(*provider, line.by)) return false;
    if (!is_entry(*provider, line.by) || line.from_ip.empty()) continue;
    set_border(path, i, BorderMethod::ProviderTable, Confidence::High,
               fmt::format("\"{}\" is where mail from outside comes in to {}",
                           line.by, provider->name));
    path.border.provider = provider->name;
    return true;
  }
  return false;
}

// Two addresses of one site: the same /24, or the same /48 of IPv6.
bool are_neighbours(std::string_view a, std::string_view b) {
  const auto first = parse_network(a), second = parse_network(b);
  if (!first || !second) return false;
  constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0,    0,
                                                 0, 0, 0, 0, 0xff, 0xff};
  const bool v4 =
      std::equal(kMapped.begin(), kMapped.end(), first->address.begin());
  const auto bytes = static_cast<std::ptrdiff_t>(v4 ? 15 : 6);
  return std::equal(first->address.begin(), first->address.begin() + bytes,
                    second->address.begin());
}

// The peer belongs to the side that wrote the line. A reverse name is the
// receiver's own look-up; what the peer calls itself counts only where its
// address is private or lies beside that of the receiver.
bool is_own_peer(const Received& line) {
  if (!has_peer(line) || line.submission == Submission::Local) return true;
  if (!line.from_ip.empty() && !is_public_address(line.from_ip)) return true;
  if (!line.from_host.empty()) return same_registrable(line.from_host, line.by);
  if (line.from_ip.empty()) return same_registrable(line.from_name, line.by);
  return same_registrable(line.from_name, line.by) &&
         are_neighbours(line.from_ip, line.by_ip);
}

// The first hop of the side that took the mail in: below the last fetch that
// stands among our own hops.
std::size_t first_of_our_side(const Path& path) {
  std::size_t first = 0;
  for (std::size_t i = 0; i < path.hops.size(); ++i) {
    const Received& line = path.hops[i].line;
    if (is_fetched(line))
      first = i + 1;
    else if (!is_own_peer(line))
      break;
  }
  return first;
}

void by_organisation(Path& path, std::size_t first) {
  for (std::size_t i = first; i < path.hops.size(); ++i) {
    const Received& line = path.hops[i].line;
    if (is_own_peer(line)) continue;
    const bool named = !registrable_domain(line.by).empty();
    const std::string_view peer = peer_name(line);
    const bool peer_named = !registrable_domain(peer).empty();
    if (named && peer_named && !same_registrable(peer, line.by))
      return set_border(
          path, i, BorderMethod::Organisation, Confidence::Medium,
          fmt::format("the first hop from another organisation ({}) than the "
                      "one that wrote it ({})",
                      organisation_of(peer), organisation_of(line.by)));
    if (line.from_ip.empty()) continue;
    return set_border(
        path, i, named ? BorderMethod::Organisation : BorderMethod::FirstPublic,
        Confidence::Low,
        named ? "the first hop from an address that nothing ties "
                "to the organisation that wrote it"
              : "the first hop from a public address; the host "
                "that wrote it has no name on the Internet");
  }
  const std::string& by = path.hops[first].line.by;
  path.border.internal = true;
  path.border.method = BorderMethod::Organisation;
  path.border.confidence = Confidence::Low;
  path.border.organisation = organisation_of(by);
  path.border.why = "no hop comes from another organisation";
}

void mark_zones(Path& path) {
  const Border& border = path.border;
  for (std::size_t i = 0; i < path.hops.size(); ++i) {
    const int at = static_cast<int>(i);
    if (border.internal || at < border.hop)
      path.hops[i].zone = HopZone::Inside;
    else if (at == border.hop)
      path.hops[i].zone = HopZone::Border;
  }
}

// Entry hosts of other providers below ours: an earlier mailbox passed it on.
void find_earlier_borders(Path& path) {
  if (path.border.hop < 0) return;
  const MailProvider* last =
      provider_of_host(hop_at(path, path.border.hop).line.by);
  for (std::size_t i = static_cast<std::size_t>(path.border.hop) + 1;
       i < path.hops.size(); ++i) {
    const Received& line = path.hops[i].line;
    const MailProvider* const provider = provider_of_host(line.by);
    if (provider == nullptr || provider == last || line.from_ip.empty() ||
        !is_entry(*provider, line.by) || !is_public_address(line.from_ip))
      continue;
    path.earlier_borders.push_back(static_cast<int>(i));
    last = provider;
  }
}

}  // namespace

void find_border(const Subject& subject, Path& path) {
  if (path.hops.empty()) return;
  const std::size_t first = first_of_our_side(path);
  if (!configured(subject, path)) {
    if (first == path.hops.size()) return;
    if (!by_provider(path, first)) by_organisation(path, first);
  }
  mark_zones(path);
  find_earlier_borders(path);
}

}  // namespace calspam
