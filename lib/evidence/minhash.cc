// SPDX-License-Identifier: MIT
#include "evidence/minhash.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kTextBytes = 64u << 10;
constexpr std::size_t kShingleWords = 3;
constexpr std::size_t kLeastShingles = 10;
constexpr std::size_t kBands = 12;
constexpr std::size_t kRows = 5;
constexpr std::size_t kBins = kBands * kRows;

// FNV-1a, and the finaliser of SplitMix64, which spreads it over all bits. Who
// makes texts collide groups them, no more.
constexpr std::uint64_t kStart = 14'695'981'039'346'656'037u;

std::uint64_t mixed(std::uint64_t hash, std::string_view text) {
  for (char c : text)
    hash = (hash ^ static_cast<std::uint8_t>(c)) * 1'099'511'628'211u;
  return hash;
}

std::uint64_t spread(std::uint64_t hash) {
  hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9u;
  hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBu;
  return hash ^ (hash >> 31);
}

// Chinese, Japanese and Korean are written without spaces: U+2E80 to U+D7FF
// and beyond the first plane, each character is a word.
bool is_word_by_itself(char32_t c) {
  return (c >= 0x2E80 && c <= 0xD7FF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_of_word(char32_t c) {
  if (c >= 0x80) return c != 0xFFFD && !(c >= 0x2000 && c <= 0x206F);
  const char ascii = static_cast<char>(c);
  return is_ascii_alpha(ascii) || is_ascii_digit(ascii);
}

// Words of one blank-separated piece: letters and digits, digits as one.
void add_piece(std::string_view piece, std::vector<std::uint64_t>& words) {
  if (piece.find("://") != piece.npos || piece.substr(0, 4) == "www.") {
    words.push_back(mixed(kStart, "link"));
    return;
  }
  if (piece.find('@') != piece.npos) {
    words.push_back(mixed(kStart, "@"));
    return;
  }
  std::uint64_t word = kStart;
  bool last_was_digit = false;
  const auto end_word = [&] {
    if (word != kStart) words.push_back(word);
    word = kStart;
    last_was_digit = false;
  };
  for (std::size_t at = 0; at < piece.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(piece, at);
    if (!is_of_word(c)) {
      end_word();
      continue;
    }
    if (is_word_by_itself(c)) end_word();
    const bool digit = c < 0x80 && is_ascii_digit(static_cast<char>(c));
    if (!digit || !last_was_digit)
      word = mixed(word, digit ? "0" : piece.substr(begin, at - begin));
    last_was_digit = digit;
    if (is_word_by_itself(c)) end_word();
  }
  end_word();
}

std::vector<std::uint64_t> words_of(std::string_view text) {
  std::vector<std::uint64_t> words;
  for (std::size_t at = 0; at < text.size();) {
    while (at < text.size() && is_ascii_space(text[at])) ++at;
    const std::size_t begin = at;
    while (at < text.size() && !is_ascii_space(text[at])) ++at;
    if (at > begin) add_piece(text.substr(begin, at - begin), words);
  }
  return words;
}

// One permutation: a shingle's hash chooses its bin and its value there.
using Bins = std::array<std::uint64_t, kBins>;

// An empty bin takes the value of the next one that is not.
void fill_empty(Bins& bins) {
  constexpr std::uint64_t kEmpty = ~0ull;
  const Bins before = bins;
  for (std::size_t i = 0; i < kBins; ++i)
    for (std::size_t step = 1; bins[i] == kEmpty && step < kBins; ++step)
      if (const auto other = before[(i + step) % kBins]; other != kEmpty)
        bins[i] = spread(other + step);
}

}  // namespace

std::vector<std::string> minhash_bands(std::string_view plain) {
  const std::vector<std::uint64_t> words =
      words_of(truncated(plain, kTextBytes));
  if (words.size() < kLeastShingles + kShingleWords - 1) return {};
  Bins bins;
  bins.fill(~0ull);
  for (std::size_t i = 0; i + kShingleWords <= words.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t j = 0; j < kShingleWords; ++j)
      hash = spread(hash + words[i + j]);
    std::uint64_t& bin = bins[hash % kBins];
    bin = std::min(bin, hash / kBins);
  }
  fill_empty(bins);
  std::vector<std::string> bands;
  for (std::size_t band = 0; band < kBands; ++band) {
    std::uint64_t hash = band + 1;
    for (std::size_t row = 0; row < kRows; ++row)
      hash = spread(hash + bins[band * kRows + row]);
    bands.push_back(fmt::format("{:016x}", hash));
  }
  return bands;
}

}  // namespace calspam
