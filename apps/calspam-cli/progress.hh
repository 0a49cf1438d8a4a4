// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace calspam {

/// How far a long run is: a line on standard error that is written over. It
/// comes after a second, and never where standard error is no terminal.
class Progress {
 public:
  /// `paths` are summed up for the time that is left, when it first shows.
  Progress(bool wanted, std::vector<std::string> paths);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void update(std::uint64_t messages, std::uint64_t bytes);
  /// Takes the line away, before anything else is written to the terminal.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  bool on_, begun_ = false, visible_ = false;
  std::vector<std::string> paths_;
  std::optional<std::uint64_t> total_;  ///< bytes; nothing when not known
  Clock::time_point start_, shown_;
};

/// "1,204 messages, 56.0 MB, 1,100/s, 23.1 MB/s, 1:05 left"; `total` bytes, 0
/// when not known.
std::string progress_line(std::uint64_t messages, std::uint64_t bytes,
                          double seconds, std::uint64_t total);

}  // namespace calspam
