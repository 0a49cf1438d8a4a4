// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mail/message.hh"
#include "util/time.hh"

namespace calspam {

/// How a mail got into the first server that took it, as a Received field
/// tells it.
enum class Submission {
  None,           ///< from another server, or it does not say
  Authenticated,  ///< SMTP with a login (RFC 3848 A, and older ways)
  Webmail,        ///< a person's browser
  Api,            ///< a program's HTTP
  Mapi,           ///< a client of Exchange
  Local           ///< a program on the same machine
};
/// "smtp-auth", "webmail", "api", "mapi", "local"; "none"
std::string_view submission_name(Submission submission);

/// One Received header field (RFC 5321 4.4) in any of the forms that servers
/// write. Text as the field has it: what the peer said of itself is its own
/// word, whoever wrote the line.
struct Received {
  std::string family;     ///< of the server that wrote it: "postfix", "exim",
                          ///< "microsoft", ...; "" for none that is known
  std::string from_name;  ///< what the peer called itself (HELO)
  std::string from_host;  ///< reverse name the receiver looked up, or ""
  std::string from_ip;    ///< connecting address, or ""; never from a HELO
                          ///< where the true one stands beside it, and never
                          ///< from an id, a version or a date
  bool may_be_forged = false;  ///< sendmail: the reverse name is not confirmed
  bool no_reverse_name = false;  ///< "unknown", where others have the name
  std::string ident;             ///< RFC 1413, or ""
  std::string by;                ///< the receiving host, lower case
  std::string by_ip;             ///< its own address, or ""
  std::string with;              ///< protocol keyword, upper case
  std::string id;
  std::string envelope_for;   ///< for clause without <>
  std::string envelope_from;  ///< where a server notes it
  bool tls = false;
  std::string tls_version;  ///< "TLS1.3", as far as it is told
  std::string cipher;
  Submission submission = Submission::None;
  std::string account;  ///< who logged in, or ""
  std::optional<Instant> time;
  Span span;  ///< of the header field

  /// False for "(qmail 12 invoked by uid 0)" and the like.
  bool is_hop() const {
    return !by.empty() || !from_name.empty() || !from_host.empty() ||
           !from_ip.empty();
  }
};

/// How much of a field is read: all, or what a Hop (mail/trace.hh) has, which
/// leaves out `family`, TLS, `submission`, `account` and `envelope_from`.
enum class ReceivedDetail { Hop, All };

/// Reads the value of one field, as far as limits.header_value_bytes; never
/// fails on content. Linear.
Received read_received(std::string_view value,
                       ReceivedDetail detail = ReceivedDetail::All,
                       const Limits& limits = {});
/// The Received fields of the root part that are hops, from the top (newest)
/// down.
std::vector<Received> received_fields(
    const Message& message, ReceivedDetail detail = ReceivedDetail::All,
    const Limits& limits = {});

/// An address in one of the spellings that header fields have: "192.0.2.1",
/// "192.0.2.1:25", "IPv6:2001:db8::1", "[192.0.2.1]", "fe80::1%4"; "" for
/// anything else.
std::string header_address(std::string_view text);

}  // namespace calspam
