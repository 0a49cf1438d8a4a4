// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace calspam {

inline constexpr std::string_view kVersion = CALSPAM_VERSION;

/// "calspam 0.1.0" and the digest of the rules that came with it.
std::string version_text();

}  // namespace calspam
