// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "detect/clauses.hh"
#include "detect/rule_set.hh"

namespace calspam {

/// calspam-facts(7) and calspam-clauses(7), made of the tables they are about.
std::string facts_manual();
std::string clauses_manual(const std::vector<Clause>& clauses,
                           const RuleSet& rules);

}  // namespace calspam
