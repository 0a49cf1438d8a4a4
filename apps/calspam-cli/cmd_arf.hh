// SPDX-License-Identifier: MIT
#pragma once

#include "command.hh"

namespace calspam {

extern const Command kArfCommand;

}  // namespace calspam
