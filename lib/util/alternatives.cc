// SPDX-License-Identifier: MIT
#include "util/alternatives.hh"

#include <algorithm>

namespace calspam {
namespace {

// Where the class that begins at `at` ends: behind its "]", or at the end.
std::size_t class_end(std::string_view pattern, std::size_t at) {
  std::size_t i = at + 1;
  if (i < pattern.size() && pattern[i] == '^') ++i;
  if (i < pattern.size() && pattern[i] == ']') ++i;  // stands for itself
  for (; i < pattern.size() && pattern[i] != ']'; ++i) {
    if (pattern[i] == '\\') ++i;
    if (pattern.substr(i).starts_with("[:"))
      i = std::min(pattern.find(":]", i), pattern.size() - 1) + 1;
  }
  return i + 1;
}

// "(?i)", "(?P<name>": any group that is more than one.
bool is_special_group(std::string_view rest) {
  return rest.starts_with("(?") && !rest.starts_with("(?:");
}

}  // namespace

std::vector<std::string_view> alternatives_of(std::string_view pattern) {
  std::vector<std::string_view> found;
  std::size_t begin = 0, depth = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::string_view rest = pattern.substr(i);
    if (is_special_group(rest) || rest.starts_with("\\Q")) return {pattern};
    if (pattern[i] == '\\')
      ++i;
    else if (pattern[i] == '[')
      i = class_end(pattern, i) - 1;
    else if (pattern[i] == '(')
      ++depth;
    else if (pattern[i] == ')' && depth-- == 0)
      return {pattern};
    else if (pattern[i] == '|' && depth == 0) {
      found.push_back(pattern.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  found.push_back(pattern.substr(begin));
  return found;
}

}  // namespace calspam
