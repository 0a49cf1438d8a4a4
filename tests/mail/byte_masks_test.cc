// SPDX-License-Identifier: MIT
#include "mail/byte_masks.hh"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>

#include "mail/line_start.hh"

namespace calspam {
namespace {

bool starts_line(std::string_view text, std::size_t at) {
  return text[at - 1] == '\n' || (text[at - 1] == '\r' && text[at] != '\n');
}

bool is_elsewhere_a_place(std::string_view text, std::size_t at) {
  const char n = text[at - 1];
  return text[at] == '\0' || (text[at] == ':' && (n == 'n' || n == 'N'));
}

bool can_start(char c) {
  return kLineStarts[static_cast<unsigned char>(c)] != kNothing;
}

// Bytes of which many are line ends, colons and their like.
std::string mixed_bytes(std::mt19937& random, std::size_t size) {
  constexpr std::string_view kOften("\n\r\n:nN\0abQz<-", 13);
  std::string text;
  while (text.size() < size)
    text += random() % 2 == 0 ? kOften[random() % kOften.size()]
                              : static_cast<char>(random() % 256);
  return text;
}

using Masks = std::array<std::uint64_t, 3>;
constexpr std::size_t kBytes = Masks().size() * kMaskedBytes;

bool is_marked(const Masks& masks, std::size_t at) {
  return (masks[at / kMaskedBytes] >> (at % kMaskedBytes) & 1) != 0;
}

TEST(ByteMasks, MarkEachPlaceAndLittleElse) {
  std::mt19937 random(1);
  for (int round = 0; round < 500; ++round) {
    const std::string text = mixed_bytes(random, kBytes + 1);
    Masks marked, lines;
    mark_places(text.data() + 1, marked);
    mark_lines(text.data() + 1, lines);
    for (std::size_t i = 0; i < kBytes; ++i) {
      const std::size_t at = i + 1;
      const bool line = starts_line(text, at);
      const bool elsewhere = is_elsewhere_a_place(text, at);
      ASSERT_EQ(is_marked(lines, i), line || elsewhere) << at;
      const bool must_be = elsewhere || (line && can_start(text[at]));
      ASSERT_TRUE(is_marked(marked, i) || !must_be) << at;
      ASSERT_TRUE(is_marked(lines, i) || !is_marked(marked, i)) << at;
    }
  }
}

TEST(ByteMasks, FindLinesByTheirFirstCharacter) {
  std::mt19937 random(2);
  for (int round = 0; round < 500; ++round) {
    std::string text = mixed_bytes(random, kMaskedBytes + 1);
    for (char& c : text) c = c == '<' ? 'F' : c;
    const std::uint64_t found = lines_starting(text.data(), 'F');
    for (std::size_t i = 0; i < kMaskedBytes; ++i)
      ASSERT_EQ((found >> i & 1) != 0, text[i] == '\n' && text[i + 1] == 'F');
  }
}

}  // namespace
}  // namespace calspam
