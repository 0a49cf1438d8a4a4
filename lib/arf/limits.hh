// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace calspam {

/// Bounds on what a report, written or read, may hold.
struct ArfLimits {
  /// Reported-URI and Reported-Domain fields of one report; a desk reads the
  /// first few.
  std::size_t uris = 20;
  std::size_t domains = 20;
  /// One Reported-URI: a line of mail has 998 bytes (RFC 5322 2.1.1).
  std::size_t uri_bytes = 900;
  /// Original-Rcpt-To fields; reports of real mail have one.
  std::size_t recipients = 20;
  /// Events and findings told in part 1.
  std::size_t events = 10;
  std::size_t findings = 20;
  /// A value of the message in part 1.
  std::size_t value_bytes = 400;
  /// Addresses and names that a redaction hides; of an event 1,024 attendees
  /// are read (util/limits.hh), each with a name.
  std::size_t private_words = 4'096;
  /// Fields kept of a machine-readable part that is read; real ones have 30.
  std::size_t fields = 500;
  /// One such field; authentication results run to a few KiB.
  std::size_t field_bytes = 16u << 10;
  /// XARF JSON that is read; its evidence has at most 5 MiB an item.
  std::size_t json_bytes = 32u << 20;
  /// Nesting of that JSON; the format has five levels.
  std::size_t json_depth = 32;
};

}  // namespace calspam
