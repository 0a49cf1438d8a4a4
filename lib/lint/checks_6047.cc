// SPDX-License-Identifier: MIT
#include "lint/checks_6047.hh"

#include "lint/checks_6047_rows.hh"

namespace calspam {
namespace {

void run(const LintInput& input, LintLog& log) {
  check_imip_types(input, log);
  check_imip_company(input, log);
  check_imip_references(input, log);
  check_imip_people(input, log);
  check_imip_signature(input, log);
}

}  // namespace

constexpr CheckFamily kFamily6047{"6047", "iMIP (RFC 6047)", kImipChecks, run};

}  // namespace calspam
