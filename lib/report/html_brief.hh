// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace calspam {

/// Bytes that the sections of the first `messages` messages of a page may take
/// together before one of the level `level` is shown in brief: 1,000 hostile
/// messages stay under 2 MB, and one that matters is cut last.
std::uint64_t html_allowance(std::uint64_t messages, std::size_t level);

/// The section of a message in brief, at most 1,100 bytes, made of what
/// overview_digest() gave; "" where that cannot be read.
std::string html_brief(std::string_view digest);
/// The level that a digest has, 0 where it cannot be read.
std::size_t digest_level(std::string_view digest);

}  // namespace calspam
