// SPDX-License-Identifier: MIT
#include "provenance/path_parts.hh"
#include "provenance/words.hh"

namespace calspam {
namespace {

// Fields in which webmail and submission servers name the client.
constexpr std::string_view kAddressFields[] = {
    "X-Originating-IP", "X-Source-IP", "X-Client-IP", "X-AOL-IP",
    "X-Originating-Client-IP"};
constexpr std::string_view kAccountFields[] = {"X-Authenticated-Sender",
                                               "X-Authenticated-User",
                                               "X-AuthUser",
                                               "X-Auth-ID",
                                               "X-Authenticated-Id",
                                               "X-Authenticated",
                                               "X-Get-Message-Sender-Via"};

void read_hops(Path& path) {
  MailOrigin& origin = path.origin;
  for (std::size_t i = path.hops.size(); i-- > 0;) {
    const PathHop& hop = path.hops[i];
    if (hop.line.submission == Submission::None) continue;
    origin.submission = hop.line.submission;
    origin.ip = hop.line.from_ip;
    origin.account = hop.line.account;
    origin.hop = static_cast<int>(i);
    origin.field = "Received";
    origin.trusted = hop.zone != HopZone::Claimed;
    break;
  }
  // An Exchange client's address is not in its first hop, which is between
  // two parts of the server.
  if (origin.submission == Submission::Mapi ||
      origin.submission == Submission::Local ||
      (!origin.ip.empty() && !is_public_address(origin.ip)))
    origin.ip.clear();
}

}  // namespace

void find_origin(const Subject& subject, Path& path) {
  read_hops(path);
  MailOrigin& origin = path.origin;
  const Part& root = subject.message.root();
  const PathHop* const border = border_hop(path);
  for (const std::string_view name : kAddressFields) {
    const Header* const header = root.header(name);
    if (header == nullptr || !origin.ip.empty()) continue;
    const std::string ip = header_address(trimmed(header->value));
    if (ip.empty() || !is_public_address(ip)) continue;
    origin.ip = ip;
    origin.field = name;
    origin.trusted =
        border != nullptr && header->span.begin < border->line.span.begin;
    if (origin.submission == Submission::None)
      origin.submission = Submission::Webmail;
  }
  for (const std::string_view name : kAccountFields) {
    if (!origin.account.empty()) break;
    origin.account = recorded_text(root.header_text(name));
  }
  if (!origin.ip.empty() || path.hops.empty()) return;
  // Without a word on it, the machine that the lowest line knows of.
  const PathHop& lowest = path.hops.back();
  if (path.hop_count > path.hops.size() ||
      !is_public_address(lowest.line.from_ip))
    return;
  origin.ip = lowest.line.from_ip;
  origin.hop = static_cast<int>(path.hops.size()) - 1;
  origin.field = "Received";
  origin.trusted = lowest.zone != HopZone::Claimed;
}

}  // namespace calspam
