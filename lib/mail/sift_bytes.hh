// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace calspam {

/// Bit i of the result: whether byte i of the 64 at `bytes` is LF, CR, NUL or a
/// colon.
std::uint64_t special_bytes(const char* bytes);

}  // namespace calspam
