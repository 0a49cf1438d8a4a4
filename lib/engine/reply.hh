// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "detect/verdict.hh"

namespace calspam {

/// What came of one message, as a worker tells it to the parent.
struct Reply {
  Level level = Level::None;
  bool complete = true;
  bool wanted = false;  ///< the record is to be printed
  bool found = false;   ///< it counts for exit status 1
  std::string text;     ///< the formatted record, "" when it is not
  std::string digest;   ///< what a format sums up over a run
};

/// Why a message has no reply.
struct Failure {
  enum class Kind { Crash, Deadline, Exception };
  Kind kind = Kind::Crash;
  int signal = 0;      ///< that ended the worker, 0 when it exited
  std::string detail;  ///< what() of an exception

  /// "its worker crashed (signal 11, Segmentation fault)"
  std::string text() const;
};

/// How a reply travels: this header, then the text, then the digest.
struct ReplyHeader {
  std::uint64_t text_size = 0;
  std::uint64_t digest_size = 0;
  std::uint8_t level = 0;
  std::uint8_t complete = 0;
  std::uint8_t wanted = 0;
  std::uint8_t found = 0;
  std::uint8_t threw = 0;  ///< the text is what an exception said
  std::uint8_t padding[3] = {};
};

}  // namespace calspam
