// SPDX-License-Identifier: MIT
#include "detect/fact_table.hh"

namespace calspam {

FactTable::FactTable(std::span<const Fact> facts) : facts_(facts) {
  for (const Fact& fact : facts) {
    numbers_.emplace(fact.name, static_cast<int>(names_.size()));
    names_.emplace_back(fact.name);
  }
}

int FactTable::find(std::string_view name) const {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? -1 : found->second;
}

}  // namespace calspam
