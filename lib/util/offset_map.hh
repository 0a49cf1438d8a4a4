// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "util/span.hh"

namespace calspam {

/// Where each byte of a derived text stood in the text it was made from:
/// decoded content in the encoded body, UTF-8 in another charset, an unfolded
/// value in its folded lines. A default map is the identity.
///
/// Kept as points (out, in) in rising order. From a point on, `step_out` bytes
/// of the derived text come from `step_in` bytes of the base (1:1, or 3:4 for
/// base64), up to the next point.
///
///     derived:  0 1 2 3 | 4 5 6      points: (0, 10) (4, 17)
///     base:    10 .. 13 |17 ..
class OffsetMap {
 public:
  OffsetMap() = default;
  /// Derived byte 0 is base byte `base`; one to one from there.
  explicit OffsetMap(std::uint64_t base) : start_(base) {}

  /// Adds a point; `out` and `in` must not be below the last ones. A point
  /// that continues the last run is dropped.
  void add(std::uint64_t out, std::uint64_t in, std::uint8_t step_out = 1,
           std::uint8_t step_in = 1);
  /// Says that nothing of the base beyond `in` belongs to the derived text.
  void close(std::uint64_t in) { end_ = in; }

  /// The base offset of derived byte `out`.
  std::uint64_t base(std::uint64_t out) const;
  /// The base bytes that gave the derived bytes of `span`.
  Span base(Span span) const;
  bool is_identity() const { return points_.empty() && start_ == 0; }

 private:
  struct Point {
    std::uint64_t out;
    std::uint64_t in;
    std::uint8_t step_out;
    std::uint8_t step_in;
  };
  Span base_of_byte(std::uint64_t out) const;

  // Most maps are a shift: the first run needs no point.
  std::uint64_t start_ = 0;
  std::vector<Point> points_;
  std::uint64_t end_ = UINT64_MAX;
};

/// Several derivations, one on top of the other: a charset over a transfer
/// encoding over a nested message that was itself encoded.
class OffsetChain {
 public:
  /// `map` leads from a new, innermost text to the innermost one so far.
  void derive(OffsetMap map) {
    if (map.is_identity()) return;
    maps_.push_back(std::make_shared<const OffsetMap>(std::move(map)));
  }
  std::uint64_t base(std::uint64_t out) const;
  Span base(Span span) const;

 private:
  // Outermost first. Shared: ten thousand parts of an encoded message stand on
  // the one map of that message.
  std::vector<std::shared_ptr<const OffsetMap>> maps_;
};

}  // namespace calspam
