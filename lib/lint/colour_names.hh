// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace calspam {

/// A colour name of CSS3 (RFC 7986 5.9), in any case.
bool is_colour_name(std::string_view name);

}  // namespace calspam
