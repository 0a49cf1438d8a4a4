// SPDX-License-Identifier: MIT
#include "mail/trace.hh"

#include <utility>

#include "mail/received.hh"
#include "util/text.hh"

namespace calspam {
namespace {

Hop hop_of(Received&& received) {
  Hop hop;
  hop.from_name = std::move(received.from_name);
  hop.from_host = std::move(received.from_host);
  hop.from_ip = std::move(received.from_ip);
  hop.by = std::move(received.by);
  hop.with = std::move(received.with);
  hop.id = std::move(received.id);
  hop.envelope_for = std::move(received.envelope_for);
  hop.time = received.time;
  hop.span = received.span;
  return hop;
}

}  // namespace

std::vector<Hop> parse_hops(const Message& message, const Limits& limits) {
  std::vector<Hop> hops;
  for (Received& received :
       received_fields(message, ReceivedDetail::Hop, limits))
    hops.push_back(hop_of(std::move(received)));
  return hops;
}

MessageTime message_time(const Message& message, const std::vector<Hop>& hops) {
  for (const Hop& hop : hops) {
    if (hop.time) return {hop.time, false, hop.span};
  }
  if (message.parts.empty()) return {};
  for (const Header& header : message.root().headers) {
    if (!same_ignoring_case(header.name, "Date")) continue;
    if (const auto time = parse_mail_date(header.value)) {
      return {time, true, header.span};
    }
  }
  return {};
}

}  // namespace calspam
