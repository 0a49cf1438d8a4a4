// SPDX-License-Identifier: MIT
#include "fuzzed.hh"
#include "mail/authentication.hh"
#include "mail/message.hh"
#include "mail/received.hh"
#include "mail/second_opinion.hh"
#include "util/text.hh"

namespace calspam {
namespace {

void check_part(const Message& message, std::size_t index, std::size_t size) {
  const Part& part = message.parts[index];
  must(part.parent < static_cast<int>(index));
  must((part.parent == -1) == (index == 0));
  must(part.header_span.end <= size && part.body_span.end <= size);
  for (const Header& header : part.headers) {
    must(header.span.end <= size && header.value_span.end <= size);
    must(is_valid_utf8(header.text()));
  }
  if (part.content.empty()) return;
  const Span all = part.content_map.base(Span{0, part.content.size()});
  must(all.begin < all.end && all.end <= size);
}

void check(std::string_view bytes, const Limits& limits) {
  const Message message = parse_message(bytes, limits);
  must(!message.parts.empty() && message.parts.size() <= limits.parts);
  for (std::size_t i = 0; i < message.parts.size(); ++i)
    check_part(message, i, bytes.size());
  for (const Anomaly& anomaly : message.anomalies)
    must(anomaly.kind != nullptr && anomaly.span.end <= bytes.size());
  auth_fields(message);
  received_fields(message);
  ask_gmime(bytes, message, limits);
}

}  // namespace
}  // namespace calspam

// Whatever the bytes: a tree in pre-order, and every place within the input;
// within bounds, too, that small inputs reach.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  check(bytes_of(data, size), Limits{});
  check(bytes_of(data, size), tight_limits());
  return 0;
}
