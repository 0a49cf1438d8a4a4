// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "lint/layout_match.hh"
#include "lint/mime_shape.hh"

namespace calspam {

/// Gives each role of a layout the part of a message that comes nearest to
/// it, whatever shape the message has, and says what it takes to put each
/// where it belongs. Borrows both.
class LayoutSteps {
 public:
  LayoutSteps(const MimeShape& shape, const Layout& layout);
  /// With the roles as a fit has them.
  LayoutSteps(const MimeShape& shape, const Layout& layout,
              const LayoutFit& fit);

  std::vector<LayoutEdit> edits() const;
  /// The message beside the layout: its roles in order, then the parts that
  /// play none.
  std::vector<LayoutLine> lines() const;

 private:
  void take(std::size_t node);
  void settle();
  bool is_taken(int part) const;
  bool is_placed(std::size_t node, std::size_t which) const;
  int parent_of(int part) const;
  std::string under(const LayoutNode& node) const;
  std::vector<int> left_over() const;

  const MimeShape& shape_;
  const Layout& layout_;
  std::vector<std::vector<int>> parts_;    ///< of each node
  std::vector<std::vector<bool>> placed_;  ///< of each of these: it is right
};

/// "text/calendar; method=REQUEST; charset=utf-8; base64; attachment; x.ics"
std::string part_in_words(const Part& part);

}  // namespace calspam
