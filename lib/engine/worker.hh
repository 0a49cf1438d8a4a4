// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

#include "engine/arena.hh"
#include "engine/reply.hh"
#include "engine/sign_of_life.hh"
#include "util/sandbox.hh"

namespace calspam {

/// Messages of one arena to be worked on, in order.
struct Assignment {
  std::uint32_t arena = 0;  ///< number of the arena
  std::uint32_t offsets_sent = 0;
  static constexpr std::size_t kMost = 64;
  std::uint64_t offsets[kMost] = {};  ///< `offsets_sent` of them
};

/// Exit status of a worker that could not close itself in.
inline constexpr int kNoSandbox = 3;

using Work = std::function<Reply(const RawMessage&)>;

struct WorkerOptions {
  int socket = -1;             ///< to the parent
  SignOfLife* sign = nullptr;  ///< seen by the parent
  /// Of one message; the worker bounds its own CPU time by it, the parent
  /// watches the clock.
  std::chrono::milliseconds deadline{10'000};
  SandboxOptions sandbox;
};

/// The life of a worker process: closes itself in, then answers assignments
/// that come over the socket until it is closed. Does not return.
[[noreturn]] void work_until_closed(const WorkerOptions& options,
                                    const Arena* const* arenas,
                                    std::size_t arena_count, const Work& work);
/// The same for one message, which lies in memory that the fork has copied.
[[noreturn]] void work_once(const WorkerOptions& options,
                            const RawMessage& message, const Work& work);

}  // namespace calspam
