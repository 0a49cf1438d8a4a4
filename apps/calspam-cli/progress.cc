// SPDX-License-Identifier: MIT
#include "progress.hh"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "terminal.hh"

namespace calspam {
namespace {

namespace fs = std::filesystem;

constexpr auto kPatience = std::chrono::seconds(1);
constexpr auto kBetween = std::chrono::milliseconds(200);
constexpr std::size_t kFilesCounted = 200'000;

// Bytes of all files below the paths; nothing for standard input, for what
// cannot be looked at, and for trees that take long to walk.
std::optional<std::uint64_t> size_of(const std::vector<std::string>& paths) {
  std::uint64_t total = 0;
  std::size_t files = 0;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path == "-") return {};
    if (!fs::is_directory(path, error)) {
      total += fs::file_size(path, error);
      if (error) return {};
      continue;
    }
    for (fs::recursive_directory_iterator it(path, error), end;
         !error && it != end; it.increment(error)) {
      if (++files > kFilesCounted) return {};
      std::error_code none;
      const std::uintmax_t size = fs::file_size(it->path(), none);
      if (!none) total += size;
    }
    if (error) return {};
  }
  return total;
}

// 1204567 as 1,204,567.
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ',');
  return text;
}

}  // namespace

std::string progress_line(std::uint64_t messages, std::uint64_t bytes,
                          double seconds, std::uint64_t total) {
  const double rate = static_cast<double>(bytes) / seconds;
  std::string line = fmt::format(
      "{} messages, {:.1f} MB, {}/s, {:.1f} MB/s", grouped(messages),
      static_cast<double>(bytes) / 1e6,
      grouped(
          static_cast<std::uint64_t>(static_cast<double>(messages) / seconds)),
      rate / 1e6);
  if (total > bytes && rate > 0) {
    const auto left = static_cast<std::uint64_t>(
        static_cast<double>(total - bytes) / rate + 0.5);
    line += fmt::format(", {}:{:02} left", left / 60, left % 60);
  }
  return line;
}

Progress::Progress(bool wanted, std::vector<std::string> paths)
    : on_(wanted && wants_drawing(STDERR_FILENO)),
      paths_(std::move(paths)),
      start_(Clock::now()),
      shown_(start_) {}

void Progress::update(std::uint64_t messages, std::uint64_t bytes) {
  if (!on_) return;
  const Clock::time_point now = Clock::now();
  if (now - start_ < kPatience || now - shown_ < kBetween) return;
  if (!begun_) total_ = size_of(paths_);
  begun_ = visible_ = true;
  shown_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::string line =
      progress_line(messages, bytes, seconds, total_.value_or(0));
  // A line that wraps could not be written over.
  const std::size_t width = terminal_width(STDERR_FILENO);
  if (line.size() >= width) line.resize(width - 1);
  std::fprintf(stderr, "\r\x1b[K%s", line.c_str());
  std::fflush(stderr);
}

void Progress::clear() {
  if (!visible_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  visible_ = false;
}

}  // namespace calspam
