// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace calspam {

/// Bounds of the linter, beside those of its readers (util/limits.hh).
struct LintLimits {
  /// Findings kept of one input, the first by place. A broken generator breaks
  /// the same three checks in each of its thousand events.
  std::size_t findings = 1'000;
  /// Of one check; the count of all is in the report.
  std::size_t findings_of_check = 100;
  /// A line of the input as it is shown with its caret.
  std::size_t shown_bytes = 240;
  /// Parts of a message that layouts are compared by; mail about events has
  /// ten. A larger tree fits no layout.
  std::size_t layout_parts = 64;
  /// Suppressions in one input.
  std::size_t suppressions = 100;
  /// A template; hand-made ones have a few kilobytes.
  std::size_t template_bytes = 1 << 20;
  /// Placeholders and control tags of a template.
  std::size_t placeholders = 5'000;
  /// Blocks of a template within each other.
  std::size_t block_depth = 32;
  /// Renderings of a template that are linted, each with another branch.
  std::size_t variants = 64;
  /// Rounds of mending: what one round mends may show what was behind it.
  std::size_t mending_rounds = 64;
};

}  // namespace calspam
