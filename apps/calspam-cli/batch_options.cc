// SPDX-License-Identifier: MIT
#include "batch_options.hh"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <thread>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr OptionRow kInputRows[] = {
    {0, "files-from", "FILE",
     "read more PATHs from FILE, one a line; - is standard input"},
    {'0', "null", "", "PATHs in --files-from end with NUL, as find -print0"},
    {0, "archive-password", "PASSWORD",
     "try PASSWORD on encrypted archives, before 'infected'; may be repeated"},
    {0, "max-message", "SIZE",
     "bytes of a message that are read, such as 64M; 256M when nothing is "
     "said"},
    {0, "max-archive", "SIZE",
     "bytes that one archive may unpack to; 64G when nothing is said"},
};

constexpr OptionRow kWorkRows[] = {
    {'j', "jobs", "N",
     "worker processes; as many as there are processors when nothing is said"},
    {0, "deadline", "SECONDS",
     "what one message may take, 10 when nothing is said; one that takes "
     "longer, twice, is reported as unknown"},
};

constexpr OptionRow kScreenRows[] = {
    {0, "color", "WHEN", "auto (the default), always or never", color_choices},
    {0, "ascii", "", "in text nothing but ASCII; other characters as \\u{e9}"},
    {0, "no-progress", "",
     "no progress on standard error, also where that is a terminal"},
};

// A message lies in memory as a whole; archives are streamed.
Result<bool> read_limits(const Arguments& arguments, Limits& limits) {
  const auto message =
      size_option(arguments, "max-message", limits.message_bytes, 2ull << 30);
  if (!message) return tl::unexpected(message.error());
  limits.message_bytes = *message;
  const auto archive =
      size_option(arguments, "max-archive", limits.archive_bytes, 1ull << 50);
  if (!archive) return tl::unexpected(archive.error());
  limits.archive_bytes = *archive;
  return true;
}

Result<bool> work_options(const Arguments& arguments, BatchOptions& options) {
  const Result<unsigned> jobs =
      number_option(arguments, "jobs",
                    std::max(std::thread::hardware_concurrency(), 1u), 256);
  if (!jobs) return tl::unexpected(jobs.error());
  const Result<unsigned> deadline =
      number_option(arguments, "deadline", 10, 86'400);
  if (!deadline) return tl::unexpected(deadline.error());
  options.jobs = *jobs;
  options.deadline = std::chrono::seconds(*deadline);
  return true;
}

// Standard input can be read only once, and is waited for by nobody who did
// not mean it.
Result<bool> check_standard_input(BatchOptions& options) {
  const auto uses =
      std::count(options.paths.begin(), options.paths.end(), "-") +
      std::count(options.lists.begin(), options.lists.end(), "-");
  if (uses > 1) return fail("-", "standard input is asked for more than once");
  if (!options.paths.empty() || !options.lists.empty()) return true;
  if (::isatty(STDIN_FILENO) == 1) return fail("", "no PATH is given");
  options.paths.emplace_back("-");
  return true;
}

}  // namespace

constinit const OptionGroup kInputOptions = {"Input", kInputRows};
constinit const OptionGroup kWorkOptions = {"Work", kWorkRows};
constinit const OptionGroup kScreenOptions = {"Terminal", kScreenRows};

std::vector<Choice> color_choices() {
  return {{"auto", ""}, {"always", ""}, {"never", ""}};
}

std::vector<std::string> comma_lists(const std::vector<std::string>& lists) {
  std::vector<std::string> items;
  for (const std::string& list : lists)
    for (std::string_view item : split(list, ','))
      if (!trimmed(item).empty()) items.emplace_back(trimmed(item));
  return items;
}

Result<std::uint64_t> size_option(const Arguments& arguments,
                                  std::string_view name,
                                  std::uint64_t otherwise, std::uint64_t most) {
  if (!arguments.has(name)) return otherwise;
  const std::string text = arguments.last(name, "");
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  constexpr std::string_view kUnits = "kmg";
  const auto power =
      unit.size() == 1 ? kUnits.find(ascii_lower(unit[0])) : kUnits.npos;
  const int shift = unit.empty() ? 0 : 10 * (static_cast<int>(power) + 1);
  if (error != std::errc() || (!unit.empty() && power == kUnits.npos) ||
      value == 0 || value > most >> shift)
    return fail(arguments.where(name),
                fmt::format("'{}' is no size such as 500, 64k or 256M, of at "
                            "most {}M",
                            text, most >> 20));
  return value << shift;
}

Result<unsigned> number_option(const Arguments& arguments,
                               std::string_view name, unsigned otherwise,
                               unsigned most) {
  if (!arguments.has(name)) return otherwise;
  const std::string text = arguments.last(name, "");
  unsigned value = 0;
  const auto [end, fault] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || value < 1 ||
      value > most)
    return fail(arguments.where(name),
                fmt::format("'{}' is no number from 1 to {}", text, most));
  return value;
}

Result<BatchOptions> batch_options(const Arguments& arguments) {
  BatchOptions options;
  options.paths = arguments.operands;
  options.lists = arguments.all("files-from");
  options.lists_have_nul = arguments.has("null");
  options.quiet = arguments.has("quiet");
  options.color = arguments.last("color", "auto");
  options.ascii = arguments.has("ascii");
  options.progress = !arguments.has("no-progress");
  if (options.lists_have_nul && options.lists.empty())
    return fail("--null", "goes with --files-from");
  options.archive_passwords = arguments.all("archive-password");
  options.archive_passwords.emplace_back("infected");
  const Result<bool> limits = read_limits(arguments, options.limits);
  if (!limits) return tl::unexpected(limits.error());
  const Result<bool> work = work_options(arguments, options);
  if (!work) return tl::unexpected(work.error());
  const Result<bool> once = check_standard_input(options);
  if (!once) return tl::unexpected(once.error());
  return options;
}

}  // namespace calspam
