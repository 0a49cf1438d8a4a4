// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace calspam {

/// Every bound on what one input may cost. Reaching one is an anomaly of
/// weight Limit where it leaves input unread. Sizes are bytes.
struct Limits {
  // -- a message ----------------------------------------------------------
  /// Larger messages are read up to here and the rest is reported.
  std::uint64_t message_bytes = 256ull << 20;
  /// MIME parts; rspamd reads 10,000.
  std::size_t parts = 10'000;
  /// Nesting of multiparts and messages; rspamd 64, Postfix 100.
  std::size_t depth = 64;
  /// message/rfc822 within message/rfc822.
  std::size_t nested_messages = 16;
  /// Header fields of one part.
  std::size_t headers = 20'000;
  /// One header block.
  std::size_t header_block_bytes = 4ull << 20;
  /// One header field that is taken apart (addresses, parameters).
  std::size_t header_value_bytes = 256ull << 10;
  /// Parameters of one header field.
  std::size_t parameters = 1'000;
  /// Addresses kept of one header field; all are counted.
  std::size_t addresses = 1'024;
  /// RFC 2047 words decoded in a message.
  std::size_t encoded_words = 2'000;
  /// Readings of one multipart whose boundary is ambiguous.
  std::size_t readings = 4;
  /// Decoded bytes of all parts of a message together.
  std::uint64_t decoded_bytes = 512ull << 20;
  /// Decoded bytes kept of one text part for looking at.
  std::size_t text_bytes = 8ull << 20;

  // -- a calendar ---------------------------------------------------------
  std::size_t calendar_bytes = 64ull << 20;
  /// One unfolded content line; libical gets at most 256 KiB of it.
  std::size_t content_line_bytes = 1ull << 20;
  std::size_t properties = 1'000'000;
  std::size_t components = 100'000;
  std::size_t component_depth = 32;
  std::size_t property_parameters = 100;
  /// Values of one property (CATEGORIES, EXDATE, RDATE).
  std::size_t values = 10'000;
  /// Attendees listed of an event; all are counted.
  std::size_t attendees = 1'024;
  /// Events looked at one by one; all are counted.
  std::size_t events = 2'000;
  /// Steps of the search for the first occurrences of a recurrence.
  std::size_t recurrence_steps = 10'000;
  /// Occurrences listed of a recurrence.
  std::size_t occurrences = 10;

  // -- links and text -----------------------------------------------------
  /// rspamd keeps 10,240.
  std::size_t links = 10'240;
  std::size_t link_bytes = 8ull << 10;
  /// Wrappers undone around one link.
  std::size_t unwrappings = 5;
  /// Text of one fact that patterns see.
  std::size_t matched_text_bytes = 1ull << 20;

  // -- a report -----------------------------------------------------------
  std::size_t findings = 500;
  std::size_t anomalies = 500;
  /// An excerpt of the input in a finding.
  std::size_t excerpt_bytes = 240;
};

}  // namespace calspam
