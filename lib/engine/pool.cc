// SPDX-License-Identifier: MIT
#include "engine/pool.hh"

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "util/hash.hh"

namespace calspam {
namespace {

using Clock = SignOfLife::Clock;

// A worker has one arena to work on while the other one is filled.
constexpr std::size_t kArenas = 2;
// A batch is full at this size, or at Assignment::kMost messages. A worker
// that has nothing to do gets smaller ones: large enough that to hand them over
// costs less than to look at mail that has no calendar.
constexpr std::size_t kBatchBytes = 256u << 10;
constexpr std::size_t kIdleBatchBytes = 128u << 10;
// A message larger than this is not copied into an arena.
constexpr std::size_t kLarge = 4u << 20;
// What may wait for an earlier outcome: messages, and bytes of their replies.
constexpr std::size_t kWaiting = 4'096;
constexpr std::size_t kWaitingBytes = 16u << 20;
// Workers in a row that may end before they begin a message; then messages are
// to blame.
constexpr unsigned kDeadAtStart = 3;
// A reply larger than this is a lie of a broken worker.
constexpr std::uint64_t kLargestReply = 256u << 20;

}  // namespace

/// One thing that was handed in.
struct Pool::Entry {
  bool done = false;
  std::size_t offset = 0;  // in its arena
  std::uint64_t size = 0;
  Outcome outcome;
};

/// Messages of one arena that a worker has been, or will be, told to read.
struct Pool::Segment {
  std::uint32_t arena = 0;
  std::deque<std::uint64_t> entries;  // numbers, in order
  bool retry = false;                 // one message, for the second time
};

struct Pool::Worker {
  pid_t pid = -1;
  int socket = -1;
  std::unique_ptr<Arena> arenas[kArenas];
  std::unique_ptr<SignOfLife> sign = std::make_unique<SignOfLife>();
  std::size_t filling = 0;       // arena that takes new messages
  Segment batch;                 // laid down, not yet sent
  std::deque<Segment> segments;  // sent, not yet answered
  std::string unsent;            // assignments the socket had no room for
  std::string received;          // beginning of a reply
  std::uint64_t answered = 0;    // messages, since it was started
  unsigned dead_at_start = 0;    // those before it that had begun none
  Clock::time_point since;       // when it was last heard or given work
  bool killed_late = false;
  const RawMessage* alone = nullptr;  // all that it is there for

  bool is_busy(std::size_t arena) const {
    return std::any_of(
        segments.begin(), segments.end(),
        [&](const Segment& segment) { return segment.arena == arena; });
  }
  Clock::time_point last_sign() const { return std::max(since, sign->since()); }
  // Which message of the front segment it is busy with: those before have been
  // done, but what came of them was not heard.
  std::size_t at_work() const {
    const std::uint64_t begun = sign->begun();
    const std::uint64_t unheard = begun > answered ? begun - answered - 1 : 0;
    return std::min<std::uint64_t>(unheard,
                                   segments.front().entries.size() - 1);
  }
  std::size_t load() const {
    std::size_t sum = batch.entries.size();
    for (const Segment& segment : segments) sum += segment.entries.size();
    return sum;
  }
};

Pool::Pool(const PoolOptions& options, Work work, Take take)
    : options_(options), work_(std::move(work)), take_(std::move(take)) {
  options_.sandbox.filter = options_.sandbox.filter && !built_with_sanitizer();
  for (unsigned i = 0; i < std::max(options_.jobs, 1u); ++i) {
    auto worker = std::make_unique<Worker>();
    for (auto& arena : worker->arenas)
      arena = std::make_unique<Arena>(kBatchBytes + kLarge + (1u << 20));
    workers_.push_back(std::move(worker));
  }
}

Pool::~Pool() {
  for (auto& worker : workers_) stop(*worker);
}

Pool::Entry& Pool::entry(std::uint64_t number) {
  return entries_[static_cast<std::size_t>(number - first_entry_)];
}

void Pool::start(Worker& worker) {
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    throw std::system_error(errno, std::generic_category(), "socketpair");
  worker.sign->clear();
  const pid_t pid = ::fork();
  if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid == 0) {
    // What the other workers read is none of this one's business.
    for (auto& other : workers_) {
      if (other.get() == &worker) continue;
      for (auto& arena : other->arenas) arena.reset();
      other->sign.reset();
    }
    const WorkerOptions options{pair[1], worker.sign.get(), options_.deadline,
                                options_.sandbox};
    if (worker.alone != nullptr) work_once(options, *worker.alone, work_);
    const Arena* arenas[kArenas] = {worker.arenas[0].get(),
                                    worker.arenas[1].get()};
    work_until_closed(options, arenas, kArenas, work_);
  }
  ::close(pair[1]);
  worker.pid = pid;
  worker.socket = pair[0];
  worker.since = Clock::now();
  worker.answered = 0;
  worker.killed_late = false;
  worker.received.clear();
  worker.unsent.clear();
}

void Pool::stop(Worker& worker) {
  if (worker.socket >= 0) ::close(worker.socket);
  if (worker.pid > 0) {
    ::kill(worker.pid, SIGKILL);
    ::waitpid(worker.pid, nullptr, 0);
  }
  worker.socket = -1;
  worker.pid = -1;
}

// The worker with the least to do whose arena has room for more.
Pool::Worker* Pool::freest() {
  Worker* best = nullptr;
  for (auto& worker : workers_) {
    if (worker->batch.entries.empty() && worker->is_busy(worker->filling)) {
      const std::size_t other = 1 - worker->filling;
      if (worker->is_busy(other)) continue;
      worker->filling = other;
    }
    if (best == nullptr || worker->load() < best->load()) best = worker.get();
  }
  return best;
}

// A worker is forked for a large message, which it finds where it lies with
// us: so it is in memory once. The caller lends its bytes for the call only,
// which therefore waits for the answer; the other workers go on meanwhile.
void Pool::submit_large(const RawMessage& message) {
  for (auto& worker : workers_) dispatch(*worker);
  const std::uint64_t number = first_entry_ + entries_.size();
  Entry added;
  added.size = message.bytes.size();
  entries_.push_back(std::move(added));
  workers_.push_back(std::make_unique<Worker>());
  Worker& worker = *workers_.back();
  worker.alone = &message;
  worker.segments.push_back({0, {number}, false});
  start(worker);
  while (!worker.segments.empty()) wait(true);
  stop(worker);
  workers_.pop_back();
}

void Pool::submit(const RawMessage& message) {
  while (entries_.size() >= kWaiting || waiting_bytes_ > kWaitingBytes)
    wait(true);
  if (message.bytes.size() > kLarge) return submit_large(message);
  Worker* worker = freest();
  for (; worker == nullptr; worker = freest()) wait(true);
  Arena& arena = *worker->arenas[worker->filling];
  if (worker->batch.entries.empty()) arena.clear();
  std::optional<std::size_t> offset = arena.add(message);
  if (!offset) {  // it has a long name, or stands behind others: they go first
    if (worker->batch.entries.empty()) return submit_large(message);
    dispatch(*worker);
    return submit(message);
  }
  worker->batch.arena = static_cast<std::uint32_t>(worker->filling);
  worker->batch.entries.push_back(first_entry_ + entries_.size());
  Entry added;
  added.offset = *offset;
  added.size = message.bytes.size();
  entries_.push_back(std::move(added));
  const std::size_t full =
      worker->segments.empty() ? kIdleBatchBytes : kBatchBytes;
  if (arena.used() < full && worker->batch.entries.size() < Assignment::kMost)
    return;
  dispatch(*worker);
  wait(false);
}

void Pool::pass(Error error) {
  Entry added;
  added.done = true;
  added.outcome.what = std::move(error);
  entries_.push_back(std::move(added));
  give_in_order();
}

void Pool::finish() {
  for (auto& worker : workers_) dispatch(*worker);
  while (!entries_.empty()) wait(true);
}

void Pool::dispatch(Worker& worker) {
  if (worker.batch.entries.empty()) return;
  // Where there is little to do, not all of them are ever needed.
  if (worker.pid < 0) start(worker);
  if (worker.segments.empty()) worker.since = Clock::now();
  worker.segments.push_back(std::move(worker.batch));
  worker.batch = {};
  send(worker, worker.segments.back());
}

void Pool::send(Worker& worker, const Segment& segment) {
  Assignment assignment;
  assignment.arena = segment.arena;
  for (std::uint64_t number : segment.entries)
    assignment.offsets[assignment.offsets_sent++] = entry(number).offset;
  worker.unsent.append(reinterpret_cast<const char*>(&assignment),
                       sizeof assignment);
  send_rest(worker);
}

// False when the worker is gone; its death is seen where replies are read.
bool Pool::send_rest(Worker& worker) {
  while (!worker.unsent.empty()) {
    const ssize_t sent =
        ::send(worker.socket, worker.unsent.data(), worker.unsent.size(),
               MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN || errno == EINTR;
    worker.unsent.erase(0, static_cast<std::size_t>(sent));
  }
  return true;
}

std::optional<int> Pool::time_left() const {
  std::optional<int> least;
  for (const auto& worker : workers_) {
    if (worker->segments.empty()) continue;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        worker->last_sign() + options_.deadline - Clock::now());
    const int wait = static_cast<int>(std::max<std::int64_t>(left.count(), 0));
    least = std::min(least.value_or(wait), wait);
  }
  return least;
}

// Reads what workers have to say; with `block`, until one says something or a
// deadline passes.
void Pool::wait(bool block) {
  std::vector<pollfd> sockets;
  for (const auto& worker : workers_)
    sockets.push_back(
        {worker->socket,
         static_cast<short>(POLLIN | (worker->unsent.empty() ? 0 : POLLOUT)),
         0});
  const int timeout = block ? time_left().value_or(-1) + 1 : 0;
  if (::poll(sockets.data(), sockets.size(), timeout) > 0)
    for (std::size_t i = 0; i < sockets.size(); ++i) {
      if (sockets[i].revents & POLLOUT) send_rest(*workers_[i]);
      if (sockets[i].revents & (POLLIN | POLLHUP | POLLERR))
        read_replies(*workers_[i]);
    }
  // All that was said has been read now: who is silent still is late.
  kill_late();
  give_in_order();
}

void Pool::read_replies(Worker& worker) {
  char buffer[64u << 10];
  for (;;) {
    const ssize_t got =
        ::recv(worker.socket, buffer, sizeof buffer, MSG_DONTWAIT);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) return bury(worker);
    worker.since = Clock::now();
    worker.received.append(buffer, static_cast<std::size_t>(got));
    while (take_reply(worker)) {
    }
    const bool is_all = static_cast<std::size_t>(got) < sizeof buffer;
    if (worker.socket < 0 || is_all) return;
  }
}

// Takes one whole reply out of what was received; false when there is none.
bool Pool::take_reply(Worker& worker) {
  ReplyHeader header;
  if (worker.received.size() < sizeof header) return false;
  std::memcpy(&header, worker.received.data(), sizeof header);
  const bool lies =
      header.text_size > kLargestReply || header.digest_size > kLargestReply ||
      header.level > static_cast<int>(Level::Spam) || worker.segments.empty();
  if (lies) {
    ::kill(worker.pid, SIGKILL);
    worker.received.clear();
    return false;
  }
  const std::size_t text = sizeof header;
  const std::size_t digest = text + header.text_size;
  const std::size_t end = digest + header.digest_size;
  if (worker.received.size() < end) return false;
  Reply reply;
  reply.level = static_cast<Level>(header.level);
  reply.complete = header.complete != 0;
  reply.wanted = header.wanted != 0;
  reply.found = header.found != 0;
  reply.text = worker.received.substr(text, header.text_size);
  reply.digest = worker.received.substr(digest, header.digest_size);
  worker.received.erase(0, end);
  ++worker.answered;
  worker.dead_at_start = 0;
  if (header.threw)
    settle(worker, Failure{Failure::Kind::Exception, 0, reply.text});
  else
    settle(worker, std::move(reply));
  return true;
}

// Notes what came of the message that the worker has been busy with.
void Pool::settle(Worker& worker, std::variant<Reply, Failure, Error> what) {
  Segment& segment = worker.segments.front();
  Entry& settled = entry(segment.entries.front());
  if (std::holds_alternative<Failure>(what)) {
    const RawMessage message =
        worker.alone != nullptr
            ? *worker.alone
            : worker.arenas[segment.arena]->at(settled.offset);
    settled.outcome.origin = message.origin;
    settled.outcome.kind = message.kind;
    settled.outcome.sha256 = sha256(message.bytes);
  }
  if (const Reply* reply = std::get_if<Reply>(&what))
    waiting_bytes_ += reply->text.size() + reply->digest.size();
  settled.outcome.what = std::move(what);
  settled.outcome.size = settled.size;
  settled.done = true;
  segment.entries.pop_front();
  if (segment.entries.empty()) worker.segments.pop_front();
}

void Pool::kill_late() {
  for (auto& worker : workers_) {
    if (worker->segments.empty() || worker->killed_late ||
        Clock::now() - worker->last_sign() < options_.deadline)
      continue;
    worker->killed_late = true;
    ::kill(worker->pid, SIGKILL);
  }
}

// Replaces a worker that is gone. The message it was busy with is tried once
// more, alone; the others of which nothing was heard are handed out again.
void Pool::bury(Worker& worker) {
  const bool was_idle = worker.sign->begun() <= worker.answered;
  const Failure failure = failure_of(worker);
  ::close(worker.socket);
  worker.socket = -1;
  if (was_idle && failure.kind == Failure::Kind::Crash &&
      worker.dead_at_start < kDeadAtStart)
    ++worker.dead_at_start;
  else if (!worker.segments.empty())
    blame(worker, failure);
  if (worker.alone != nullptr && worker.segments.empty()) return;
  start(worker);
  if (worker.alone != nullptr) return;
  for (const Segment& segment : worker.segments) send(worker, segment);
}

void Pool::blame(Worker& worker, const Failure& failure) {
  Segment& front = worker.segments.front();
  if (front.retry) return settle(worker, failure);
  const auto at =
      front.entries.begin() + static_cast<std::ptrdiff_t>(worker.at_work());
  Segment again{front.arena, {*at}, true};
  front.entries.erase(at);
  if (front.entries.empty()) worker.segments.pop_front();
  worker.segments.push_front(std::move(again));
}

Failure Pool::failure_of(Worker& worker) {
  int status = 0;
  ::waitpid(worker.pid, &status, 0);
  worker.pid = -1;
  if (worker.killed_late) return {Failure::Kind::Deadline, SIGKILL, ""};
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNoSandbox)
    return {Failure::Kind::Exception, 0, "no worker could enter its sandbox"};
  return {Failure::Kind::Crash, WIFSIGNALED(status) ? WTERMSIG(status) : 0, ""};
}

void Pool::give_in_order() {
  while (!entries_.empty() && entries_.front().done) {
    Outcome outcome = std::move(entries_.front().outcome);
    entries_.pop_front();
    ++first_entry_;
    if (const Reply* reply = std::get_if<Reply>(&outcome.what))
      waiting_bytes_ -= reply->text.size() + reply->digest.size();
    take_(std::move(outcome));
  }
}

}  // namespace calspam
