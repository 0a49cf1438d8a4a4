// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ical/anomaly_log.hh"
#include "util/limits.hh"
#include "util/span.hh"

namespace calspam {

/// A content line (RFC 5545 3.1), unfolded. `text` points into the calendar
/// text or, when the line was folded, into the reader's buffer: it dies with
/// the next call of ContentLines::next().
///
///     calendar text:  S U M : a b c CRLF SP d e f CRLF
///     pieces:        |0 -> 0            |7 -> 10
struct ContentLine {
  /// From here on (offset in `text`) the bytes stood there (offset in the
  /// calendar text).
  struct Piece {
    std::size_t out;
    std::size_t in;
  };
  std::string_view text;
  std::vector<Piece> pieces;
  Span span;  ///< without the line end
  std::uint32_t line = 0;

  std::size_t base(std::size_t out) const;
  Span base(std::size_t begin, std::size_t end) const;
};

/// Cuts calendar text into content lines: CRLF, LF, CR and LF CR end a line,
/// in any mixture; a line that begins with SP or TAB continues the one before,
/// also across empty lines. Linear in the text. Borrows text and log.
class ContentLines {
 public:
  ContentLines(std::string_view text, const Limits& limits, AnomalyLog& log);

  /// False at the end, where what was seen of line ends is logged.
  bool next(ContentLine& line);

 private:
  struct Physical {
    std::size_t begin = 0, end = 0, next = 0;
    bool control = false;
    bool high = false;  ///< bytes above ASCII
  };
  struct LineEnds {
    std::size_t crlf = 0, lf = 0, cr = 0, lf_cr = 0, doubled = 0;
    Span first_lf, first_cr, first_lf_cr, first_doubled;
  };

  Physical physical(std::size_t at);
  std::size_t skip_line_end(std::size_t at);
  void take(const Physical& p);
  void append(ContentLine& line, std::size_t from, const Physical& p);
  void log_line(const ContentLine& line);
  void log_line_ends();

  std::string_view text_;
  const Limits& limits_;
  AnomalyLog& log_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint32_t line_number_ = 1;
  std::size_t short_pieces_ = 0;
  bool control_ = false, high_ = false, cut_ = false, finished_ = false;
  LineEnds ends_;
};

}  // namespace calspam
