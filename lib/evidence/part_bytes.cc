// SPDX-License-Identifier: MIT
#include "evidence/part_bytes.hh"

#include <utility>

#include "mail/transfer.hh"

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

}  // namespace

std::optional<std::string> part_bytes(const Subject& subject, const Part& part,
                                      std::uint64_t most) {
  if (!part.is_leaf() || !part.reading.empty()) return {};
  const std::string_view bytes = subject.raw->bytes;
  const Span body = part.body_span;
  if (body.end > bytes.size() || body.empty() || body.size() > most) return {};
  if (!stands_in_input(subject.message, part)) return {};
  TransferDecoding decoded =
      decode_transfer(part.encoding, bytes.substr(body.begin, body.size()),
                      body.begin, bytes.size());
  if (decoded.cut) return {};
  return std::move(decoded.bytes);
}

}  // namespace calspam
