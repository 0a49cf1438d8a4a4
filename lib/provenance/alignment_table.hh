// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace calspam {

/// A mismatch that honest mail of a platform has.
struct NormalMismatch {
  std::string_view platform;  ///< "list" for any mailing list
  std::string_view a, b;      ///< as of Alignment
  std::string_view why;
  /// One of the two values must end with it; "" for any.
  std::string_view ending = "";
};

std::span<const NormalMismatch> normal_mismatches();

}  // namespace calspam
