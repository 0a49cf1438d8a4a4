// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "util/result.hh"

namespace calspam {

/// What a worker may use.
struct SandboxOptions {
  /// Memory beyond what it has when the sandbox closes.
  std::size_t memory_bytes = std::size_t{2} << 30;
  /// A second descriptor that stays open, such as the file to be read.
  int input = -1;
  /// Leave out the memory limit and the filter: sanitizers need both off.
  bool filter = true;
};

/// Closes the calling process in, for good: no new files, no network, no other
/// programs, no executable memory, no core files; it dies with its parent.
/// `socket`, which is above 2, stays open, and so does `options.input`.
/// Everything that libraries load lazily must be loaded before.
Result<bool> enter_sandbox(int socket, const SandboxOptions& options);

/// Lets the calling process have so much more CPU time from now on; SIGXCPU
/// ends it when that is used up (RLIMIT_CPU, whole seconds, rounded up). May be
/// called in the sandbox.
bool allow_cpu_time(std::chrono::milliseconds more);

/// True in builds whose sanitizer cannot live in the sandbox.
bool built_with_sanitizer();

}  // namespace calspam
