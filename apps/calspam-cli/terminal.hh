// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace calspam {

/// Whether to colour what goes to `descriptor`: `when` is "always", "never"
/// or "auto", which is a terminal that can, and no NO_COLOR in the
/// environment (no-color.org: set and not empty).
bool wants_color(std::string_view when, int descriptor);
/// Whether box-drawing characters may go to `descriptor`: to a terminal that
/// is not dumb.
bool wants_drawing(int descriptor);
/// Whether links (OSC 8) may go to `descriptor`: to a terminal that is known to
/// pass over what it does not know, so not to a dumb one nor the console of
/// Linux.
bool wants_links(int descriptor);
/// What COLUMNS says, else the columns of the terminal at `descriptor`; 100
/// where there is none.
std::size_t terminal_width(int descriptor);

/// From here on SIGINT is remembered, not obeyed: the record at hand is
/// finished. A second one kills. A closed pipe is an error of write().
void catch_signals();
bool was_interrupted();

}  // namespace calspam
