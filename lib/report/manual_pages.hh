// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "detect/clauses.hh"
#include "detect/known_actions.hh"
#include "detect/rule_set.hh"
#include "lint/layout.hh"

namespace calspam {

/// calspam-facts(7) and calspam-clauses(7), made of the tables they are about.
std::string facts_manual();
/// calspam-checks(7): the checks and layouts of lint-imip.
std::string checks_manual(const LayoutSet& layouts);
std::string clauses_manual(const std::vector<Clause>& clauses,
                           const RuleSet& rules,
                           const std::vector<KnownAction>& actions);

}  // namespace calspam
