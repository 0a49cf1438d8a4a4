// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mail/message.hh"

namespace calspam {

/// One method of an Authentication-Results field (RFC 8601 2.2), as recorded.
struct AuthMethod {
  std::string method;   ///< "spf", "dkim", ...: lower case, without a version
  std::string result;   ///< "pass", "fail", ...: lower case
  std::string comment;  ///< comments behind it, joined by spaces
  /// "smtp.mailfrom" and its kind, "reason", "action": names in lower case.
  std::vector<std::pair<std::string, std::string>> properties;

  /// The first of that name, or "".
  std::string_view property(std::string_view name) const;
  /// The domain that the result is about, or "".
  std::string domain() const;
};

/// An Authentication-Results, ARC-Authentication-Results,
/// X-Original-Authentication-Results or Received-SPF field. Who wrote it is
/// not judged here.
struct AuthField {
  std::string field;        ///< header field name, as written
  std::string authserv_id;  ///< "" when none is given (Exchange); lower case
  bool conformant = true;   ///< to RFC 8601 2.2, as far as we need it
  std::vector<AuthMethod> methods;
  Span span;
};

/// The fields of the root part, from the top down, each as far as
/// limits.header_value_bytes.
std::vector<AuthField> auth_fields(const Message& message,
                                   const Limits& limits = {});

}  // namespace calspam
