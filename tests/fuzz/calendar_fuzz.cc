// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "ical/calendar.hh"
#include "ical/event.hh"
#include "ical/second_opinion.hh"
#include "util/text.hh"

namespace calspam {
namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

void check_components(const Calendar& calendar, std::size_t size) {
  for (std::size_t i = 0; i < calendar.components.size(); ++i) {
    const Component& component = calendar.components[i];
    must(component.parent < static_cast<int>(i));
    must(component.span.end <= size);
    for (const Property& property : component.properties)
      must(property.span.begin <= property.span.end &&
           property.span.end <= size);
  }
  for (const Anomaly& anomaly : calendar.anomalies)
    must(anomaly.kind != nullptr && anomaly.span.end <= size);
}

}  // namespace
}  // namespace calspam

// Whatever the text: places within it, events in bounded time, and a canonical
// print that libical takes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  const Limits limits;
  const std::string text =
      to_valid_utf8({reinterpret_cast<const char*>(data), size});
  const Calendar calendar = parse_calendar(text, limits);
  check_components(calendar, text.size());
  Anomalies cut;
  for (const int root : calendar.roots())
    events_of(calendar, root, limits, cut);
  const std::string canonical = canonical_text(calendar, limits);
  must(is_valid_utf8(canonical));
  must(canonical.find('\0') == std::string::npos);
  ask_libical(calendar, limits);
  return 0;
}
