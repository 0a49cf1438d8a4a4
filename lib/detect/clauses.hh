// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "detect/rule_set.hh"
#include "util/result.hh"

namespace calspam {

/// An item of CC/R 18003, as rules/clauses.yaml has it.
struct Clause {
  std::string id;    ///< "6.2 c.1", "7 action b", "A.1 (6)"
  std::string says;  ///< what it asks for or states, in our words
};

/// Reads `directory`/clauses.yaml, in the order of the document.
Result<std::vector<Clause>> load_clauses(const std::string& directory);
Result<std::vector<Clause>> parse_clauses(std::string_view bytes,
                                          const std::string& file);

/// Whether two spellings name one clause: "6.2.c.1" and "6.2 c.1".
bool same_clause(std::string_view a, std::string_view b);
/// Whether `inner` is `outer` or an item below it: "7 c" has "7 c links".
bool is_within_clause(std::string_view inner, std::string_view outer);

/// The rules that name the clause, in rule order.
std::vector<std::string> rules_of_clause(const Clause& clause,
                                         const RuleSet& rules);

}  // namespace calspam
