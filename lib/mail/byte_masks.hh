// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace calspam {

/// So many bytes are one mask's.
inline constexpr std::size_t kMaskedBytes = 64;

/// Bit i of the result: whether byte i of the 64 at `bytes` is LF and `first`
/// stands behind it. Reads one byte more.
std::uint64_t lines_starting(const char* bytes, char first);

/// Bit i of a mask: whether byte i of its 64 may matter to the sift. It does
/// when it is NUL, a colon behind an N, or the first of a line at which
/// something can start (line_start.hh); others may be marked as well. `bytes`
/// has 64 for each mask and one before them.
void mark_places(const char* bytes, std::span<std::uint64_t> masks);
/// The same on any processor: marks every line, whatever it starts with.
void mark_lines(const char* bytes, std::span<std::uint64_t> masks);

}  // namespace calspam
