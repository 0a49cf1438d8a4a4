// SPDX-License-Identifier: MIT
#include "util/pattern.hh"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <deque>
#include <mutex>
#include <unordered_map>

#include "util/alternatives.hh"
#include "util/simple_folding.hh"
#include "util/word_finder.hh"

namespace calspam {

namespace {

// Shorter words are in most texts.
constexpr int kShortestWord = 2;
// What is found out of one alternative. More sets would keep few patterns more
// from a text; of more words each is not asked about alone, which takes the
// square of their number.
constexpr std::size_t kSets = 4;
constexpr std::size_t kWords = 1'000;
// Of a pattern; one of more is asked about as a whole.
constexpr std::size_t kAlternatives = 32;

RE2::Options options() {
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_never_capture(true);  // only where, never which group
  return options;
}

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

// Asks RE2 what words a pattern needs: those of one of its alternatives. Lends
// the words.
class Inquiry {
 public:
  explicit Inquiry(std::string_view pattern);

  bool is_valid() const { return is_valid_; }
  std::vector<NeededWords> needed() const;

 private:
  class Alternative;

  std::vector<std::unique_ptr<Alternative>> alternatives_;
  bool is_valid_ = false;
};

// RE2 says no more than whether a pattern may occur beside some words: what is
// left out of the most words beside which it may not is a set of which it needs
// one.
class Inquiry::Alternative {
 public:
  explicit Alternative(std::string_view pattern) {
    int number = 0;
    if (filtered_.Add(piece(pattern), options(), &number) != RE2::NoError)
      return;
    std::vector<std::string> words;
    filtered_.Compile(&words);
    for (const std::string& word : words) words_.push_back(simply_folded(word));
    is_valid_ = true;
  }

  bool is_valid() const { return is_valid_; }
  NeededWords needed() const;

 private:
  bool may_occur_beside(const std::vector<int>& words) const {
    std::vector<int> patterns;
    filtered_.AllPotentials(words, &patterns);
    return !patterns.empty();
  }

  re2::FilteredRE2 filtered_{kShortestWord};
  std::vector<std::string> words_;
  bool is_valid_ = false;
};

NeededWords Inquiry::Alternative::needed() const {
  NeededWords sets;
  if (may_occur_beside({})) return sets;
  if (words_.size() > kWords)
    return {std::vector<std::string_view>(words_.begin(), words_.end())};
  // Sets do not overlap: words of earlier ones count as there.
  std::vector<char> is_used(words_.size());
  std::vector<int> used;
  while (sets.size() < kSets && !may_occur_beside(used)) {
    std::vector<std::string_view>& set = sets.emplace_back();
    std::vector<int> there = used;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (is_used[i]) continue;
      const int word = static_cast<int>(i);
      there.push_back(word);
      if (!may_occur_beside(there)) continue;
      there.pop_back();
      set.push_back(words_[i]);
      used.push_back(word);
      is_used[i] = 1;
    }
  }
  return sets;
}

Inquiry::Inquiry(std::string_view pattern) {
  const auto ask = [this](const std::vector<std::string_view>& patterns) {
    alternatives_.clear();
    for (std::string_view one : patterns)
      alternatives_.push_back(std::make_unique<Alternative>(one));
    return std::ranges::all_of(alternatives_,
                               [](const auto& one) { return one->is_valid(); });
  };
  const std::vector<std::string_view> split = alternatives_of(pattern);
  if (split.size() == 1 || split.size() > kAlternatives) {
    is_valid_ = ask({pattern});
    return;
  }
  // Alternatives that are good one by one may be too large together.
  is_valid_ = RE2(piece(pattern), options()).ok();
  if (is_valid_ && !ask(split)) ask({pattern});
}

std::vector<NeededWords> Inquiry::needed() const {
  std::vector<NeededWords> all;
  for (const auto& alternative : alternatives_) {
    all.push_back(alternative->needed());
    if (all.back().empty()) return {};
  }
  return all;
}

// A pattern is compiled when it is first looked for: most never are, and to
// compile all of ours takes longer than to judge ten messages.
struct Pattern {
  explicit Pattern(std::string_view words) : text(words) {}

  const RE2& compiled() const {
    std::call_once(once,
                   [this] { re2 = std::make_unique<RE2>(text, options()); });
    return *re2;
  }

  std::string text;
  mutable std::once_flag once;
  mutable std::unique_ptr<RE2> re2;
};

}  // namespace

// Most patterns ask for words that most texts do not have. One pass over the
// text finds which of those words are there, and only patterns whose words are
// go over it themselves. An automaton over whole patterns would be made anew
// again and again where patterns with gaps multiply each other's states:
// hostile words take it a minute for a megabyte.
struct PatternSet::Impl {
  // One way in which a pattern may occur.
  struct Alternative {
    std::size_t pattern = 0;
    unsigned sets = 0;  // of words that it needs: a bit for each
  };
  // Whose a word is.
  struct Use {
    std::size_t alternative = 0;
    unsigned set = 0;  // its bit
  };

  KnownPatterns expected;
  std::deque<Pattern> patterns;
  std::unordered_map<std::string_view, int> number_of;  // texts of `patterns`
  std::vector<Alternative> alternatives;
  WordFinder words;
  std::vector<Use> uses;    // of each word
  std::vector<int> always;  // patterns that need no word
  bool built = false;

  void add(std::string_view pattern, const std::vector<NeededWords>& needed);
  void add(std::size_t pattern, const NeededWords& needed);
};

void PatternSet::Impl::add(std::string_view pattern,
                           const std::vector<NeededWords>& needed) {
  const std::size_t number = patterns.size();
  number_of.emplace(patterns.emplace_back(pattern).text,
                    static_cast<int>(number));
  if (needed.empty()) always.push_back(static_cast<int>(number));
  for (const NeededWords& alternative : needed) add(number, alternative);
}

void PatternSet::Impl::add(std::size_t pattern, const NeededWords& needed) {
  Alternative& added = alternatives.emplace_back(Alternative{pattern, 0});
  for (std::size_t i = 0; i < std::min(needed.size(), kSets); ++i) {
    const unsigned set = 1u << i;
    added.sets |= set;
    for (std::string_view word : needed[i]) {
      words.add(word);
      uses.push_back({alternatives.size() - 1, set});
    }
  }
}

PatternSet::PatternSet() : impl_(std::make_unique<Impl>()) {}
PatternSet::~PatternSet() = default;
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;

void PatternSet::expect(KnownPatterns known) {
  impl_->expected = std::move(known);
}

Result<int> PatternSet::add(std::string_view pattern) {
  assert(!impl_->built);
  const auto twin = impl_->number_of.find(pattern);
  if (twin != impl_->number_of.end()) return twin->second;
  const int number = static_cast<int>(impl_->patterns.size());
  const auto expected = impl_->expected.find(pattern);
  if (expected != impl_->expected.end()) {
    impl_->add(pattern, expected->second);
    return number;
  }
  const Inquiry inquiry(pattern);
  if (!inquiry.is_valid())
    return fail("", RE2(piece(pattern), options()).error());
  impl_->add(pattern, inquiry.needed());
  return number;
}

void PatternSet::build() {
  assert(!impl_->built);
  impl_->built = true;
  impl_->words.build();
  impl_->expected.clear();
}

std::vector<int> PatternSet::words(std::string_view text) const {
  return impl_->words.find(text);
}

std::vector<int> PatternSet::candidates(const std::vector<int>& words) const {
  std::vector<int> numbers = impl_->always;
  // Which sets of each alternative have a word in the text: of none between
  // calls, since to clear it takes longer than a short text.
  static thread_local std::vector<unsigned> met;
  if (met.size() < impl_->alternatives.size())
    met.resize(impl_->alternatives.size());
  for (int word : words) {
    const Impl::Use& use = impl_->uses[static_cast<std::size_t>(word)];
    const Impl::Alternative& asking = impl_->alternatives[use.alternative];
    unsigned& sets = met[use.alternative];
    if (sets == asking.sets) continue;
    sets |= use.set;
    if (sets == asking.sets)
      numbers.push_back(static_cast<int>(asking.pattern));
  }
  for (int word : words)
    met[impl_->uses[static_cast<std::size_t>(word)].alternative] = 0;
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

bool PatternSet::matches(int number, std::string_view text) const {
  return RE2::PartialMatch(
      piece(text),
      impl_->patterns[static_cast<std::size_t>(number)].compiled());
}

std::vector<int> PatternSet::match(std::string_view text) const {
  std::vector<int> numbers = candidates(words(text));
  std::erase_if(numbers, [&](int number) { return !matches(number, text); });
  return numbers;
}

Span PatternSet::find(int number, std::string_view text) const {
  const RE2& pattern =
      impl_->patterns[static_cast<std::size_t>(number)].compiled();
  const re2::StringPiece whole = piece(text);
  re2::StringPiece found;
  if (!pattern.Match(whole, 0, whole.size(), RE2::UNANCHORED, &found, 1))
    return {};
  const auto begin = static_cast<std::uint64_t>(found.data() - whole.data());
  return {begin, begin + found.size()};
}

std::size_t PatternSet::size() const {
  return impl_->patterns.size();
}

KnownPatterns PatternSet::known() const {
  KnownPatterns known;
  for (const Pattern& pattern : impl_->patterns) known[pattern.text];
  std::vector<std::size_t> place;  // of each alternative among its pattern's
  for (const Impl::Alternative& alternative : impl_->alternatives) {
    auto& own = known[impl_->patterns[alternative.pattern].text];
    place.push_back(own.size());
    own.emplace_back(static_cast<std::size_t>(std::popcount(alternative.sets)));
  }
  for (std::size_t i = 0; i < impl_->uses.size(); ++i) {
    const Impl::Use& use = impl_->uses[i];
    const Impl::Alternative& asking = impl_->alternatives[use.alternative];
    known[impl_->patterns[asking.pattern].text][place[use.alternative]]
         [static_cast<std::size_t>(std::countr_zero(use.set))]
             .push_back(impl_->words.word(i));
  }
  return known;
}

}  // namespace calspam
