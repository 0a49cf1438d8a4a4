// SPDX-License-Identifier: MIT
#include "util/word_finder.hh"

#include <algorithm>
#include <numeric>

#include "util/simple_folding.hh"

namespace calspam {
namespace {

constexpr std::size_t kFewestBytes = 2;
constexpr std::size_t kMostBytes = sizeof(std::uint32_t);
// Few enough to stay in the nearest cache, many enough that most places of a
// text are seen to be of no word by one look at a bit.
constexpr unsigned kHashBits = 16;
constexpr unsigned kBucketBits = 13;
constexpr std::size_t kBuckets = std::size_t{1} << kBucketBits;

std::uint32_t next_key(std::uint32_t key, char byte) {
  return (key << 8) | static_cast<unsigned char>(byte);
}

std::uint32_t key_of(std::string_view bytes) {
  std::uint32_t key = 0;
  for (char byte : bytes) key = next_key(key, byte);
  return key;
}

// The upper bits of a product depend on all bits of the key.
std::uint32_t hash(std::uint32_t key) {
  return (key * 0x9e3779b1u) >> (32 - kHashBits);
}
std::uint32_t bucket(std::uint32_t key) {
  return hash(key) >> (kHashBits - kBucketBits);
}

// How often a text has the keys of each bucket, of kMostBytes.
std::vector<std::uint32_t> frequencies(std::string_view text) {
  std::vector<std::uint32_t> counts(kBuckets);
  std::uint32_t key = 0;
  for (char byte : text) ++counts[bucket(key = next_key(key, byte))];
  return counts;
}

// Where the key stands that the words have least: it is rare in texts, too.
std::size_t rarest(std::string_view word,
                   const std::vector<std::uint32_t>& counts) {
  std::size_t best = 0;
  std::uint32_t least = ~0u, key = 0;
  for (std::size_t end = 1; end <= word.size(); ++end) {
    key = next_key(key, word[end - 1]);
    if (end < kMostBytes || counts[bucket(key)] >= least) continue;
    least = counts[bucket(key)];
    best = end - kMostBytes;
  }
  return best;
}

}  // namespace

void WordFinder::add(std::string_view word) {
  letters_ += word;
  begins_.push_back(static_cast<std::uint32_t>(letters_.size()));
}

std::string_view WordFinder::word(std::size_t number) const {
  return std::string_view(letters_).substr(
      begins_[number], begins_[number + 1] - begins_[number]);
}

void WordFinder::Index::build(const std::vector<Entry>& unsorted) {
  mask = ~0u >> 8 * (sizeof mask - bytes);
  bits.resize((std::size_t{1} << kHashBits) / 64);
  buckets.resize(kBuckets + 1);
  for (const Entry& entry : unsorted) {
    const std::uint32_t bit = hash(entry.key);
    bits[bit / 64] |= std::uint64_t{1} << (bit % 64);
    ++buckets[bucket(entry.key) + 1];
  }
  std::partial_sum(buckets.begin(), buckets.end(), buckets.begin());
  std::vector<std::uint32_t> next = buckets;
  entries.resize(unsorted.size());
  for (const Entry& entry : unsorted)
    entries[next[bucket(entry.key)]++] = entry;
}

void WordFinder::build() {
  static_assert(std::tuple_size_v<decltype(indexes_)> ==
                kMostBytes - kFewestBytes + 1);
  const std::vector<std::uint32_t> counts = frequencies(letters_);
  std::array<std::vector<Entry>, std::tuple_size_v<decltype(indexes_)>> entries;
  entries.back().reserve(size());
  for (std::size_t i = 0; i < size(); ++i) {
    const std::string_view text = word(i);
    const std::size_t bytes = std::min(text.size(), kMostBytes);
    if (bytes < kFewestBytes || text.find('\n') != text.npos) {
      always_.push_back(static_cast<int>(i));
      continue;
    }
    const std::size_t at = rarest(text, counts);
    entries[bytes - kFewestBytes].push_back({key_of(text.substr(at, bytes)),
                                             static_cast<std::uint32_t>(at),
                                             static_cast<std::uint32_t>(i)});
  }
  for (std::size_t i = 0; i < indexes_.size(); ++i) {
    indexes_[i].bytes = kFewestBytes + i;
    indexes_[i].build(entries[i]);
    join_equal_words(indexes_[i]);
  }
}

void WordFinder::join_equal_words(Index& index) const {
  const auto text_of = [this](const Entry& entry) { return word(entry.word); };
  auto& entries = index.entries;
  for (std::size_t row = 0; row < kBuckets; ++row)
    std::ranges::sort(entries.begin() + index.buckets[row],
                      entries.begin() + index.buckets[row + 1],
                      std::ranges::less(), text_of);
  for (auto first = entries.begin(); first != entries.end();) {
    auto behind = first + 1;
    while (behind != entries.end() && text_of(*behind) == text_of(*first))
      ++behind;
    first->same = static_cast<std::uint32_t>(behind - first);
    first = behind;
  }
}

// The words found so far. Kept from text to text: what place_of says is looked
// up before it is believed, as to clear it would take longer than a short text.
struct WordFinder::Finds {
  std::vector<int> numbers;
  std::vector<std::uint32_t> place_of;  // in `numbers`, if found, by word

  bool has(std::uint32_t word) const {
    const std::size_t place = place_of[word];
    return place < numbers.size() && numbers[place] == static_cast<int>(word);
  }
};

// `key` is the last of `text` before `end`.
void WordFinder::look_up(const Index& index, std::uint32_t key,
                         std::string_view text, std::size_t end,
                         Finds& finds) const {
  const std::uint32_t row = bucket(key);
  const Entry* entry = index.entries.data() + index.buckets[row];
  const Entry* const behind = index.entries.data() + index.buckets[row + 1];
  for (; entry < behind; entry += entry->same) {
    const std::size_t before = entry->before + index.bytes;
    if (entry->key != key || end < before || finds.has(entry->word)) continue;
    if (!text.substr(end - before).starts_with(word(entry->word))) continue;
    finds.place_of[entry->word] =
        static_cast<std::uint32_t>(finds.numbers.size());
    for (const Entry* same = entry; same < entry + entry->same; ++same)
      finds.numbers.push_back(static_cast<int>(same->word));
  }
}

std::vector<int> WordFinder::find(std::string_view text) const {
  static thread_local Finds finds;
  if (finds.place_of.size() < size()) finds.place_of.resize(size());
  finds.numbers = always_;
  const std::string folded = simply_folded(text);
  const auto look = [&](const Index& index, const std::uint64_t* bits,
                        std::uint32_t key, std::size_t end) {
    const std::uint32_t own = key & index.mask, bit = hash(own);
    if ((bits[bit / 64] >> (bit % 64)) & 1)
      look_up(index, own, folded, end, finds);
  };
  const auto& [two, three, four] = indexes_;
  const std::uint64_t* const bits[] = {two.bits.data(), three.bits.data(),
                                       four.bits.data()};
  std::uint32_t key = 0;
  std::size_t end = 0;
  for (char byte : folded) {
    key = next_key(key, byte);
    ++end;
    look(two, bits[0], key, end);
    look(three, bits[1], key, end);
    look(four, bits[2], key, end);
  }
  return finds.numbers;
}

}  // namespace calspam
