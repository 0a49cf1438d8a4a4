// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace calspam {

/// Which of many words a text has, upper and lower case being the same. One
/// pass: at each byte the last four, three and two are looked up among four of
/// each longer word and the words of three and two. Making one costs little
/// more than copying the words, and an unlucky text as much as its length times
/// the words that share four bytes. Immutable after build().
class WordFinder {
 public:
  /// Adds a word, case folded by simply_folded(). They are numbered from 0. One
  /// of less than two bytes, or of more than one line, counts as always there.
  void add(std::string_view word);
  /// Must be called once, after the last add().
  void build();

  std::size_t size() const { return begins_.size() - 1; }
  /// Good until the next add().
  std::string_view word(std::size_t number) const;
  /// Numbers of the words in `text`, each once, in no order.
  std::vector<int> find(std::string_view text) const;

 private:
  struct Entry {
    std::uint32_t key = 0;     // bytes of the word that are looked up
    std::uint32_t before = 0;  // bytes of the word in front of them
    std::uint32_t word = 0;
    std::uint32_t same = 1;  // of the first of equal words: how many
  };
  // The words that are looked up by so many bytes.
  struct Index {
    std::size_t bytes = 0;
    std::uint32_t mask = 0;              // the bits of so many bytes
    std::vector<std::uint64_t> bits;     // one for each hash of a key
    std::vector<std::uint32_t> buckets;  // where each begins in `entries`
    std::vector<Entry> entries;          // by bucket, equal words together

    void build(const std::vector<Entry>& unsorted);
  };
  struct Finds;

  void join_equal_words(Index& index) const;
  void look_up(const Index& index, std::uint32_t key, std::string_view text,
               std::size_t end, Finds& finds) const;

  std::string letters_;  // of all words, one behind the other
  std::vector<std::uint32_t> begins_{0};
  std::vector<int> always_;  // not looked for
  std::array<Index, 3> indexes_;
};

}  // namespace calspam
