// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "mail/message.hh"
#include "util/text.hh"

namespace calspam {
namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

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

}  // namespace
}  // namespace calspam

// Whatever the bytes: a tree in pre-order, and every place within the input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Message message = parse_message(bytes, Limits{});
  must(!message.parts.empty());
  for (std::size_t i = 0; i < message.parts.size(); ++i)
    check_part(message, i, size);
  for (const Anomaly& anomaly : message.anomalies)
    must(anomaly.kind != nullptr && anomaly.span.end <= size);
  return 0;
}
