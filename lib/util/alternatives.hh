// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

namespace calspam {

/// An RE2 pattern split at each "|" that is in no group and no class; whole
/// where flags may reach from one alternative to the next. Borrows it.
std::vector<std::string_view> alternatives_of(std::string_view pattern);

}  // namespace calspam
