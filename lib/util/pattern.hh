// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.hh"
#include "util/span.hh"

namespace calspam {

/// Where a pattern occurs by one of its alternatives, one word of each of these
/// sets stands, folded by simply_folded().
using NeededWords = std::vector<std::vector<std::string_view>>;
/// By pattern, what each of its alternatives needs; no alternatives: it may
/// occur in any text. All texts are borrowed from what gave it.
using KnownPatterns = std::map<std::string_view, std::vector<NeededWords>>;

/// Many RE2 patterns looked for in a text, in time linear in it. Case is
/// ignored unless the pattern says (?-i). What build() has made does not
/// change, but that a pattern is compiled when it is first looked for; movable.
class PatternSet {
 public:
  PatternSet();
  ~PatternSet();
  PatternSet(PatternSet&&) noexcept;
  PatternSet& operator=(PatternSet&&) noexcept;

  /// Patterns that were checked before: add() believes what is said of them.
  /// Borrowed until build().
  void expect(KnownPatterns known);
  /// Adds a pattern and returns its number, or what is wrong with it. Equal
  /// patterns get equal numbers.
  Result<int> add(std::string_view pattern);
  /// Must be called once, after the last add().
  void build();
  /// Numbers of those words that patterns need which `text` has: those of its
  /// lines, in no order.
  std::vector<int> words(std::string_view text) const;
  /// Numbers of the patterns that may occur in a text of these words, rising.
  std::vector<int> candidates(const std::vector<int>& words) const;
  /// Whether pattern `number` occurs in `text`.
  bool matches(int number, std::string_view text) const;
  /// Numbers of the patterns that occur in `text`, rising.
  std::vector<int> match(std::string_view text) const;
  /// Where pattern `number` first occurs in `text`, empty if it does not.
  Span find(int number, std::string_view text) const;
  std::size_t size() const;
  /// What was added, for another set to expect. Borrows from this one.
  KnownPatterns known() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace calspam
