// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace calspam {

/// What a worker tells of itself in memory that it shares with the parent, made
/// before the fork. Its replies come several at a time, so that they do not
/// tell which message it is busy with, nor since when.
class SignOfLife {
 public:
  using Clock = std::chrono::steady_clock;

  SignOfLife();
  ~SignOfLife();
  SignOfLife(const SignOfLife&) = delete;
  SignOfLife& operator=(const SignOfLife&) = delete;

  /// Nothing has been begun: the parent's side, before a fork.
  void clear();
  /// Another message is begun now: the worker's side.
  void begin_message();

  /// How many were begun, as the worker says.
  std::uint64_t begun() const;
  /// When the last of them was; never later than now.
  Clock::time_point since() const;

 private:
  struct Shared;
  Shared* shared_ = nullptr;
};

}  // namespace calspam
