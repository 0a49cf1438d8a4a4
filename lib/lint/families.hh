// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include "lint/check.hh"

namespace calspam {

/// All families, in the order in which users see them.
std::span<const CheckFamily* const> check_families();
/// By id or slug; null when there is none of that name.
const Check* find_check(std::string_view name);

}  // namespace calspam
