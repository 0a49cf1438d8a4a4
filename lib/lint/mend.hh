// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/lint.hh"

namespace calspam {

/// A finding that was mended, or could not be.
struct MendedFinding {
  const Check* check = nullptr;
  std::string message;  ///< untrusted
  std::string reason;   ///< why it was left, "" for what was mended
};

/// What mending made of one input.
struct MendingResult {
  std::string bytes;  ///< the input, mended; as it was where nothing changed
  bool changed = false;
  std::vector<MendedFinding> mended;  ///< in the order in which it was done
  std::vector<MendedFinding> kept;    ///< has edits that could not be made
  LintReport report;                  ///< of `bytes`
};

/// Makes the edits of what is found, safe ones or, with `unsafe`, all, and
/// lints again, until nothing changes. Only findings that count are mended. A
/// result that is worse than the input is thrown away, and so is one that is
/// not settled after LintLimits::mending_rounds or comes back to what it was.
/// The same input mended twice is what it is mended once.
MendingResult mend(const LintInput& input, const LintOptions& options,
                   bool unsafe);

}  // namespace calspam
