// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evidence/fact.hh"

namespace calspam {

/// The facts that rules may name, by number. Borrows the table, which is
/// constant for the life of the program (facts(), or a test's own).
class FactTable {
 public:
  explicit FactTable(std::span<const Fact> facts);

  std::size_t size() const { return facts_.size(); }
  const Fact& operator[](int number) const {
    return facts_[static_cast<std::size_t>(number)];
  }
  /// -1 when there is none of that name.
  int find(std::string_view name) const;
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::span<const Fact> facts_;
  std::vector<std::string> names_;
  std::unordered_map<std::string_view, int> numbers_;
};

}  // namespace calspam
