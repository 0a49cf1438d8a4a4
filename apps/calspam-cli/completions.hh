// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace calspam {

/// The completion script for "bash", "zsh" or "fish", made of the tables of
/// commands and options; "" for another shell.
std::string completion_script(std::string_view shell);

}  // namespace calspam
