// SPDX-License-Identifier: MIT
#include "lint/checks_safe.hh"

#include "lint/checks_safe_rows.hh"

namespace calspam {
namespace {

void run(const LintInput& input, LintLog& log) {
  check_safety_of_html(input, log);
  check_safety_of_links(input, log);
  check_safety_of_events(input, log);
  check_safety_of_names(input, log);
}

}  // namespace

constexpr CheckFamily kFamilySafe{"SAFE", "safety", kSafetyChecks, run};

}  // namespace calspam
