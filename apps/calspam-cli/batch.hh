// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "batch_options.hh"
#include "engine/pool.hh"
#include "mail/input.hh"
#include "output.hh"
#include "progress.hh"
#include "report/formats.hh"

namespace calspam {

/// What a command makes of messages.
struct BatchJob {
  /// In a worker: what comes of one message. `reply.found` says that it
  /// counts for exit status 1.
  Work work;
  const Format* format = nullptr;
  FormatOptions format_options;
  /// Parent: whether a message of the inputs is to be worked on; null: each is.
  std::function<bool(const RawMessage& raw)> wants = {};
  /// Parent: sees each reply before it is printed, and may change its text.
  /// Null when there is nothing to be done with it but that.
  std::function<void(const Outcome& outcome, Reply& reply)> receive;
  /// Parent: called when all have been seen, to add to the run what the format
  /// tells at its end. May be null.
  std::function<void(FormatRun& run)> conclude;
};

/// One run of a command over its inputs: what they give is handed to a pool of
/// sandboxed workers, and what comes of it is written and counted, in order.
class Batch : public InputSink {
 public:
  /// What `job.work` needs must be loaded before: workers, forked once there is
  /// a message, can open nothing.
  Batch(const BatchOptions& options, BatchJob job);

  bool message(const RawMessage& raw) override;
  bool error(const Error& error) override;
  /// Reads the inputs to their end; the exit status.
  int run();
  /// Says that something that the command itself does has failed: exit 2.
  void trouble(const std::string& where, const std::string& what);
  /// Says something that is no trouble, unless --quiet.
  void note(const std::string& where, const std::string& what);
  bool is_troubled() const { return troubled_; }
  const Summary& summary() const { return summary_; }

 private:
  void take(Outcome& outcome);
  void take(const Outcome& outcome, Reply& reply);
  void take(const Outcome& outcome, const Failure& failure);
  void take(const Outcome& outcome, const Error& error);
  void put();
  template <typename Writer, typename... Arguments>
  void write(Writer writer, const Arguments&... arguments);
  int status() const;

  const BatchOptions& options_;
  BatchJob job_;
  Output output_;
  FormatRun run_;
  Summary summary_;
  bool found_ = false, troubled_ = false;
  std::string text_;
  Progress progress_;
  std::unique_ptr<Pool> pool_;
};

/// What the terminal can show, and the tool's own name and version.
FormatOptions format_options(const BatchOptions& options);

}  // namespace calspam
