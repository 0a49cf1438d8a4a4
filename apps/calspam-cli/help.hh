// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "command.hh"
#include "util/result.hh"

namespace calspam {

/// `calspam --help`: what it is and its commands.
std::string help_text();
/// `calspam COMMAND --help`. Lines have at most 79 columns.
std::string help_text(const Command& command);
/// What stands in for the help when nothing was asked for.
std::string usage_text(const Command& command);

/// Says why a command cannot begin, after its usage line where it was asked
/// for nothing; exit status 2.
int refuse(const Command& command, const Error& error);

}  // namespace calspam
