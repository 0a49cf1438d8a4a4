// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace calspam {

/// Every bound on what one input may cost. Reaching one is an anomaly of
/// weight Limit where it leaves input unread. Sizes are bytes.
struct Limits {
  // -- a message ----------------------------------------------------------
  /// Larger messages are read up to here and the rest is reported. Mail
  /// servers take 10 MB (Postfix) to 150 MB (Exchange Online).
  std::uint64_t message_bytes = 256ull << 20;
  /// MIME parts; rspamd reads 10,000.
  std::size_t parts = 10'000;
  /// Nesting of multiparts and messages; rspamd 64, Postfix 100.
  std::size_t depth = 64;
  /// message/rfc822 within message/rfc822; a thread forwarded as attachments
  /// has three or four.
  std::size_t nested_messages = 16;
  /// Header fields of one part; Postfix's 100 KiB of header hold 10,000 short
  /// ones.
  std::size_t headers = 20'000;
  /// One header block; Postfix takes 100 KiB.
  std::size_t header_block_bytes = 4ull << 20;
  /// One header field that is taken apart (addresses, parameters): 5,000
  /// recipients.
  std::size_t header_value_bytes = 256ull << 10;
  /// Parameters of one header field; long file names take 30 (RFC 2231).
  std::size_t parameters = 1'000;
  /// Addresses kept of one header field; all are counted.
  std::size_t addresses = 1'024;
  /// RFC 2047 words decoded of one header field; what follows stays as it
  /// is written. Each may ask for another charset.
  std::size_t encoded_words = 2'000;
  /// Readings of one multipart whose boundary is ambiguous: first, last,
  /// literal and decoded.
  std::size_t readings = 4;
  /// Decoded bytes of all parts of a message together: nested base64 and
  /// other readings make it more than the message.
  std::uint64_t decoded_bytes = 512ull << 20;
  /// Decoded bytes kept of one text part for looking at; Gmail shows 102 kB.
  std::size_t text_bytes = 8ull << 20;

  // -- a calendar ---------------------------------------------------------
  /// Text of one calendar; an export of many years fits.
  std::size_t calendar_bytes = 64ull << 20;
  /// One unfolded content line; libical gets at most 256 KiB of it.
  std::size_t content_line_bytes = 1ull << 20;
  /// Content lines of one calendar, as many as fit into 64 MiB of export;
  /// libical 4 stops at 10,000 and says nothing.
  std::size_t properties = 1'000'000;
  /// Components of one calendar, each with ten properties of the above.
  std::size_t components = 100'000;
  /// RFC 5545 nests three deep; libical crashes at 300,000.
  std::size_t component_depth = 32;
  /// Parameters of one property, as libical 4 has it.
  std::size_t property_parameters = 100;
  /// Values of one property (CATEGORIES, EXDATE, RDATE).
  std::size_t values = 10'000;
  /// Attendees listed of an event; all are counted. rspamd keeps as many
  /// recipients.
  std::size_t attendees = 1'024;
  /// Events looked at one by one; all are counted.
  std::size_t events = 2'000;
  /// Steps of the search for the first occurrences of a recurrence: the
  /// days of 27 years.
  std::size_t recurrence_steps = 10'000;
  /// Occurrences listed of a recurrence, for people.
  std::size_t occurrences = 10;

  // -- links and text -----------------------------------------------------
  /// Links of one message; rspamd keeps 10,240.
  std::size_t links = 10'240;
  /// One link; SpamAssassin cuts at as much.
  std::size_t link_bytes = 8ull << 10;
  /// Wrappers undone around one link; a mail through two gateways and a
  /// newsletter service has four.
  std::size_t unwrappings = 10;
  /// Text of one event, body or message that patterns see: ten
  /// thousand lines of it.
  std::size_t matched_text_bytes = 1ull << 20;

  // -- an archive ---------------------------------------------------------
  /// Archives within each other, the outermost counted; also compressions
  /// around one of them. A zip of zips is how samples are handed on; more is
  /// how scanners are tired.
  std::size_t archive_depth = 2;
  /// Members of one input, those of archives within it too. A corpus has up
  /// to a million messages.
  std::size_t archive_members = 1'000'000;
  /// Unpacked bytes of one input: mailboxes of 10 GB are met.
  std::uint64_t archive_bytes = 64ull << 30;
  /// Unpacked bytes for each packed one, asked beyond the first
  /// `archive_free_bytes`. Mailboxes shrink to a tenth, one campaign's copies
  /// to a hundredth; a gzip bomb has 1,032 and an xz bomb 7,000.
  std::uint64_t archive_ratio = 300;
  std::uint64_t archive_free_bytes = 64ull << 20;
  /// An archive in an archive is kept in memory to be read.
  std::size_t nested_archive_bytes = 128ull << 20;
  /// Names of members; PATH_MAX of Linux.
  std::size_t archive_name_bytes = 4'096;
  /// Seconds without a byte unpacked, while input is there, that end the
  /// unpacking; bzip2, the slowest, gives 10 MB a second.
  int archive_silence_seconds = 30;

  // -- a report -----------------------------------------------------------
  /// Findings, and anomalies, printed of one message: those that mean most.
  std::size_t findings = 500;
  std::size_t anomalies = 500;
  /// An excerpt of the input in a finding.
  std::size_t excerpt_bytes = 240;
};

}  // namespace calspam
