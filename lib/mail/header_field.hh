// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mail/message.hh"
#include "util/anomaly.hh"
#include "util/limits.hh"
#include "util/span.hh"

namespace calspam {

/// The header block at the start of a text, split into fields. All spans,
/// those of the fields and anomalies too, count from the text's first byte.
struct HeaderBlock {
  std::vector<Header> fields;
  std::string mbox_from;  ///< a From_ line ahead of the first field, or ""
  std::size_t begin = 0;  ///< after the From_ line
  std::size_t end = 0;    ///< the first byte of the body
  Anomalies anomalies;
  bool complete = true;  ///< false when a limit cut the fields
};

/// Splits the header of the entity in `region` of `text`. Lines end with CRLF,
/// LF, or CR; a line that is no field is skipped when fields go on after it,
/// and starts the body otherwise. Where the text has `line_feeds`, a CR alone
/// ends a line only if another field follows it.
HeaderBlock read_header_block(std::string_view text, Span region,
                              bool line_feeds, const Limits& limits);

/// Without the line ends of its folds (RFC 5322 2.2.3).
std::string unfolded(std::string_view raw_value);

/// A line of `text` that starts at `at`: where its content ends and where the
/// next begins. CR, LF, CRLF and CRCRLF end lines.
struct Line {
  std::size_t end = 0;
  std::size_t next = 0;
};
Line line_at(std::string_view text, std::size_t at, std::size_t limit);

/// Whether a header field ("Name:") could start at `at`.
bool is_field_start(std::string_view text, std::size_t at, std::size_t limit);

}  // namespace calspam
