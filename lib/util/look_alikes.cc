// SPDX-License-Identifier: MIT
#include "util/look_alikes.hh"

#include <algorithm>
#include <iterator>

namespace calspam {
namespace {

// clang-format off

// UTS 39 confusables.txt (Unicode 15) where the prototype is one ASCII letter,
// with I for what it gives as l; and, as not exact, what passes at a glance.
constexpr LookAlike kLookAlikes[] = {
    {0x37a, 'i'}, {0x37f, 'j'}, {0x386, 'a', false}, {0x388, 'e', false},
    {0x389, 'h', false}, {0x38a, 'i', false}, {0x38c, 'o', false},
    {0x38e, 'y', false}, {0x391, 'a'}, {0x392, 'b'}, {0x395, 'e'},
    {0x396, 'z'}, {0x397, 'h'}, {0x399, 'i'}, {0x39a, 'k'}, {0x39c, 'm'},
    {0x39d, 'n'}, {0x39f, 'o'}, {0x3a1, 'p'}, {0x3a4, 't'}, {0x3a5, 'y'},
    {0x3a7, 'x'}, {0x3ac, 'a', false}, {0x3ad, 'e', false},
    {0x3ae, 'n', false}, {0x3af, 'i', false}, {0x3b1, 'a'},
    {0x3b3, 'y', false}, {0x3b5, 'e', false}, {0x3b7, 'n', false},
    {0x3b9, 'i'}, {0x3ba, 'k', false}, {0x3bd, 'v'}, {0x3bf, 'o'},
    {0x3c1, 'p'}, {0x3c3, 'o', false}, {0x3c4, 't', false}, {0x3c5, 'u'},
    {0x3c7, 'x', false}, {0x3c9, 'w', false}, {0x3ca, 'i', false},
    {0x3cc, 'o', false}, {0x3cd, 'u', false}, {0x3d2, 'y'}, {0x3dc, 'f'},
    {0x3f1, 'p'}, {0x3f2, 'c'}, {0x3f3, 'j'}, {0x3f9, 'c'}, {0x3fa, 'm'},
    {0x401, 'e', false}, {0x404, 'e', false}, {0x405, 's'}, {0x406, 'i'},
    {0x407, 'i', false}, {0x408, 'j'}, {0x40e, 'y', false}, {0x410, 'a'},
    {0x412, 'b'}, {0x415, 'e'}, {0x41a, 'k'}, {0x41c, 'm'}, {0x41d, 'h'},
    {0x41e, 'o'}, {0x420, 'p'}, {0x421, 'c'}, {0x422, 't'}, {0x423, 'y'},
    {0x425, 'x'}, {0x42c, 'b'}, {0x430, 'a'}, {0x432, 'b', false},
    {0x433, 'r', false}, {0x435, 'e'}, {0x43a, 'k', false},
    {0x43c, 'm', false}, {0x43d, 'h', false}, {0x43e, 'o'},
    {0x43f, 'n', false}, {0x440, 'p'}, {0x441, 'c'}, {0x442, 't', false},
    {0x443, 'y'}, {0x445, 'x'}, {0x44c, 'b', false}, {0x450, 'e', false},
    {0x451, 'e', false}, {0x452, 'h', false}, {0x453, 'r', false},
    {0x454, 'e', false}, {0x455, 's'}, {0x456, 'i'}, {0x457, 'i', false},
    {0x458, 'j'}, {0x45b, 'h', false}, {0x45e, 'y', false}, {0x461, 'w'},
    {0x474, 'v'}, {0x475, 'v'}, {0x492, 'f', false}, {0x493, 'f', false},
    {0x49b, 'k', false}, {0x4a3, 'h', false}, {0x4ab, 'c', false},
    {0x4ae, 'y'}, {0x4af, 'y'}, {0x4bb, 'h'}, {0x4bd, 'e'}, {0x4c0, 'l'},
    {0x4cf, 'l'}, {0x501, 'd'}, {0x50c, 'g'}, {0x51b, 'q'}, {0x51c, 'w'},
    {0x51d, 'w'}, {0x54d, 'u'}, {0x54f, 's'}, {0x555, 'o'}, {0x561, 'w'},
    {0x563, 'q'}, {0x566, 'q'}, {0x570, 'h'}, {0x578, 'n'}, {0x57c, 'n'},
    {0x57d, 'u'}, {0x581, 'g'}, {0x584, 'f'}, {0x585, 'o'}, {0x13a0, 'd'},
    {0x13a1, 'r'}, {0x13a2, 't'}, {0x13a5, 'i'}, {0x13a9, 'y'}, {0x13aa, 'a'},
    {0x13ab, 'j'}, {0x13ac, 'e'}, {0x13b3, 'w'}, {0x13b7, 'm'}, {0x13bb, 'h'},
    {0x13bd, 'y'}, {0x13c0, 'g'}, {0x13c2, 'h'}, {0x13c3, 'z'}, {0x13cf, 'b'},
    {0x13d2, 'r'}, {0x13d4, 'w'}, {0x13d5, 's'}, {0x13d9, 'v'}, {0x13da, 's'},
    {0x13de, 'l'}, {0x13df, 'c'}, {0x13e2, 'p'}, {0x13e6, 'k'}, {0x13e7, 'd'},
    {0x13f3, 'g'}, {0x13f4, 'b'}, {0x1d26, 'r'}, {0x1fbe, 'i'}, {0x2c85, 'r'},
    {0x2c8e, 'h'}, {0x2c92, 'i'}, {0x2c94, 'k'}, {0x2c98, 'm'}, {0x2c9a, 'n'},
    {0x2c9e, 'o'}, {0x2c9f, 'o'}, {0x2ca2, 'p'}, {0x2ca3, 'p'}, {0x2ca4, 'c'},
    {0x2ca5, 'c'}, {0x2ca6, 't'}, {0x2ca8, 'y'}, {0x2cac, 'x'}, {0x2cd0, 'l'},
    {0xa4d0, 'b'}, {0xa4d1, 'p'}, {0xa4d2, 'd'}, {0xa4d3, 'd'}, {0xa4d4, 't'},
    {0xa4d6, 'g'}, {0xa4d7, 'k'}, {0xa4d9, 'j'}, {0xa4da, 'c'}, {0xa4dc, 'z'},
    {0xa4dd, 'f'}, {0xa4df, 'm'}, {0xa4e0, 'n'}, {0xa4e1, 'l'}, {0xa4e2, 's'},
    {0xa4e3, 'r'}, {0xa4e6, 'v'}, {0xa4e7, 'h'}, {0xa4ea, 'w'}, {0xa4eb, 'x'},
    {0xa4ec, 'y'}, {0xa4ee, 'a'}, {0xa4f0, 'e'}, {0xa4f2, 'i'}, {0xa4f3, 'o'},
    {0xa4f4, 'u'}, {0xa647, 'i'}, {0xab75, 'i'}, {0xab81, 'r'}, {0xab83, 'w'},
    {0xab93, 'z'}, {0xaba9, 'v'}, {0xabaa, 's'}, {0xabaf, 'c'},
};

constexpr LookAlike kSmallCapitals[] = {
    {0x251, 'a'}, {0x261, 'g'}, {0x262, 'g'}, {0x269, 'i'}, {0x26a, 'i'},
    {0x274, 'n'}, {0x280, 'r'}, {0x28f, 'y'}, {0x299, 'b'}, {0x29b, 'g'},
    {0x29c, 'h'}, {0x29f, 'l'}, {0x1d00, 'a'}, {0x1d03, 'b'}, {0x1d04, 'c'},
    {0x1d05, 'd'}, {0x1d06, 'd'}, {0x1d07, 'e'}, {0x1d0a, 'j'}, {0x1d0b, 'k'},
    {0x1d0c, 'l'}, {0x1d0d, 'm'}, {0x1d0f, 'o'}, {0x1d18, 'p'}, {0x1d1b, 't'},
    {0x1d1c, 'u'}, {0x1d20, 'v'}, {0x1d21, 'w'}, {0x1d22, 'z'}, {0xa730, 'f'},
    {0xa731, 's'}, {0xa7ae, 'i'}, {0xa7af, 'q'},
};

// clang-format on

template <typename Table>
const LookAlike* lookup(const Table& table, char32_t code_point) {
  const auto found = std::lower_bound(
      std::begin(table), std::end(table), code_point,
      [](const LookAlike& l, char32_t c) { return l.code_point < c; });
  return found != std::end(table) && found->code_point == code_point ? found
                                                                     : nullptr;
}

}  // namespace

const LookAlike* look_alike(char32_t code_point) {
  return lookup(kLookAlikes, code_point);
}

char small_capital(char32_t code_point) {
  const auto* found = lookup(kSmallCapitals, code_point);
  return found ? found->ascii : '\0';
}

}  // namespace calspam
