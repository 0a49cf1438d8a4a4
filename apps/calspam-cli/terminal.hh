// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace calspam {

/// Whether to colour what goes to `descriptor`: `when` is "always", "never"
/// or "auto", which is a terminal that can, and no NO_COLOR in the
/// environment (no-color.org: set and not empty).
bool wants_color(std::string_view when, int descriptor);
/// Columns of the terminal at `descriptor`; 100 where there is none.
std::size_t terminal_width(int descriptor);

/// From here on SIGINT is remembered, not obeyed: the record at hand is
/// finished. A second one kills. A closed pipe is an error of write().
void catch_signals();
bool was_interrupted();

}  // namespace calspam
