// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "util/result.hh"

namespace calspam {

/// The entries of rules/lists/NAME.txt: one a line, `#` at the start of a line
/// or after white space begins a comment. ASCII case is ignored.
class WordList {
 public:
  /// Adds the entries of one file; `file` is the name errors give.
  Result<bool> add(std::string_view bytes, const std::string& file);

  bool contains(std::string_view word) const;
  /// The domain itself, or a domain above it, is an entry.
  bool contains_domain(std::string_view domain) const;
  std::size_t size() const { return entries_.size(); }

 private:
  // To be asked for views.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  std::unordered_set<std::string, Hash, std::equal_to<>>
      entries_;  // lower case
};

/// Gives `take` each entry of a list file: one a line, without comments. What
/// it says is wrong with an entry, unless "", ends the reading as an error.
Result<bool> for_each_entry(
    std::string_view bytes, const std::string& file,
    const std::function<std::string(std::string_view)>& take);

/// All lists by name. Pointers into it stay good while it grows.
using Lists = std::map<std::string, WordList, std::less<>>;

inline constexpr std::size_t kListBytes = 32u << 20;

}  // namespace calspam
