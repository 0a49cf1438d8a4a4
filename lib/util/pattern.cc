// SPDX-License-Identifier: MIT
#include "util/pattern.hh"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <cassert>
#include <unordered_map>

namespace calspam {

namespace {

RE2::Options options() {
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_never_capture(true);  // only where, never which group
  return options;
}

// One automaton over all patterns is made anew again and again where patterns
// with gaps multiply each other's states: hostile words take it a minute for a
// megabyte. Sets of eight stay small, and together cost an honest text no more
// (measured with 200 patterns: 0.4 s instead of 41 s, and 7 ms instead of 6).
constexpr std::size_t kPatternsInSet = 8;
constexpr std::int64_t kSetBytes = 8 << 20;

}  // namespace

struct PatternSet::Impl {
  std::vector<std::string> patterns;
  std::unordered_map<std::string, int> number_of;
  /// Of kPatternsInSet patterns each, in order.
  std::vector<std::unique_ptr<RE2::Set>> sets;
  bool built = false;
  /// Of single patterns, made when a place is asked for: most never are, and
  /// to make them all takes as long as the sets do.
  mutable std::vector<std::unique_ptr<RE2>> singles;

  const RE2& single(std::size_t number) const;
  void match_set(std::size_t set, std::string_view text,
                 std::vector<int>& numbers) const;
};

const RE2& PatternSet::Impl::single(std::size_t number) const {
  std::unique_ptr<RE2>& made = singles.at(number);
  if (!made) made = std::make_unique<RE2>(patterns[number], options());
  return *made;
}

PatternSet::PatternSet() : impl_(std::make_unique<Impl>()) {}
PatternSet::~PatternSet() = default;
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;

Result<int> PatternSet::add(std::string_view pattern) {
  assert(!impl_->built);
  const auto known = impl_->number_of.find(std::string(pattern));
  if (known != impl_->number_of.end()) return known->second;
  const std::size_t number = impl_->patterns.size();
  if (number % kPatternsInSet == 0) {
    RE2::Options with_budget = options();
    with_budget.set_max_mem(kSetBytes);
    impl_->sets.push_back(
        std::make_unique<RE2::Set>(with_budget, RE2::UNANCHORED));
  }
  std::string error;
  if (impl_->sets.back()->Add({pattern.data(), pattern.size()}, &error) < 0) {
    if (number % kPatternsInSet == 0) impl_->sets.pop_back();
    return fail("", error);
  }
  impl_->patterns.emplace_back(pattern);
  impl_->number_of.emplace(pattern, static_cast<int>(number));
  return static_cast<int>(number);
}

Result<bool> PatternSet::build() {
  assert(!impl_->built);
  // Match() after a Compile() that failed would crash.
  for (const auto& set : impl_->sets)
    if (!set->Compile()) return fail("", "patterns are too large together");
  impl_->singles.resize(impl_->patterns.size());
  impl_->built = true;
  return true;
}

std::vector<int> PatternSet::match(std::string_view text) const {
  std::vector<int> numbers;
  for (std::size_t set = 0; set < impl_->sets.size(); ++set)
    impl_->match_set(set, text, numbers);
  return numbers;
}

// Appends the numbers of the patterns of one set that occur. Where its
// automaton runs out of memory, one pattern after the other: slower, with the
// same answer.
void PatternSet::Impl::match_set(std::size_t set, std::string_view text,
                                 std::vector<int>& numbers) const {
  const re2::StringPiece piece(text.data(), text.size());
  const std::size_t first = set * kPatternsInSet;
  RE2::Set::ErrorInfo error;
  std::vector<int> found;
  if (sets[set]->Match(piece, &found, &error) ||
      error.kind == RE2::Set::kNoError) {
    std::sort(found.begin(), found.end());
    for (int number : found)
      numbers.push_back(static_cast<int>(first) + number);
    return;
  }
  const std::size_t end = std::min(first + kPatternsInSet, patterns.size());
  for (std::size_t i = first; i < end; ++i)
    if (RE2::PartialMatch(piece, single(i)))
      numbers.push_back(static_cast<int>(i));
}

Span PatternSet::find(int number, std::string_view text) const {
  const RE2& pattern = impl_->single(static_cast<std::size_t>(number));
  const re2::StringPiece piece(text.data(), text.size());
  re2::StringPiece found;
  if (!pattern.Match(piece, 0, piece.size(), RE2::UNANCHORED, &found, 1))
    return {};
  const auto begin = static_cast<std::uint64_t>(found.data() - piece.data());
  return {begin, begin + found.size()};
}

std::size_t PatternSet::size() const {
  return impl_->patterns.size();
}

}  // namespace calspam
