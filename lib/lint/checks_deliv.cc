// SPDX-License-Identifier: MIT
#include "lint/checks_deliv.hh"

#include "lint/checks_deliv_rows.hh"

namespace calspam {
namespace {

void run(const LintInput& input, LintLog& log) {
  check_delivery_of_calendars(input, log);
  check_delivery_of_links(input, log);
  if (!input.subject.is_mail()) return;
  check_delivery_of_parts(input, log);
  check_delivery_of_header(input, log);
}

}  // namespace

constexpr CheckFamily kFamilyDeliv{"DELIV", "deliverability", kDeliveryChecks,
                                   run};

}  // namespace calspam
