// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "util/limits.hh"
#include "util/raw_message.hh"
#include "util/result.hh"
#include "util/sandbox.hh"

namespace calspam {

/// How inputs are read.
struct InputOptions {
  Limits limits;
  /// Files that name more inputs, one a line; "-" is standard input.
  std::vector<std::string> lists;
  bool lists_have_nul = false;  ///< NUL ends a line of `lists`, as -0 asks
  bool json = false;            ///< files of JSON are inputs too, as mail
  int standard_input = 0;       ///< the descriptor that "-" stands for
  std::size_t window_bytes = 1u << 20;  ///< read at a time
  /// What an input is decided by.
  std::size_t head_bytes = 64u << 10;
  /// Tried in order on encrypted members of archives.
  std::vector<std::string> archive_passwords = {"infected"};
  /// Of the process that unpacks archives.
  SandboxOptions sandbox;
};

/// Takes what the inputs give, in order. Either function returns false to end
/// the reading.
class InputSink {
 public:
  virtual ~InputSink() = default;
  /// `message.bytes` is borrowed for the duration of the call.
  virtual bool message(const RawMessage& message) = 0;
  /// An input, or a piece of one, that could not be read, is empty or is
  /// nothing we know. Reading goes on after it.
  virtual bool error(const Error& error) = 0;
};

/// Reads every message and calendar of `paths`, then of the paths that
/// `options.lists` name. What a path is, its content decides: a file, "-" or
/// a folder, read in byte-wise order of its names. Memory follows the largest
/// message up to `limits.message_bytes`; larger ones are handed over cut, with
/// their full_size. One thread; the sink is called from within.
void for_each_message(const std::vector<std::string>& paths,
                      const InputOptions& options, InputSink& sink);

/// What `calspam` reads, as its manual names it.
struct InputFormatName {
  std::string_view name;     ///< "mbox"; the source is input_mbox.cc
  std::string_view summary;  ///< one line
};
std::vector<InputFormatName> input_formats();

}  // namespace calspam
