// SPDX-License-Identifier: MIT
#include "util/offset_map.hh"

#include <algorithm>
#include <iterator>

namespace calspam {

void OffsetMap::add(std::uint64_t out, std::uint64_t in, std::uint8_t step_out,
                    std::uint8_t step_in) {
  const bool same_run =
      step_out == 1 && step_in == 1 && this->base(out) == in &&
      (points_.empty() ||
       (points_.back().step_out == 1 && points_.back().step_in == 1));
  if (same_run) return;
  if (!points_.empty() && points_.back().out == out) points_.pop_back();
  points_.push_back({out, in, step_out, step_in});
}

Span OffsetMap::base_of_byte(std::uint64_t out) const {
  const auto next = std::upper_bound(
      points_.begin(), points_.end(), out,
      [](std::uint64_t value, const Point& p) { return value < p.out; });
  const std::uint64_t limit = next == points_.end() ? end_ : next->in;
  const Point p =
      next == points_.begin() ? Point{0, start_, 1, 1} : *std::prev(next);
  const std::uint64_t whole = p.in + (out - p.out) / p.step_out * p.step_in;
  const std::uint64_t rest = (out - p.out) % p.step_out;
  const std::uint64_t begin = whole + rest * p.step_in / p.step_out;
  // Rounded up: a byte of base64 stands in two of its letters.
  const std::uint64_t end =
      whole + ((rest + 1) * p.step_in + p.step_out - 1) / p.step_out;
  return {std::min(begin, limit), std::min(end, limit)};
}

std::uint64_t OffsetMap::base(std::uint64_t out) const {
  return base_of_byte(out).begin;
}

Span OffsetMap::base(Span span) const {
  const std::uint64_t begin = base(span.begin);
  if (span.empty()) return {begin, begin};
  // The last byte decides, so that a fold after the span is not part of it.
  return {begin, std::max(begin + 1, base_of_byte(span.end - 1).end)};
}

std::uint64_t OffsetChain::base(std::uint64_t out) const {
  for (auto map = maps_.rbegin(); map != maps_.rend(); ++map)
    out = (*map)->base(out);
  return out;
}

Span OffsetChain::base(Span span) const {
  for (auto map = maps_.rbegin(); map != maps_.rend(); ++map)
    span = (*map)->base(span);
  return span;
}

}  // namespace calspam
