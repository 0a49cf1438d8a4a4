// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.hh"
#include "util/span.hh"

namespace calspam {

/// Many RE2 patterns looked for in a text, in time linear in it. Case is
/// ignored unless the pattern says (?-i). Immutable after build(); movable.
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
  /// Numbers of the patterns that may occur in `text`, rising: one pass over it
  /// tells of most that they do not.
  std::vector<int> candidates(std::string_view text) const;
  /// Whether pattern `number` occurs in `text`.
  bool matches(int number, std::string_view text) const;
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
