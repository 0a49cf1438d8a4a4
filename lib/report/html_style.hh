// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace calspam {

/// The one stylesheet of an HTML report. It names nothing outside of itself;
/// the report's policy allows its hash and no other style, inline ones
/// neither. The order of sections on the page is not that of the file: the
/// overview is written last, when its totals are known, and shown first.
std::string_view html_style();

}  // namespace calspam
