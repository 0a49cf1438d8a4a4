// SPDX-License-Identifier: MIT
#include "lint/checks_msg.hh"

#include "lint/checks_msg_rows.hh"

namespace calspam {
namespace {

void run(const LintInput& input, LintLog& log) {
  if (!input.subject.is_mail()) return;
  check_message_fields(input, log);
  check_message_text(input, log);
  check_message_addresses(input, log);
}

}  // namespace

constexpr CheckFamily kFamilyMsg{"MSG", "message header (RFC 5322)",
                                 kMessageChecks, run};

}  // namespace calspam
