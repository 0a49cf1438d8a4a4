// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "util/result.hh"

namespace calspam {

/// Findings that were there when a project began to lint: how often each may
/// still stand in each input. Names what was found by a fingerprint, so that
/// lines may move.
struct LintBaseline {
  /// Of an input's name: fingerprint to count.
  std::map<std::string, std::map<std::string, std::size_t>, std::less<>> inputs;

  const std::map<std::string, std::size_t>* find(std::string_view input) const;
  void add(std::string_view input, const std::string& fingerprint);
};

/// The text of a baseline file; a line an input and fingerprint, sorted.
std::string baseline_text(const LintBaseline& baseline);
Result<LintBaseline> parse_baseline(std::string_view bytes,
                                    const std::string& file);

}  // namespace calspam
