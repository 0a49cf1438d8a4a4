// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "evidence/subject.hh"
#include "report/report.hh"

namespace calspam {

/// A line of evidence with what matters in it marked. Untrusted UTF-8.
struct Quote {
  std::uint64_t line = 0;  ///< in the raw input; 0: a decoded value, no line
  std::string before, match, after;

  bool empty() const { return match.empty(); }
};

/// What to show for a finding: where a pattern met, the value with the match;
/// else the line of the input at its place, where that can be read as it
/// stands; else its excerpt; else nothing.
Quote quote_of(const Subject& subject, const ReportedFinding& reported);

}  // namespace calspam
