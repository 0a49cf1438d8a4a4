// SPDX-License-Identifier: MIT
#pragma once

#include "engine/analyzer.hh"

namespace calspam {

/// Loads what the libraries load when they are first used: charsets, tables,
/// zones, types. Before a process forks workers, which then share it, and
/// before a sandbox closes the file system.
void warm_up(const Analyzer& analyzer);

/// The same for who reads messages and judges nothing.
void warm_up_readers();

/// The same for who verifies signatures: OpenSSL loads its providers and
/// decoders when they are first used.
void warm_up_signatures();

}  // namespace calspam
