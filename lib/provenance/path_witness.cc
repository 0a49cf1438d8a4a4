// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mail/authentication.hh"
#include "provenance/path_parts.hh"
#include "provenance/words.hh"

namespace calspam {
namespace {

constexpr std::size_t kWitnesses = 20;

// The address behind `lead` in a comment: "sender IP is 192.0.2.1".
std::string address_after(std::string_view comment, std::string_view lead) {
  const auto at = find_ignoring_case(comment, lead);
  if (at == comment.npos) return "";
  auto word = trimmed(comment.substr(at + lead.size()));
  word =
      word.substr(0, std::min(word.find_first_of(" \t\r\n),;"), word.size()));
  return header_address(word);
}

// Comments of SPF results: Exchange's, Google's and pyspf's words.
std::string address_in(std::string_view comment) {
  for (const std::string_view lead :
       {"sender IP is ", "designates ", "best guess record for domain of ",
        "client-ip="}) {
    std::string ip = address_after(comment, lead);
    if (!ip.empty()) return ip;
  }
  return "";
}

struct Witnesses {
  Path& path;
  std::uint64_t border_begin;

  void call(std::string field, std::string_view address, Span span) {
    std::string ip = header_address(trimmed(address));
    // Microsoft has this for mail that nobody connected with.
    if (ip.empty() || ip == "255.255.255.255") return;
    auto& all = path.border.witnesses;
    const bool known = std::ranges::any_of(all, [&](const AddressWitness& one) {
      return one.field == field && one.ip == ip;
    });
    if (known || all.size() >= kWitnesses) return;
    const bool trusted = span.begin < border_begin;
    const std::string& seen = hop_at(path, path.border.hop).line.from_ip;
    all.push_back({std::move(field), ip, same_address(ip, seen), trusted});
  }
};

void call_auth_field(Witnesses& witnesses, const AuthField& field) {
  // ARC's copies tell of earlier borders.
  if (!same_ignoring_case(field.field, "Authentication-Results") &&
      !same_ignoring_case(field.field, "Received-SPF"))
    return;
  for (const AuthMethod& method : field.methods) {
    for (const std::string_view property :
         {"client-ip", "smtp.client-ip", "smtp.remote-ip", "policy.iprev"})
      if (!method.property(property).empty())
        witnesses.call(field.field + ' ' + std::string(property),
                       method.property(property), field.span);
    if (method.method == "spf")
      witnesses.call(field.field + " spf comment", address_in(method.comment),
                     field.span);
  }
}

/// Fields that receivers write the connecting address to.
struct AddressField {
  std::string_view name;
  std::string_view lead;  ///< what stands before it, "" when it is all
};
constexpr AddressField kFields[] = {
    {"X-Sender-IP", ""},
    {"X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp", "Ip="},
    {"X-MS-Exchange-Organization-OriginalClientIPAddress", ""},
    {"X-Forefront-Antispam-Report", "CIP:"},
    {"X-Barracuda-Connect", "["},
    {"X-Remote-IP", ""},
    {"X-Connecting-IP", ""},
    {"X-Ironport-RemoteIP", ""},
};

// A record that our side wrote of the same address makes the border surer by a
// step; one that has another address leaves little of it.
void weigh_witnesses(Border& border) {
  bool agrees = false;
  for (const AddressWitness& witness : border.witnesses) {
    if (!witness.trusted) continue;
    if (!witness.agrees) {
      border.confidence = Confidence::Low;
      return;
    }
    agrees = true;
  }
  if (!agrees) return;
  border.confidence = border.confidence == Confidence::Low ? Confidence::Medium
                                                           : Confidence::High;
}

}  // namespace

void call_witnesses(const Subject& subject, Path& path) {
  const PathHop* const hop = border_hop(path);
  if (hop == nullptr || hop->line.from_ip.empty()) return;
  Witnesses witnesses{path, hop->line.span.begin};
  for (const AuthField& field : auth_fields(subject.message, *subject.limits))
    call_auth_field(witnesses, field);
  const Part& root = subject.message.root();
  for (const AddressField& known : kFields) {
    for (const Header* header : root.all_headers(known.name)) {
      std::string_view value = trimmed(header->value);
      if (known.lead == "[") {
        const auto open = value.find('[');
        value = open == value.npos ? "" : value.substr(open);
      } else if (!known.lead.empty()) {
        const auto at = find_ignoring_case(value, known.lead);
        value = at == value.npos ? "" : value.substr(at + known.lead.size());
      }
      value = value.substr(0, std::min(value.find(';'), value.size()));
      witnesses.call(std::string(known.name), value, header->span);
    }
  }
  weigh_witnesses(path.border);
}

}  // namespace calspam
