// SPDX-License-Identifier: MIT
#include "terminal.hh"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdlib>

namespace calspam {
namespace {

constexpr std::size_t kDefaultWidth = 100;
constexpr std::size_t kLeastWidth = 60;
constexpr std::size_t kMostWidth = 1'000;

volatile std::sig_atomic_t interrupted = 0;
volatile std::sig_atomic_t nothing = -1;  // descriptor of /dev/null

// A read of standard input that waits is tried again after a signal; from now
// on it meets the end of the file. dup2() may be called in a handler.
void remember(int) {
  interrupted = 1;
  if (nothing >= 0) ::dup2(nothing, STDIN_FILENO);
}

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

bool wants_color(std::string_view when, int descriptor) {
  if (when != "auto") return when == "always";
  return environment("NO_COLOR").empty() && environment("TERM") != "dumb" &&
         ::isatty(descriptor) == 1;
}

bool wants_drawing(int descriptor) {
  return environment("TERM") != "dumb" && ::isatty(descriptor) == 1;
}

bool wants_links(int descriptor) {
  const std::string_view terminal = environment("TERM");
  return !terminal.empty() && terminal != "dumb" && terminal != "linux" &&
         ::isatty(descriptor) == 1;
}

std::size_t terminal_width(int descriptor) {
  const std::string_view said = environment("COLUMNS");
  std::size_t columns = 0;
  const auto [end, fault] =
      std::from_chars(said.data(), said.data() + said.size(), columns);
  if (fault == std::errc() && end == said.data() + said.size() && columns != 0)
    return std::clamp(columns, kLeastWidth, kMostWidth);
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return kDefaultWidth;
  return std::clamp<std::size_t>(size.ws_col, kLeastWidth, kMostWidth);
}

void catch_signals() {
  nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  struct sigaction action {};
  action.sa_handler = remember;
  // Not SA_RESTART: a read that waits has to come back.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

bool was_interrupted() {
  return interrupted != 0;
}

}  // namespace calspam
