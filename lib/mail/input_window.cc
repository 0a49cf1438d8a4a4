// SPDX-License-Identifier: MIT
#include "mail/input_window.hh"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

namespace calspam {
namespace {

// A window that one huge message made large goes back after its file.
constexpr std::size_t kKeptSteps = 16;

// Whoever started us may have left standard input non-blocking.
void wait_until_readable(int descriptor) {
  pollfd waiting{descriptor, POLLIN, 0};
  poll(&waiting, 1, -1);
}

ssize_t read_patiently(int descriptor, char* to, std::size_t size) {
  for (;;) {
    const ssize_t count = read(descriptor, to, size);
    if (count >= 0) return count;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      wait_until_readable(descriptor);
    } else if (errno != EINTR) {
      return count;
    }
  }
}

}  // namespace

void InputWindow::attach(int descriptor, std::optional<std::uint64_t> size) {
  attach([descriptor](char* to, std::size_t count) {
    return read_patiently(descriptor, to, count);
  });
  left_ = size;
}

void InputWindow::attach(Reader reader) {
  if (capacity_ > kKeptSteps * step_) {
    buffer_.reset();
    capacity_ = 0;
  }
  begin_ = end_ = 0;
  offset_ = 0;
  reader_ = std::move(reader);
  left_.reset();
  error_ = 0;
  ended_ = shrank_ = grew_ = false;
}

std::string_view InputWindow::view() const {
  return {buffer_.get() + begin_, end_ - begin_};
}

bool InputWindow::grow() {
  if (ended_) return false;
  std::size_t want = step_;
  if (left_) {
    want = static_cast<std::size_t>(std::min<std::uint64_t>(step_, *left_));
  }
  make_room(std::max<std::size_t>(want, 1));
  const std::size_t count = read_some(buffer_.get() + end_, want);
  end_ += count;
  return count > 0;
}

bool InputWindow::grow_to(std::size_t bytes) {
  while (end_ - begin_ < bytes) {
    if (!grow()) return false;
  }
  return true;
}

void InputWindow::drop(std::size_t bytes) {
  assert(bytes <= end_ - begin_);
  begin_ += bytes;
  offset_ += bytes;
  if (begin_ == end_) begin_ = end_ = 0;
}

std::uint64_t InputWindow::skip_rest() {
  std::uint64_t skipped = 0;
  if (left_ && !ended_) {
    ended_ = true;
    return *left_;
  }
  std::array<char, 65'536> unread;
  while (!ended_) skipped += read_some(unread.data(), unread.size());
  return skipped;
}

std::size_t InputWindow::read_some(char* to, std::size_t size) {
  char extra = 0;
  const bool at_size = left_ && *left_ == 0;
  if (at_size) {
    to = &extra;
    size = 1;
  }
  const ssize_t count = reader_(to, size);
  ended_ = at_size || count <= 0;
  if (count < 0) error_ = errno;
  if (at_size) {
    grew_ = count > 0;
    return 0;
  }
  shrank_ = left_ && count == 0;
  if (count <= 0) return 0;
  if (left_) *left_ -= static_cast<std::uint64_t>(count);
  return static_cast<std::size_t>(count);
}

// Bytes are moved only once half of the window lies behind them, so that no
// byte is moved more often than one is read.
void InputWindow::make_room(std::size_t bytes) {
  if (capacity_ - end_ >= bytes) return;
  const std::size_t held = end_ - begin_;
  if (begin_ >= capacity_ / 2 && capacity_ - held >= bytes) {
    if (held > 0) std::memmove(buffer_.get(), buffer_.get() + begin_, held);
  } else {
    if (begin_ > 0 && held > 0)
      std::memmove(buffer_.get(), buffer_.get() + begin_, held);
    // realloc() moves the pages of a large block, not its bytes: a message of
    // 200 MB is never in memory twice.
    const std::size_t larger = std::max(2 * capacity_, held + bytes);
    void* const room = std::realloc(buffer_.get(), larger);
    if (room == nullptr) throw std::bad_alloc();
    static_cast<void>(buffer_.release());
    buffer_.reset(static_cast<char*>(room));
    capacity_ = larger;
  }
  begin_ = 0;
  end_ = held;
}

}  // namespace calspam
