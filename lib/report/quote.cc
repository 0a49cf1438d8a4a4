// SPDX-License-Identifier: MIT
#include "report/quote.hh"

#include <algorithm>
#include <string_view>

#include "report/reported_calendar.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kBefore = 200;
constexpr std::size_t kMatch = 240;
constexpr std::size_t kAfter = 120;

// The end of a text, an ellipsis before it where it was cut.
std::string last_of(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return to_valid_utf8(text);
  std::size_t begin = text.size() - bytes;
  while (begin < text.size() && is_utf8_tail(text[begin])) ++begin;
  return "\u2026" + to_valid_utf8(text.substr(begin));
}

Quote with_match(std::string_view text, Span match) {
  const auto begin = std::min<std::size_t>(match.begin, text.size());
  const auto end = std::min<std::size_t>(match.end, text.size());
  Quote quote;
  quote.before = last_of(text.substr(0, begin), kBefore);
  quote.match = reported_text(text.substr(begin, end - begin), kMatch);
  quote.after = reported_text(text.substr(end), kAfter);
  return quote;
}

// A part's bytes say something where no base64 hides them.
bool is_readable(const Subject& subject, const Finding& finding) {
  const auto index = static_cast<std::size_t>(finding.where.part);
  const auto& parts = subject.message.parts;
  if (finding.where.part < 0 || index >= parts.size()) return true;
  const Part& part = parts[index];
  const Span span = finding.where.span;
  if (span.begin >= part.header_span.begin && span.end <= part.header_span.end)
    return true;
  return part.encoding == TransferEncoding::Identity ||
         part.encoding == TransferEncoding::QuotedPrintable;
}

Quote line_at(std::string_view raw, Span span) {
  const auto at = static_cast<std::size_t>(span.begin);
  // Lines of many megabytes are no lines to look at.
  const std::size_t from = at - std::min(at, 2 * kBefore);
  std::size_t begin = raw.find_last_of("\r\n", at == 0 ? 0 : at - 1);
  begin = at == 0 || begin == raw.npos || begin < from ? from : begin + 1;
  const std::string_view rest =
      raw.substr(begin, 2 * kBefore + kMatch + kAfter);
  std::string_view line = rest.substr(
      0, rest.find_first_of("\r\n", std::min(at - begin, rest.size())));
  const auto end = static_cast<std::size_t>(span.end) - begin;
  return with_match(line, {at - begin, std::min(end, line.size())});
}

}  // namespace

Quote quote_of(const Subject& subject, const ReportedFinding& reported) {
  const Finding& finding = reported.finding;
  if (!finding.match.empty()) return with_match(finding.excerpt, finding.match);
  const Span span = finding.where.span;
  const std::string_view raw = subject.raw->bytes;
  if (!span.empty() && span.begin < raw.size() &&
      is_readable(subject, finding)) {
    Quote quote = line_at(raw, span);
    quote.line = reported.location.line;
    if (!quote.empty()) return quote;
  }
  return with_match(finding.excerpt, {0, finding.excerpt.size()});
}

}  // namespace calspam
