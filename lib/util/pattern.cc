// SPDX-License-Identifier: MIT
#include "util/pattern.hh"

#include <re2/filtered_re2.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <cassert>
#include <numeric>
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

// Most patterns ask for words that most texts do not have. One pass of one
// automaton over the text finds which of those words are there, and only
// patterns whose words are go over it themselves. An automaton over whole
// patterns would be made anew again and again where patterns with gaps
// multiply each other's states: hostile words take it a minute for a megabyte.
// Over plain words it has no more states than they have letters.
constexpr int kShortestWord = 3;
constexpr std::int64_t kWordsBytes = 64 << 20;

}  // namespace

struct PatternSet::Impl {
  std::vector<std::string> patterns;
  std::unordered_map<std::string, int> number_of;
  re2::FilteredRE2 filtered{kShortestWord};
  /// The words that `filtered` asks for; null when it asks for none.
  std::unique_ptr<RE2::Set> words;
  std::size_t word_count = 0;
  bool built = false;

  const RE2& single(int number) const { return filtered.GetRE2(number); }
  std::vector<int> words_in(const re2::StringPiece& text) const;
};

// All of them where the automaton is out of memory: slower, the same answer.
std::vector<int> PatternSet::Impl::words_in(
    const re2::StringPiece& text) const {
  std::vector<int> found;
  if (!words) return found;
  RE2::Set::ErrorInfo error;
  if (words->Match(text, &found, &error) || error.kind == RE2::Set::kNoError)
    return found;
  found.resize(word_count);
  std::iota(found.begin(), found.end(), 0);
  return found;
}

PatternSet::PatternSet() : impl_(std::make_unique<Impl>()) {}
PatternSet::~PatternSet() = default;
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;

Result<int> PatternSet::add(std::string_view pattern) {
  assert(!impl_->built);
  const auto known = impl_->number_of.find(std::string(pattern));
  if (known != impl_->number_of.end()) return known->second;
  const re2::StringPiece piece(pattern.data(), pattern.size());
  int number = 0;
  // The set does not say what is wrong, so what is gets looked at once more.
  if (impl_->filtered.Add(piece, options(), &number) != RE2::NoError)
    return fail("", RE2(piece, options()).error());
  impl_->patterns.emplace_back(pattern);
  impl_->number_of.emplace(pattern, number);
  return number;
}

Result<bool> PatternSet::build() {
  assert(!impl_->built);
  impl_->built = true;
  if (impl_->patterns.empty()) return true;
  std::vector<std::string> words;
  impl_->filtered.Compile(&words);
  impl_->word_count = words.size();
  if (words.empty()) return true;
  RE2::Options with_budget = options();
  with_budget.set_max_mem(kWordsBytes);
  with_budget.set_literal(true);
  impl_->words = std::make_unique<RE2::Set>(with_budget, RE2::UNANCHORED);
  for (const std::string& word : words)
    if (std::string error; impl_->words->Add(word, &error) < 0)
      return fail("", error);
  // Match() after a Compile() that failed would crash.
  if (!impl_->words->Compile())
    return fail("", "patterns are too large together");
  return true;
}

std::vector<int> PatternSet::candidates(std::string_view text) const {
  std::vector<int> numbers;
  if (impl_->patterns.empty()) return numbers;
  const re2::StringPiece piece(text.data(), text.size());
  impl_->filtered.AllPotentials(impl_->words_in(piece), &numbers);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

bool PatternSet::matches(int number, std::string_view text) const {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()),
                           impl_->single(number));
}

std::vector<int> PatternSet::match(std::string_view text) const {
  std::vector<int> numbers = candidates(text);
  std::erase_if(numbers, [&](int number) { return !matches(number, text); });
  return numbers;
}

Span PatternSet::find(int number, std::string_view text) const {
  const RE2& pattern = impl_->single(number);
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
