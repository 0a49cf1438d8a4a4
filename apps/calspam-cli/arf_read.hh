// SPDX-License-Identifier: MIT
#pragma once

#include "arf_options.hh"
#include "engine/analyzer.hh"

namespace calspam {

/// `calspam arf read`: reads reports and judges what they are about; the exit
/// status.
int read_reports(const ArfOptions& options, const Analyzer& analyzer);

}  // namespace calspam
