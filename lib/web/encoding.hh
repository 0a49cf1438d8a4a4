// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace calspam {

/// %XX undone once; anything else stays (WHATWG URL 1.3).
std::string percent_decoded(std::string_view text);

/// Base64 or base64url, with or without padding; nothing when a character is
/// outside both alphabets or the length cannot be.
std::optional<std::string> base64_decoded(std::string_view text);

/// The value of a hexadecimal digit, -1 for anything else.
int hex_digit(char c);

}  // namespace calspam
