// SPDX-License-Identifier: MIT
#include "lint/checks_a1.hh"

#include "lint/checks_a1_rows.hh"

namespace calspam {
namespace {

void run(const LintInput& input, LintLog& log) {
  if (!input.subject.is_mail()) return;
  check_invitations(input, log);
  check_layout(input, log);
  check_copies(input, log);
  check_bodies(input, log);
}

}  // namespace

constexpr CheckFamily kFamilyA1{"A1", "structure (CC/R 18003 A.1)",
                                kStructureChecks, run};

}  // namespace calspam
