// SPDX-License-Identifier: MIT
// What filters read in the header: who signs, where answers go, the id.
#include <fmt/format.h>

#include <algorithm>

#include "lint/checks_deliv_rows.hh"
#include "lint/message_parts.hh"
#include "util/text.hh"
#include "web/url.hh"

namespace calspam {
namespace {

bool is_organizer(const Subject& subject, std::string_view address) {
  return std::ranges::any_of(subject.events, [&](const EventRow& row) {
    return row.event.organizer &&
           same_mailbox(row.event.organizer->address, address);
  });
}

// A relaxed match of DMARC: the same registrable domain.
bool is_aligned(std::string_view host, std::string_view domain) {
  const std::string own = registrable_domain(host);
  return own.empty() ? same_ignoring_case(host, domain) : own == domain;
}

void check_alignment(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  const Place place = header_place(subject, 0, "From");
  if (subject.from.size() != 1 || input.has_hole(place.span) ||
      !is_organizer(subject, subject.from.front().spec()))
    return;
  const std::string domain = registrable_domain(subject.from.front().domain);
  if (domain.empty()) return;
  // Known senders of the message; without any nothing can be said.
  std::vector<std::string> hosts = subject.dkim_domains;
  if (hosts.empty() && !subject.return_path.empty())
    hosts.push_back(
        subject.return_path.substr(subject.return_path.rfind('@') + 1));
  if (hosts.empty() && !subject.sender.empty())
    hosts.push_back(subject.sender.front().domain);
  if (hosts.empty() || std::ranges::any_of(hosts, [&](const std::string& host) {
        return host.empty() || is_aligned(host, domain);
      }))
    return;
  log.add(delivery_check("from-not-aligned"), place,
          fmt::format("From is of \"{}\", but \"{}\" sends", domain,
                      hosts.front()));
}

void check_reply_to(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  const Place place = header_place(subject, 0, "Reply-To");
  if (input.has_hole(place.span)) return;
  std::vector<Address> to;
  for (const Header* field : subject.message.root().all_headers("To"))
    for (Address& address : parse_addresses(field->value, *subject.limits))
      to.push_back(std::move(address));
  for (const Address& reply : subject.reply_to) {
    const auto is_reply = [&](const Address& address) {
      return same_mailbox(address.spec(), reply.spec());
    };
    if (reply.domain.empty() || std::ranges::none_of(to, is_reply) ||
        std::ranges::any_of(subject.from, is_reply))
      continue;
    log.add(delivery_check("reply-to-recipient"), place,
            fmt::format("Reply-To and To are both \"{}\"", reply.spec()));
    return;
  }
}

// The value of a tag of a DKIM-Signature (RFC 6376 3.2), lower case, without
// blanks.
std::string tag_of(std::string_view signature, std::string_view name,
                   bool& found) {
  for (std::string_view tag : split(signature, ';')) {
    const std::size_t equals = tag.find('=');
    if (equals == tag.npos || trimmed(tag.substr(0, equals)) != name) continue;
    found = true;
    std::string value(tag.substr(equals + 1));
    std::erase_if(value, is_ascii_space);
    return ascii_lower(value);
  }
  return "";
}

void check_signatures(const Subject& subject, LintLog& log) {
  for (const Header* field :
       subject.message.root().all_headers("DKIM-Signature")) {
    bool limited = false, lists = false;
    tag_of(field->value, "l", limited);
    const std::string names = tag_of(field->value, "h", lists);
    const std::vector<std::string_view> fields = split(names, ':');
    const bool typed =
        std::ranges::find(fields, "content-type") != fields.end();
    if (!limited && (!lists || typed)) continue;
    log.add(delivery_check("signature-leaves-room"), header_place(0, *field),
            limited ? "l= signs a part of the body only"
                    : "h= does not list Content-Type");
  }
}

void check_message_id(const LintInput& input, LintLog& log) {
  const Header* field = input.subject.message.root().header("Message-ID");
  if (field == nullptr || input.has_hole(field->span)) return;
  const std::string id = field->text();
  const std::string_view inner = without_brackets(id);
  const std::size_t at = inner.rfind('@');
  if (at == inner.npos || at + 1 == inner.size()) return;  // malformed
  const std::string_view host = inner.substr(at + 1);
  if (host.starts_with('[') || host.find('.') != host.npos) return;
  log.add(delivery_check("message-id-without-domain"), header_place(0, *field),
          fmt::format("\"{}\" is no domain", host));
}

}  // namespace

void check_delivery_of_header(const LintInput& input, LintLog& log) {
  check_alignment(input, log);
  check_reply_to(input, log);
  check_signatures(input.subject, log);
  check_message_id(input, log);
}

}  // namespace calspam
