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

Result<bool> WordList::add(std::string_view bytes, const std::string& file) {
  if (bytes.size() > kListBytes)
    return fail(file, fmt::format("larger than {} MiB", kListBytes >> 20));
  int line = 0;
  for (std::string_view row : split(bytes, '\n')) {
    ++line;
    if (!is_valid_utf8(row) || row.find('\0') != row.npos)
      return fail(fmt::format("{}:{}:1", file, line), "bytes are not UTF-8");
    const std::string_view entry = trimmed(without_comment(row));
    if (!entry.empty()) entries_.insert(ascii_lower(entry));
  }
  return true;
}

bool WordList::contains(std::string_view word) const {
  return entries_.contains(ascii_lower(word));
}

bool WordList::contains_domain(std::string_view domain) const {
  // RFC 1035 2.3.4: longer names are none, and would cost a copy a label.
  if (domain.size() > 255) return false;
  if (domain.ends_with('.')) domain.remove_suffix(1);
  std::string name = ascii_lower(domain);
  while (!name.empty()) {
    if (entries_.contains(name)) return true;
    const std::size_t dot = name.find('.');
    if (dot == name.npos) return false;
    name.erase(0, dot + 1);
  }
  return false;
}

}  // namespace calspam
