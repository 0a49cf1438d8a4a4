// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.hh"
#include "util/span.hh"

namespace calspam {

/// Many RE2 patterns looked for in one pass, in time linear in the text. Case
/// is ignored unless the pattern says (?-i). Answers are the same at any time
/// after build(); movable, and not for several threads.
class PatternSet {
 public:
  PatternSet();
  ~PatternSet();
  PatternSet(PatternSet&&) noexcept;
  PatternSet& operator=(PatternSet&&) noexcept;

  /// Adds a pattern and returns its number, or what is wrong with it. Equal
  /// patterns get equal numbers.
  Result<int> add(std::string_view pattern);
  /// Must be called once, after the last add().
  Result<bool> build();
  /// Numbers of the patterns that occur in `text`, rising.
  std::vector<int> match(std::string_view text) const;
  /// Where pattern `number` first occurs in `text`, empty if it does not.
  Span find(int number, std::string_view text) const;
  std::size_t size() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace calspam
