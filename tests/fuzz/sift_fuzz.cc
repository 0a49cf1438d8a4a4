// SPDX-License-Identifier: MIT
#include "fuzzed.hh"
#include "mail/message.hh"
#include "mail/service.hh"
#include "mail/sift.hh"

namespace calspam {
namespace {

bool must_be_kept(std::string_view bytes, const Limits& limits) {
  const Message message = parse_message(bytes, limits);
  if (!message.complete || !message.carriers().empty()) return true;
  const CalendarService* service = calendar_service(message, limits);
  return service != nullptr && service->dedicated;
}

}  // namespace
}  // namespace calspam

// Whatever the bytes: what the reader finds a calendar in, the sift keeps; and
// what it does not keep is told by the same header.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  const std::string_view bytes = bytes_of(data, size);
  const Limits limits;
  if (sift(bytes, limits).carrier) return 0;
  must(!must_be_kept(bytes, limits));
  const Message message = parse_message(bytes, limits);
  const Message header = parse_root_header(bytes, limits);
  const auto& read = header.root().headers;
  const auto& theirs = message.root().headers;
  must(read.size() == theirs.size());
  for (std::size_t i = 0; i < read.size(); ++i)
    must(read[i].name == theirs[i].name && read[i].value == theirs[i].value);
  return 0;
}
