// SPDX-License-Identifier: MIT
#include "mail/authentication.hh"
#include "mail/trace.hh"
#include "util/text.hh"

namespace calspam {

std::vector<AuthResult> parse_auth_results(const Message& message,
                                           const Limits& limits) {
  std::vector<AuthResult> results;
  for (const AuthField& field : auth_fields(message, limits)) {
    // What a list moved out of the way is nobody's word here.
    if (same_ignoring_case(field.field, "X-Original-Authentication-Results"))
      continue;
    for (const AuthMethod& method : field.methods)
      results.push_back({field.field, field.authserv_id, method.method,
                         method.result, method.domain(), field.span});
  }
  return results;
}

}  // namespace calspam
