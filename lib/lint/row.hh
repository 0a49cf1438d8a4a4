// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "lint/check.hh"

namespace calspam {

/// The row with that slug. The compiler looks it up, and refuses a slug that
/// the table does not have.
template <std::size_t n>
consteval const Check& row_of(const std::array<Check, n>& rows,
                              std::string_view slug) {
  for (const Check& check : rows)
    if (check.slug == slug) return check;
  throw "no check has this slug";
}

}  // namespace calspam
