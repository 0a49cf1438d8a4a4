// SPDX-License-Identifier: MIT
#include "output.hh"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace calspam {
namespace {

constexpr std::size_t kTogether = 64 << 10;

}  // namespace

void Output::put(std::string& text) {
  if (is_open()) pending_ += text;
  text.clear();
  if (at_once_ || pending_.size() >= kTogether) flush();
}

void Output::flush() {
  std::string_view rest = pending_;
  while (!rest.empty() && is_open()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      trouble_ = Trouble::ClosedPipe;
    } else if (errno != EINTR) {
      trouble_ = Trouble::Failed;
      reason_ = std::strerror(errno);
    }
  }
  pending_.clear();
}

}  // namespace calspam
