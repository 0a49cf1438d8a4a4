// SPDX-License-Identifier: MIT
#include "fuzzed.hh"
#include "ical/calendar.hh"
#include "ical/event.hh"
#include "ical/second_opinion.hh"
#include "util/text.hh"

namespace calspam {
namespace {

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

void check(std::string_view text, const Limits& limits) {
  const Calendar calendar = parse_calendar(text, limits);
  check_components(calendar, text.size());
  must(calendar.components.size() <= limits.components);
  Anomalies cut;
  for (const int root : calendar.roots())
    events_of(calendar, root, limits, cut);
  const std::string canonical = canonical_text(calendar, limits);
  must(is_valid_utf8(canonical));
  must(canonical.find('\0') == std::string::npos);
  ask_libical(calendar, limits);
}

}  // namespace
}  // namespace calspam

// Whatever the bytes, also those that are no UTF-8: places within them, events
// in bounded time, and a canonical print that libical takes; within bounds,
// too, that small inputs reach.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  check(bytes_of(data, size), Limits{});
  check(bytes_of(data, size), tight_limits());
  return 0;
}
