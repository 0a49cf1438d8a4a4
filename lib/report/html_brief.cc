// SPDX-License-Identifier: MIT
#include "report/html_brief.hh"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "report/escape.hh"
#include "report/html_message.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::uint64_t kFree = 700'000;
constexpr std::uint64_t kEach = 1'100;
constexpr std::size_t kFindings = 5;
constexpr std::size_t kTitle = 120;
constexpr std::size_t kName = 80;

// "m", level, score, anchor, name, title: the first line of a digest.
std::vector<std::string_view> head_of(std::string_view digest) {
  std::vector<std::string_view> cells =
      split(digest.substr(0, digest.find('\n')), '\t');
  if (cells.size() != 6 || cells[0] != "m") cells.clear();
  return cells;
}

// An anchor of ours (message_anchor) and nothing else: it stands unquoted.
bool is_anchor(std::string_view text) {
  return text.size() > 1 && text.size() <= 40 && text[0] == 'm' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-';
         });
}

}  // namespace

std::uint64_t html_allowance(std::uint64_t messages, std::size_t level) {
  const bool matters = level >= static_cast<std::size_t>(Level::Unknown);
  return (matters ? kFree : kFree / 2) + kEach * messages;
}

std::size_t digest_level(std::string_view digest) {
  const std::vector<std::string_view> head = head_of(digest);
  if (head.empty() || head[1].size() != 1 || head[1] < "0" || head[1] > "4")
    return 0;
  return static_cast<std::size_t>(head[1].front() - '0');
}

std::string html_brief(std::string_view digest) {
  const std::vector<std::string_view> head = head_of(digest);
  if (head.empty() || !is_anchor(head[3])) return "";
  const auto level = static_cast<Level>(digest_level(digest));
  std::string out = fmt::format(
      "<details class={}><summary><b>{}</b><i>{}</i><span>{}</span><small>{}"
      "</small></summary><div id={}>",
      html_level_class(level), level_name(level),
      html_text(head[2].substr(0, head[2].find('.') + 2), 12),
      html_text(head[5], kTitle), html_text(head[4], kName), head[3]);
  std::size_t listed = 0;
  for (std::string_view line : split(digest, '\n')) {
    if (!line.starts_with("f\t") || listed == kFindings) continue;
    out += fmt::format("{}<b>{}</b>", listed++ == 0 ? "<p>" : ", ",
                       html_text(line.substr(2), 60));
  }
  return out +
         "<p class=d>In brief, so that the page stays small; calspam explain "
         "tells the rest.</div></details>\n";
}

}  // namespace calspam
