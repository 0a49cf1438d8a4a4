// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace calspam {

/// What changed from `before` to `after`, line by line, as diff -u prints it:
/// "" when nothing did. `name` stands in its head. All of it is made printable
/// (util/text.hh), a CR at the end of a changed line too, so that a change of
/// line ends can be seen; it is for people and is no patch for such bytes.
std::string unified_diff(std::string_view name, std::string_view before,
                         std::string_view after);

}  // namespace calspam
