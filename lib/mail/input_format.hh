// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mail/input.hh"
#include "mail/input_window.hh"

namespace calspam {

/// One input while it is recognised and read.
struct Input {
  std::string path;  ///< as the user named it; "-" for standard input
  int descriptor = -1;
  bool is_folder = false;
  std::optional<std::uint64_t> size;  ///< of a regular file
  /// The first `head_bytes` of a file, or all of a shorter one. For
  /// recognisers: reading on makes it invalid.
  std::string_view head;
  InputWindow& window;
  std::string member = {};  ///< name inside an archive, or ""

  /// "samples.zip!a/b.mbox"
  std::string name() const;
};

/// Hands messages and errors to the sink, and keeps the paths still to read:
/// a folder puts its entries here and is done, so that no depth of folders
/// makes anything recurse.
class InputQueue {
 public:
  InputQueue(const InputOptions& options, InputSink& sink)
      : options_(options), sink_(sink) {}

  const InputOptions& options() const { return options_; }
  void message(const RawMessage& message);
  void error(const Error& error);
  /// Entries of a folder, to be read next and in this order.
  void push(const std::string& folder, const std::vector<std::string>& names);

  struct Pending {
    std::string path;
    bool in_folder = false;
  };
  /// A path that the user named; read before anything else.
  void push(std::string path) { pending_.push_back({std::move(path), false}); }
  bool pop(Pending& next);
  /// The sink has asked for the end.
  bool stopped() const { return stopped_; }
  /// Messages and errors so far.
  std::size_t handed_over() const { return handed_over_; }

 private:
  const InputOptions& options_;
  InputSink& sink_;
  std::vector<Pending> pending_;  // the last is the next
  bool stopped_ = false;
  std::size_t handed_over_ = 0;
};

/// A kind of input. Those of inputs.cc's table are asked in its order; the
/// first that recognises an input reads it.
struct InputFormat {
  std::string_view name;
  std::string_view summary;
  bool (*recognises)(const Input& input);
  void (*read)(Input& input, InputQueue& queue);
};

bool is_maildir(const Input& input);
void read_maildir(Input& input, InputQueue& queue);
bool is_folder(const Input& input);
void read_folder(Input& input, InputQueue& queue);
bool is_archive(const Input& input);
void read_archive(Input& input, InputQueue& queue);
bool is_calendar(const Input& input);
void read_calendar(Input& input, InputQueue& queue);
/// Calendar lines behind something else, in odd line ends or in UTF-16.
bool is_loose_calendar(const Input& input);
bool is_mbox(const Input& input);
void read_mbox(Input& input, InputQueue& queue);
bool is_message(const Input& input);
void read_message(Input& input, InputQueue& queue);

/// Takes the front of what the window is attached to, and has the format that
/// recognises it read it, or says that none does.
void read_content(Input& input, InputQueue& queue);
/// Says what went wrong while the window was read.
void report_trouble(const Input& input, InputQueue& queue);

/// Hands over all of an input as one unit.
void read_whole(Input& input, RawKind kind, InputQueue& queue);

/// Without a byte order mark and the empty lines at the start.
std::string_view without_blank_start(std::string_view head);
/// Header fields that mail has; "Note" and "https" are none.
bool is_mail_field(std::string_view name);

}  // namespace calspam
