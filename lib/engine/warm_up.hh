// SPDX-License-Identifier: MIT
#pragma once

#include "engine/analyzer.hh"

namespace calspam {

/// Loads what the libraries load when they are first used: charsets, tables,
/// zones, types. Before a process forks workers, which then share it, and
/// before a sandbox closes the file system.
void warm_up(const Analyzer& analyzer);

}  // namespace calspam
