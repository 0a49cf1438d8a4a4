// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace calspam {

/// Bands of a MinHash fingerprint of a text: near duplicates have one or more
/// in common. Words in threes, digits as one, addresses and links as a word
/// each, so that numbers, names in links and tokens do not tell texts apart.
/// Of texts of 80 % equal threes, 99 of 100 pairs share a band; of 30 %, 3.
/// Sixteen hexadecimal digits each, in order; none for a text that is too
/// short to be told by its words. Linear; at most 64 KiB are read.
std::vector<std::string> minhash_bands(std::string_view plain);

}  // namespace calspam
