// SPDX-License-Identifier: MIT
#include "engine/worker.hh"

#include <malloc.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <exception>
#include <new>
#include <string>

namespace calspam {
namespace {

constexpr std::size_t kLarge = 8u << 20;

bool read_all(int socket, void* to, std::size_t size) {
  auto* at = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t got = ::read(socket, at, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool write_all(int socket, const void* from, std::size_t size) {
  const auto* at = static_cast<const char*>(from);
  while (size > 0) {
    const ssize_t put = ::write(socket, at, size);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    at += put;
    size -= static_cast<std::size_t>(put);
  }
  return true;
}

// Replies on their way to the parent. Several go at a time, since each time
// wakes it; none waits for long, so that it has something to do.
class Replies {
 public:
  explicit Replies(int socket) : socket_(socket) { held_.reserve(kHeld); }

  /// False when nobody hears them any more.
  bool add(const Reply& reply, bool threw) {
    const ReplyHeader header = header_of(reply, threw);
    const std::size_t size =
        sizeof header + reply.text.size() + reply.digest.size();
    if (held_.size() + size > kHeld && !send()) return false;
    if (size > kHeld)
      return write_all(socket_, &header, sizeof header) &&
             write_all(socket_, reply.text.data(), reply.text.size()) &&
             write_all(socket_, reply.digest.data(), reply.digest.size());
    held_.append(reinterpret_cast<const char*>(&header), sizeof header);
    held_ += reply.text;
    held_ += reply.digest;
    return Clock::now() - sent_ < kHeldFor || send();
  }
  bool send() {
    const bool sent = write_all(socket_, held_.data(), held_.size());
    held_.clear();
    sent_ = Clock::now();
    return sent;
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kHeld = 64u << 10;
  static constexpr std::chrono::milliseconds kHeldFor{20};

  static ReplyHeader header_of(const Reply& reply, bool threw) {
    ReplyHeader header;
    header.text_size = reply.text.size();
    header.digest_size = reply.digest.size();
    header.level = static_cast<std::uint8_t>(reply.level);
    header.complete = reply.complete;
    header.wanted = reply.wanted;
    header.found = reply.found;
    header.threw = threw;
    return header;
  }

  int socket_;
  std::string held_;
  Clock::time_point sent_ = Clock::now();
};

Reply failed(const char* why) {
  Reply reply;
  reply.level = Level::Unknown;
  reply.complete = false;
  reply.text = why;
  return reply;
}

bool answer(const WorkerOptions& options, Replies& replies,
            const RawMessage& message, const Work& work) {
  options.sign->begin_message();
  try {
    const bool heard = replies.add(work(message), false);
    // What a large message took must not stay with the worker.
    if (message.bytes.size() > kLarge) ::malloc_trim(0);
    return heard;
  } catch (const std::bad_alloc&) {
    return replies.add(failed("out of memory"), true);
  } catch (const std::exception& exception) {
    return replies.add(failed(exception.what()), true);
  }
}

void close_in(const WorkerOptions& options) {
  // The terminal's ^C is for the parent, which lets whole records end.
  ::signal(SIGINT, SIG_IGN);
  ::signal(SIGTERM, SIG_DFL);
  ::signal(SIGPIPE, SIG_IGN);
  if (!enter_sandbox(options.socket, options.sandbox)) ::_exit(kNoSandbox);
}

// Twice the deadline for each: what bounds a message is the parent's clock,
// and this holds where the parent cannot look.
void allow_time(const WorkerOptions& options, std::uint32_t messages) {
  allow_cpu_time(2 * messages * options.deadline);
}

}  // namespace

void work_until_closed(const WorkerOptions& options, const Arena* const* arenas,
                       std::size_t arena_count, const Work& work) {
  for (std::size_t i = 0; i < arena_count; ++i) arenas[i]->protect();
  close_in(options);
  Replies replies(options.socket);
  Assignment assignment;
  while (read_all(options.socket, &assignment, sizeof assignment)) {
    const Arena& arena = *arenas[assignment.arena];
    allow_time(options, assignment.offsets_sent);
    for (std::uint32_t i = 0; i < assignment.offsets_sent; ++i)
      if (!answer(options, replies, arena.at(assignment.offsets[i]), work))
        ::_exit(0);
    if (!replies.send()) ::_exit(0);
  }
  ::_exit(0);
}

void work_once(const WorkerOptions& options, const RawMessage& message,
               const Work& work) {
  close_in(options);
  allow_time(options, 1);
  Replies replies(options.socket);
  if (answer(options, replies, message, work)) replies.send();
  ::_exit(0);
}

}  // namespace calspam
