// SPDX-License-Identifier: MIT
#include "lint/checks_mime.hh"

#include "lint/checks_mime_rows.hh"

namespace calspam {
namespace {

void run(const LintInput& input, LintLog& log) {
  if (!input.subject.is_mail()) return;
  check_mime_fields(input, log);
  check_mime_multiparts(input, log);
  check_mime_encodings(input, log);
  check_mime_lines(input, log);
  check_mime_names(input, log);
  check_mime_charsets(input, log);
}

}  // namespace

constexpr CheckFamily kFamilyMime{"MIME", "MIME (RFC 2045 to 2047)",
                                  kMimeChecks, run};

}  // namespace calspam
