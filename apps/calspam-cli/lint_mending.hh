// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "lint/mend.hh"
#include "report/formats.hh"

namespace calspam {

/// Prints what a worker made, a mended message or a diff, with nothing around
/// it.
extern const Format kMendedOutput;

/// Which checks were mended, and what was left for what reason: a line each,
/// fit for a terminal. "" where there was nothing to mend.
std::string mending_notes(const MendingResult& result);

}  // namespace calspam
