// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace calspam {

/// Untrusted text for XML, between tags or in a quoted attribute: what would
/// act, and what XML 1.0 has no place for, comes out as printable() has it.
std::string xml_text(std::string_view untrusted);

}  // namespace calspam
