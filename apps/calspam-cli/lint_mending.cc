// SPDX-License-Identifier: MIT
#include "lint_mending.hh"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "util/text.hh"

namespace calspam {
namespace {

// What is left is told of so many; a broken generator has thousands.
constexpr std::size_t kMostLeft = 20;

std::string mended_checks(const std::vector<MendedFinding>& mended) {
  std::map<std::string_view, std::size_t> counts;
  std::vector<std::string_view> order;
  for (const MendedFinding& finding : mended)
    if (counts[finding.check->id]++ == 0) order.push_back(finding.check->id);
  std::string text;
  for (std::string_view id : order) {
    text += text.empty() ? "mended " : ", ";
    text += id;
    if (counts[id] > 1) text += fmt::format(" ({})", counts[id]);
  }
  return text;
}

}  // namespace

constinit const Format kMendedOutput = {
    "mended",
    "a mended message, or a diff",
    "",
    [](FormatRun&, std::string&) {},
    [](const FormatOptions&, const Report&, std::string&) {},
    [](FormatRun&, const InputError&, std::string&) {},
    [](FormatRun&, const Summary&, std::string&) {},
};

std::string mending_notes(const MendingResult& result) {
  std::string notes;
  if (!result.mended.empty()) notes = mended_checks(result.mended) + '\n';
  std::size_t told = 0;
  for (const MendedFinding& finding : result.kept) {
    if (++told > kMostLeft) break;
    notes +=
        fmt::format("left {}, {}: {}\n", finding.check->id,
                    printable(truncated(finding.message, 120)), finding.reason);
  }
  if (result.kept.size() > kMostLeft)
    notes += fmt::format("left {} more\n", result.kept.size() - kMostLeft);
  return notes;
}

}  // namespace calspam
