// SPDX-License-Identifier: MIT
#include "lint/baseline.hh"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::string_view kFirstLine = "# calspam lint baseline 1";
constexpr std::size_t kMost = 1'000'000;

// The next word of a line, or what is left of it.
std::string_view word(std::string_view& rest) {
  const std::size_t blank = rest.find(' ');
  const std::string_view first = rest.substr(0, blank);
  rest.remove_prefix(blank == rest.npos ? rest.size() : blank + 1);
  return first;
}

std::optional<std::size_t> number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value == 0 ||
      value > kMost)
    return {};
  return value;
}

}  // namespace

const std::map<std::string, std::size_t>* LintBaseline::find(
    std::string_view input) const {
  const auto found = inputs.find(printable(input));
  return found == inputs.end() ? nullptr : &found->second;
}

void LintBaseline::add(std::string_view input, const std::string& fingerprint) {
  ++inputs[printable(input)][fingerprint];
}

std::string baseline_text(const LintBaseline& baseline) {
  std::string text = fmt::format("{}\n", kFirstLine);
  for (const auto& [input, known] : baseline.inputs)
    for (const auto& [fingerprint, count] : known)
      text += fmt::format("{} {} {}\n", fingerprint, count, input);
  return text;
}

Result<LintBaseline> parse_baseline(std::string_view bytes,
                                    const std::string& file) {
  LintBaseline baseline;
  std::size_t line_number = 0;
  for (std::string_view line : split(bytes, '\n')) {
    ++line_number;
    if (line_number == 1) {
      if (line != kFirstLine) return fail(file, "is no baseline of calspam");
      continue;
    }
    if (line.empty() || line.front() == '#') continue;
    const std::string fingerprint(word(line));
    const std::optional<std::size_t> count = number(word(line));
    if (fingerprint.size() != 16 || !count || line.empty())
      return fail(fmt::format("{}:{}", file, line_number),
                  "not a fingerprint, a count and an input");
    baseline.inputs[std::string(line)][fingerprint] = *count;
  }
  return baseline;
}

}  // namespace calspam
