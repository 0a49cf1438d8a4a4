// SPDX-License-Identifier: MIT
#include "provenance/words.hh"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

#include "web/url.hh"

namespace calspam {

std::string recorded_text(std::string_view text,
                          const ProvenanceLimits& limits) {
  // What the sender chose may be megabytes; no more than can be kept is read.
  const std::string line =
      to_valid_utf8(squeezed(text.substr(0, 4 * limits.text_bytes)));
  if (line.size() <= limits.text_bytes) return line;
  return std::string(truncated(line, limits.text_bytes)) + "\u2026";
}

std::string organisation_of(std::string_view host) {
  std::string domain = registrable_domain(host);
  return domain.empty() ? ascii_lower(host) : domain;
}

bool same_registrable(std::string_view a, std::string_view b) {
  const std::string domain = registrable_domain(a);
  return !domain.empty() && domain == registrable_domain(b);
}

std::string duration_words(std::int64_t seconds) {
  const std::uint64_t size = seconds < 0
                                 ? 0 - static_cast<std::uint64_t>(seconds)
                                 : static_cast<std::uint64_t>(seconds);
  struct Unit {
    std::uint64_t seconds;
    std::string_view name;
  };
  constexpr std::array<Unit, 4> kUnits{
      {{86'400, "day"}, {3'600, "hour"}, {60, "minute"}, {1, "second"}}};
  for (const Unit& unit : kUnits)
    if (size >= 2 * unit.seconds || unit.seconds == 1)
      return counted((size + unit.seconds / 2) / unit.seconds, unit.name);
  return "";
}

}  // namespace calspam
