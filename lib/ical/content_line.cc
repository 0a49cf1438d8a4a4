// SPDX-License-Identifier: MIT
#include "ical/content_line.hh"

#include <algorithm>

#include "ical/anomalies.hh"
#include "util/text.hh"

namespace calspam {

namespace {

constexpr std::size_t kFoldedLength = 75;
// Producers fold at 60 to 76 octets (a few at 40); a run of pieces far below
// that is no width anybody chose for reading.
constexpr std::size_t kShortPiece = 20;
constexpr std::size_t kManyShortPieces = 5;

bool is_fold(char c) {
  return c == ' ' || c == '\t';
}

}  // namespace

std::size_t ContentLine::base(std::size_t out) const {
  auto next = std::upper_bound(
      pieces.begin(), pieces.end(), out,
      [](std::size_t value, const Piece& piece) { return value < piece.out; });
  if (next == pieces.begin()) return span.begin;
  const Piece& piece = *(next - 1);
  return std::min<std::size_t>(piece.in + (out - piece.out), span.end);
}

Span ContentLine::base(std::size_t begin, std::size_t end) const {
  const std::size_t first = base(begin);
  return {first, end > begin ? base(end - 1) + 1 : first};
}

ContentLines::ContentLines(std::string_view text, const Limits& limits,
                           AnomalyLog& log)
    : text_(text), limits_(limits), log_(log) {
  if (text_.size() > limits.calendar_bytes) {
    log_.add(anomaly::kIcalLimitBytes, {limits.calendar_bytes, text_.size()});
    text_ = text_.substr(0, limits.calendar_bytes);
  }
  if (text_.starts_with("\xEF\xBB\xBF")) {
    log_.add(anomaly::kIcalByteOrderMark, {0, 3});
    at_ = 3;
  }
}

std::size_t ContentLines::skip_line_end(std::size_t at) {
  const auto is = [&](std::size_t i, char c) {
    return i < text_.size() && text_[i] == c;
  };
  const auto count = [at](std::size_t& counter, Span& first, std::size_t end) {
    if (counter++ == 0) first = {at, end};
    return end;
  };
  Span unused;
  if (is(at, '\n')) {
    if (is(at + 1, '\r') && !is(at + 2, '\n'))
      return count(ends_.lf_cr, ends_.first_lf_cr, at + 2);
    return count(ends_.lf, ends_.first_lf, at + 1);
  }
  if (is(at + 1, '\n')) return count(ends_.crlf, unused, at + 2);
  if (is(at + 1, '\r') && is(at + 2, '\n'))
    return count(ends_.doubled, ends_.first_doubled, at + 3);
  return count(ends_.cr, ends_.first_cr, at + 1);
}

// One pass over the bytes, whatever ends the line: looking for LF first and
// CR then would be quadratic in texts that have only one of them.
ContentLines::Physical ContentLines::physical(std::size_t at) {
  Physical p;
  p.begin = at;
  while (true) {
    at = plain_end(text_, at);
    if (at == text_.size()) break;
    const auto c = static_cast<unsigned char>(text_[at]);
    if (c == '\n' || c == '\r') break;
    p.control |= (c < 0x20 && c != '\t') || c == 0x7F;
    p.high |= c >= 0x80;
    ++at;
  }
  p.end = at;
  p.next = at;
  return p;
}

void ContentLines::take(const Physical& p) {
  if (p.end - p.begin > kFoldedLength)
    log_.add(anomaly::kIcalLineLong, {p.begin, p.end});
  at_ = p.end < text_.size() ? skip_line_end(p.end) : p.end;
  ++line_number_;
}

void ContentLines::append(ContentLine& line, std::size_t from,
                          const Physical& p) {
  if (from - p.begin == 1 && p.end - p.begin < kShortPiece &&
      at_ < text_.size() && is_fold(text_[at_]))
    ++short_pieces_;
  control_ |= p.control;
  high_ |= p.high;
  line.span.end = p.end;
  std::size_t length = p.end - from;
  if (line.text.size() + length > limits_.content_line_bytes) {
    if (!cut_) log_.add(anomaly::kIcalLimitLine, {line.span.begin, p.end});
    cut_ = true;
    length = limits_.content_line_bytes - line.text.size();
  }
  if (length == 0) return;
  if (line.pieces.empty()) {
    line.text = text_.substr(from, length);
  } else {
    if (line.pieces.size() == 1) buffer_.assign(line.text);
    if (is_utf8_tail(text_[from]))
      log_.add(anomaly::kIcalFoldInCharacter, {p.begin, from + 1});
    buffer_.append(text_, from, length);
  }
  line.pieces.push_back({line.text.size(), from});
  if (line.pieces.size() == 1)
    line.pieces.front().out = 0;
  else
    line.text = buffer_;
}

bool ContentLines::next(ContentLine& line) {
  line.text = {};
  line.pieces.clear();
  line.span = {};
  line.line = 0;
  control_ = high_ = cut_ = false;
  short_pieces_ = 0;
  bool blank = false;
  while (at_ < text_.size()) {
    const Physical p = physical(at_);
    const bool folded = p.end > p.begin && is_fold(text_[p.begin]);
    const bool started = line.line != 0;
    if (started && !folded && p.end > p.begin) break;
    if (p.end == p.begin) {
      // An empty line ends nothing: a continuation may follow it.
      if (started && !blank)
        log_.add(anomaly::kIcalBlankLine, {p.begin, p.end});
      blank = started;
      take(p);
      continue;
    }
    if (!started) {
      line.line = line_number_;
      line.span = {p.begin, p.end};
      if (folded) log_.add(anomaly::kIcalLeadingSpace, {p.begin, p.end});
    } else if (blank && !trimmed(slice(text_, {p.begin, p.end})).empty()) {
      log_.add(anomaly::kIcalBlankLineFold, {p.begin, p.end});
    }
    blank = false;
    take(p);
    append(line, p.begin + (folded ? 1 : 0), p);
  }
  if (line.line == 0) {
    log_line_ends();
    return false;
  }
  log_line(line);
  return true;
}

void ContentLines::log_line(const ContentLine& line) {
  if (short_pieces_ >= kManyShortPieces)
    log_.add(anomaly::kIcalFoldSplit, line.span,
             counted(line.pieces.size(), "piece"));
  if (control_) log_.add(anomaly::kIcalControl, line.span, line.text);
  if (high_ && !cut_ && !is_valid_utf8(line.text))
    log_.add(anomaly::kIcalNotUtf8, line.span, line.text);
}

void ContentLines::log_line_ends() {
  if (finished_) return;
  finished_ = true;
  const std::size_t whole = ends_.crlf + ends_.doubled;
  if (ends_.lf > 0)
    log_.add(whole > 0 ? anomaly::kIcalLineEndMixed : anomaly::kIcalLineEndLf,
             ends_.first_lf);
  if (ends_.doubled > 0)
    log_.add(anomaly::kIcalLineEndDoubled, ends_.first_doubled);
  if (ends_.lf_cr > 0) log_.add(anomaly::kIcalLineEndLfCr, ends_.first_lf_cr);
  if (ends_.cr > 0)
    log_.add(
        whole + ends_.lf > 0 ? anomaly::kIcalBareCr : anomaly::kIcalLineEndCr,
        ends_.first_cr);
}

}  // namespace calspam
