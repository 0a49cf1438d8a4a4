// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/arena.hh"
#include "engine/reply.hh"
#include "engine/sign_of_life.hh"
#include "engine/worker.hh"
#include "util/result.hh"

namespace calspam {

struct PoolOptions {
  unsigned jobs = 1;
  /// What one message may take before its worker is killed.
  std::chrono::milliseconds deadline{10'000};
  SandboxOptions sandbox;
};

/// What the pool gives back of one thing that was handed to it, in the order
/// in which they were handed in.
struct Outcome {
  /// A reply, why there is none, or an error that was only passed through.
  std::variant<Reply, Failure, Error> what;
  Origin origin;           ///< of a message that failed
  std::uint64_t size = 0;  ///< bytes of the message
  RawKind kind = RawKind::Mail;
  std::string sha256;  ///< of a message that failed
};

/// Sandboxed worker processes that turn messages into replies. The parent
/// copies messages into shared arenas (a large one gets a worker of its own,
/// which reads it where it is), hands them out in batches, and gives the
/// outcomes to `take` in input order. A worker that crashes or hangs is
/// replaced and costs one message, which is tried once more alone first. One
/// thread; everything happens inside submit(), pass() and finish().
class Pool {
 public:
  using Take = std::function<void(Outcome&&)>;

  /// Workers are forked when there is work for one more, with all that is
  /// loaded then; what `work` needs must be loaded before the first.
  Pool(const PoolOptions& options, Work work, Take take);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  /// Takes a copy of the message; may block until a worker has room, and does
  /// until a large message is answered.
  void submit(const RawMessage& message);
  /// Puts an error between the outcomes, in order.
  void pass(Error error);
  /// Waits for everything that was handed in.
  void finish();

 private:
  struct Entry;
  struct Segment;
  struct Worker;

  void submit_large(const RawMessage& message);
  void start(Worker& worker);
  void stop(Worker& worker);
  Worker* freest();
  void dispatch(Worker& worker);
  void send(Worker& worker, const Segment& segment);
  bool send_rest(Worker& worker);
  void wait(bool block);
  std::optional<int> time_left() const;
  void read_replies(Worker& worker);
  bool take_reply(Worker& worker);
  void settle(Worker& worker, std::variant<Reply, Failure, Error> what);
  void kill_late();
  void bury(Worker& worker);
  void blame(Worker& worker, const Failure& failure);
  Failure failure_of(Worker& worker);
  void give_in_order();
  Entry& entry(std::uint64_t number);

  PoolOptions options_;
  Work work_;
  Take take_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::deque<Entry> entries_;      // handed in and not yet given back
  std::uint64_t first_entry_ = 0;  // number of entries_.front()
  std::size_t waiting_bytes_ = 0;  // of replies that wait for earlier ones
};

}  // namespace calspam
