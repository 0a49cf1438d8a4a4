// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "util/offset_map.hh"
#include "util/span.hh"

namespace calspam {

/// A text that parts are read from: the raw input, or a nested message whose
/// transfer encoding was undone. Borrows the bytes.
class Source {
 public:
  Source(std::string_view bytes, OffsetChain chain);

  std::string_view bytes() const { return bytes_; }
  const OffsetChain& chain() const { return chain_; }
  /// Whether lines end with LF, as the first of them does; else with CR.
  bool has_line_feeds() const { return has_line_feeds_; }
  /// A span of this text in the input.
  Span input(Span span) const { return chain_.base(span); }

  /// Where lines start that begin with two hyphens, rising: every boundary is
  /// among them. Found once, so that a deep tree costs a walk over this list
  /// at each level and not one over the text.
  const std::vector<std::uint32_t>& hyphen_lines();
  /// Lines found were more than are kept.
  bool hyphen_lines_cut() const { return cut_; }

 private:
  std::string_view bytes_;
  OffsetChain chain_;
  bool has_line_feeds_;
  bool indexed_ = false;
  bool cut_ = false;
  std::vector<std::uint32_t> lines_;
};

}  // namespace calspam
