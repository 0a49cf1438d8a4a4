// SPDX-License-Identifier: MIT
#pragma once

#include "detect/observations.hh"
#include "detect/rule_file.hh"
#include "evidence/finding.hh"

namespace calspam {

/// The finding of a rule whose condition holds.
Finding finding_of(const CompiledRule& rule, Observations& observations);

}  // namespace calspam
