// SPDX-License-Identifier: MIT
#include "detect/lists.hh"

#include <fmt/format.h>

#include "util/text.hh"

namespace calspam {
namespace {

// A # inside a word is part of it: URLs have fragments.
std::string_view without_comment(std::string_view line) {
  for (std::size_t at = line.find('#'); at != line.npos;
       at = line.find('#', at + 1))
    if (at == 0 || is_ascii_space(line[at - 1])) return line.substr(0, at);
  return line;
}

}  // namespace

Result<bool> for_each_entry(
    std::string_view bytes, const std::string& file,
    const std::function<std::string(std::string_view)>& take) {
  if (bytes.size() > kListBytes)
    return fail(file, fmt::format("larger than {} MiB", kListBytes >> 20));
  int line = 0;
  for (std::string_view row : split(bytes, '\n')) {
    ++line;
    std::string wrong = "bytes are not UTF-8";
    if (is_valid_utf8(row) && row.find('\0') == row.npos) {
      const std::string_view entry = trimmed(without_comment(row));
      wrong = entry.empty() ? "" : take(entry);
    }
    if (!wrong.empty())
      return fail(fmt::format("{}:{}:1", file, line), std::move(wrong));
  }
  return true;
}

Result<bool> WordList::add(std::string_view bytes, const std::string& file) {
  return for_each_entry(bytes, file, [this](std::string_view entry) {
    entries_.insert(ascii_lower(entry));
    return std::string();
  });
}

bool WordList::contains(std::string_view word) const {
  return entries_.contains(ascii_lower(word));
}

bool WordList::contains_domain(std::string_view domain) const {
  // RFC 1035 2.3.4: longer names are none, and would cost a copy a label.
  if (domain.size() > 255) return false;
  if (domain.ends_with('.')) domain.remove_suffix(1);
  const std::string lower = ascii_lower(domain);
  std::string_view name = lower;
  while (!name.empty()) {
    if (entries_.contains(name)) return true;
    const std::size_t dot = name.find('.');
    if (dot == name.npos) return false;
    name.remove_prefix(dot + 1);
  }
  return false;
}

}  // namespace calspam
