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

// RE2::Set::Compile() fails with the default of 8 MB from some hundred
// patterns on, and its automaton is thrown away and made anew whenever it
// outgrows the budget. The cap keeps a worker within its memory limit.
std::int64_t memory_budget(std::size_t patterns) {
  const auto wanted = (16ll << 20) + static_cast<long long>(patterns) * 256'000;
  return std::min(wanted, 256ll << 20);
}

}  // namespace

struct PatternSet::Impl {
  std::vector<std::unique_ptr<RE2>> singles;
  std::unordered_map<std::string, int> number_of;
  std::unique_ptr<RE2::Set> set;  // null before build(), and without patterns

  std::vector<int> match_one_by_one(std::string_view text) const;
};

PatternSet::PatternSet() : impl_(std::make_unique<Impl>()) {}
PatternSet::~PatternSet() = default;
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;

Result<int> PatternSet::add(std::string_view pattern) {
  assert(!impl_->set);
  const auto known = impl_->number_of.find(std::string(pattern));
  if (known != impl_->number_of.end()) return known->second;
  auto single = std::make_unique<RE2>(
      re2::StringPiece(pattern.data(), pattern.size()), options());
  if (!single->ok()) return fail("", single->error());
  const int number = static_cast<int>(impl_->singles.size());
  impl_->singles.push_back(std::move(single));
  impl_->number_of.emplace(pattern, number);
  return number;
}

Result<bool> PatternSet::build() {
  assert(!impl_->set);
  if (impl_->singles.empty()) return true;
  RE2::Options with_budget = options();
  with_budget.set_max_mem(memory_budget(impl_->singles.size()));
  auto set = std::make_unique<RE2::Set>(with_budget, RE2::UNANCHORED);
  for (const auto& single : impl_->singles) {
    std::string error;
    if (set->Add(single->pattern(), &error) < 0) return fail("", error);
  }
  // Match() after a Compile() that failed would crash.
  if (!set->Compile()) return fail("", "patterns are too large together");
  impl_->set = std::move(set);
  return true;
}

std::vector<int> PatternSet::match(std::string_view text) const {
  std::vector<int> numbers;
  if (!impl_->set) return numbers;
  RE2::Set::ErrorInfo error;
  if (!impl_->set->Match({text.data(), text.size()}, &numbers, &error) &&
      error.kind != RE2::Set::kNoError)
    return impl_->match_one_by_one(text);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

// What is left when the automaton of all patterns runs out of memory: slower,
// with the same answer.
std::vector<int> PatternSet::Impl::match_one_by_one(
    std::string_view text) const {
  std::vector<int> numbers;
  for (std::size_t i = 0; i < singles.size(); ++i)
    if (RE2::PartialMatch({text.data(), text.size()}, *singles[i]))
      numbers.push_back(static_cast<int>(i));
  return numbers;
}

Span PatternSet::find(int number, std::string_view text) const {
  const RE2& pattern = *impl_->singles.at(static_cast<std::size_t>(number));
  const re2::StringPiece piece(text.data(), text.size());
  re2::StringPiece found;
  if (!pattern.Match(piece, 0, piece.size(), RE2::UNANCHORED, &found, 1))
    return {};
  const auto begin = static_cast<std::uint64_t>(found.data() - piece.data());
  return {begin, begin + found.size()};
}

std::size_t PatternSet::size() const {
  return impl_->singles.size();
}

}  // namespace calspam
