// SPDX-License-Identifier: MIT
#include "provenance/custody.hh"

#include <algorithm>
#include <array>

#include "mail/transfer.hh"
#include "provenance/words.hh"
#include "util/hash.hh"

namespace calspam {
namespace {

// The bytes of a part stand in the input as they are: no message around it is
// encoded as a whole.
bool stands_in_input(const Message& message, const Part& part) {
  for (int at = part.parent; at >= 0;) {
    const Part& around = message.parts[static_cast<std::size_t>(at)];
    if (around.encoding != TransferEncoding::Identity) return false;
    at = around.parent;
  }
  return true;
}

PartDigest digest_of(const Subject& subject, const Part& part,
                     std::size_t& left) {
  PartDigest digest{part.path, recorded_text(part.type.name()), 0, ""};
  const std::string_view bytes = subject.raw->bytes;
  const Span body = part.body_span;
  digest.size = part.decoded_size;
  if (body.end > bytes.size() || body.size() > left ||
      !stands_in_input(subject.message, part))
    return digest;
  left -= static_cast<std::size_t>(body.size());
  const TransferDecoding decoded =
      decode_transfer(part.encoding, bytes.substr(body.begin, body.size()),
                      body.begin, bytes.size());
  if (decoded.cut) return digest;
  digest.size = decoded.bytes.size();
  digest.sha256 = sha256(decoded.bytes);
  return digest;
}

// What every server on the way adds, and what each mailbox has of its own.
bool is_trace(std::string_view name) {
  constexpr std::array<std::string_view, 12> kTrace{
      "Received",    "Return-Path",  "Delivered-To", "X-Original-To",
      "Envelope-To", "Received-SPF", "X-Received",   "Authentication-Results",
      "Status",      "X-Status",     "X-UID",        "X-Keywords"};
  return starts_ignoring_case(name, "X-MS-Exchange-") ||
         starts_ignoring_case(name, "ARC-") ||
         std::ranges::any_of(kTrace, [&](std::string_view known) {
           return same_ignoring_case(known, name);
         });
}

std::string content_digest(const Subject& subject) {
  const std::string_view bytes = subject.raw->bytes;
  if (!subject.is_mail()) return sha256(bytes);
  const Part& root = subject.message.root();
  std::string content;
  for (const Header& header : root.headers)
    if (!is_trace(header.name))
      content += ascii_lower(header.name) + ':' + squeezed(header.value) + '\n';
  // A mailbox may have made LF of CRLF.
  content += '\n';
  for (char c : slice(bytes, root.body_span))
    if (c != '\r') content += c;
  return sha256(content);
}

}  // namespace

Custody custody_of(const Subject& subject, const ProvenanceLimits& limits) {
  Custody custody;
  custody.sha256 = sha256(subject.raw->bytes);
  custody.size = std::max<std::uint64_t>(subject.raw->full_size,
                                         subject.raw->bytes.size());
  custody.content_sha256 = content_digest(subject);
  std::size_t left = limits.hashed_bytes;
  for (const Part& part : subject.message.parts) {
    if (!part.is_leaf() || !part.reading.empty()) continue;
    if (++custody.part_count > limits.parts) continue;
    custody.parts.push_back(digest_of(subject, part, left));
  }
  return custody;
}

}  // namespace calspam
