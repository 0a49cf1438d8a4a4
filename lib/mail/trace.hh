// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mail/message.hh"
#include "util/time.hh"

namespace calspam {

/// One Received header field (RFC 5321 4.4), read tolerantly.
struct Hop {
  std::string from_name;  ///< what the peer called itself (HELO)
  std::string from_host;  ///< reverse name the receiver looked up, or ""
  std::string from_ip;    ///< connecting address as text, or ""
  std::string by;         ///< the receiving host, lower case
  std::string with;       ///< protocol keyword, upper case
  std::string id;
  std::string envelope_for;  ///< for clause without <>
  std::optional<Instant> time;
  Span span;  ///< of the header field
};

/// Date of RFC 5322 3.3 with the obsolete forms; nothing for no date.
std::optional<Instant> parse_mail_date(std::string_view text);
/// Received fields of the root part from the top (newest) down; fields that
/// are no hop are skipped.
std::vector<Hop> parse_hops(const Message& message, const Limits& limits = {});

/// When a message arrived, as far as can be told without a site file.
struct MessageTime {
  std::optional<Instant> instant;
  bool claimed = true;  ///< the sender's word (Date), not a receiver's
  Span span;            ///< the header field it was read from
};
/// The newest Received line's time, else Date (claimed), else nothing.
MessageTime message_time(const Message& message, const std::vector<Hop>& hops);

/// One result of an Authentication-Results, ARC-Authentication-Results or
/// Received-SPF field (RFC 8601), as recorded there; who wrote it is not
/// judged here.
struct AuthResult {
  std::string field;        ///< header field name
  std::string authserv_id;  ///< "" when none is given (Exchange)
  std::string method;       ///< "spf", "dkim", "dmarc", "arc", "compauth"
  std::string result;       ///< "pass", "fail", "none", ..., lower case
  std::string domain;       ///< smtp.mailfrom, header.d or header.from domain
  Span span;
};
std::vector<AuthResult> parse_auth_results(const Message& message,
                                           const Limits& limits = {});

}  // namespace calspam
