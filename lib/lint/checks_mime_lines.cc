// SPDX-License-Identifier: MIT
// Line ends and the length of lines, on the bytes of the message.
#include <fmt/format.h>

#include <algorithm>

#include "lint/checks_mime_rows.hh"
#include "lint/edits.hh"
#include "lint/message_parts.hh"
#include "mail/header_field.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kLongestLine = 998;
// More of them than this, and the file is better written anew.
constexpr std::size_t kMostEdits = 10'000;

struct LineEnds {
  std::size_t crlf = 0, lf = 0, cr = 0;
  std::size_t first_crlf = 0, first_lf = 0, first_cr = 0;
};

LineEnds line_ends_of(std::string_view bytes) {
  LineEnds ends;
  const auto count = [](std::size_t& total, std::size_t& first,
                        std::size_t at) {
    if (total++ == 0) first = at;
  };
  for (std::size_t i = bytes.find_first_of("\r\n"); i != bytes.npos;
       i = bytes.find_first_of("\r\n", i + 1)) {
    if (bytes[i] == '\n') {
      count(ends.lf, ends.first_lf, i);
    } else if (i + 1 < bytes.size() && bytes[i + 1] == '\n') {
      count(ends.crlf, ends.first_crlf, i);
      ++i;
    } else {
      count(ends.cr, ends.first_cr, i);
    }
  }
  return ends;
}

// Every line end that is not `end` made so; of CR CR LF the first CR goes.
std::vector<Edit> mended(const LintInput& input, const LineEnds& ends,
                         std::string_view end) {
  const bool to_lf = end == "\n";
  if ((to_lf ? ends.crlf : ends.lf) + ends.cr > kMostEdits) return {};
  const std::string_view bytes = input.subject.raw->bytes;
  Edits edits(input);
  for (std::size_t i = bytes.find_first_of("\r\n"); i != bytes.npos;
       i = bytes.find_first_of("\r\n", i + 1)) {
    if (bytes[i] == '\n') {
      if (!to_lf) edits.raw({i, i}, "\r");
      continue;
    }
    const std::string_view rest = bytes.substr(i + 1);
    if (rest.starts_with('\n')) {
      if (to_lf) edits.raw({i, i + 1}, "");
      ++i;
    } else {
      edits.raw({i, i + 1}, rest.starts_with("\r\n") ? "" : end);
    }
  }
  return edits.take();
}

void check_line_ends(const LintInput& input, LintLog& log) {
  const LineEnds ends = line_ends_of(input.subject.raw->bytes);
  const bool mixed = ends.crlf > 0 && ends.lf > 0;
  if (!mixed && ends.cr == 0) return;
  const bool more_lf = ends.lf > ends.crlf;
  const std::size_t at = ends.cr > 0 ? ends.first_cr
                         : more_lf   ? ends.first_crlf
                                     : ends.first_lf;
  log.add(mime_check("line-ends-mixed"), {-1, "", {at, at + 1}},
          fmt::format("{} CRLF, {} LF, {} CR as line ends", ends.crlf, ends.lf,
                      ends.cr))
      .edits = mended(input, ends, more_lf ? "\n" : "\r\n");
}

// The first line of `region` that is too long; an empty span for none.
Span long_line(std::string_view bytes, Span region) {
  const auto end = std::min<std::size_t>(region.end, bytes.size());
  for (std::size_t at = region.begin; at < end;) {
    const Line line = line_at(bytes, at, end);
    if (line.end - at > kLongestLine) return {at, line.end};
    at = line.next;
  }
  return {};
}

void check_header_lines(const LintInput& input, int index, LintLog& log) {
  const Part& part = part_at(input.subject, index);
  for (const Header& field : part.headers) {
    if (field.value.size() <= kLongestLine - field.name.size()) continue;
    const Span line = long_line(input.subject.raw->bytes, field.span);
    if (line.empty()) continue;
    LintFinding& finding = log.add(
        mime_check("line-over-998"), {index, field.name + ":", line},
        fmt::format("a line of {} octets in {}", line.size(), field.name));
    if (field.value.size() <= input.subject.limits->header_value_bytes)
      finding.edits =
          Edits(input)
              .set_header(index, field, trimmed(unfolded(field.value)))
              .take();
  }
}

void check_body_lines(const LintInput& input, int index, LintLog& log) {
  const Part& part = part_at(input.subject, index);
  if (!part.is_leaf() || !raw_body(input.subject, index)) return;
  const Span line = long_line(input.subject.raw->bytes, part.body_span);
  if (line.empty()) return;
  const TransferEncoding encoding =
      part.encoding == TransferEncoding::Identity && part.type.type == "text" &&
              part.carrier == Carrier::None
          ? TransferEncoding::QuotedPrintable
      : part.encoding == TransferEncoding::QuotedPrintable
          ? part.encoding
          : TransferEncoding::Base64;
  log.add(mime_check("line-over-998"), {index, "", line},
          fmt::format("a line of {} octets in part {}", line.size(), part.path))
      .edits = Edits(input).set_encoding(index, encoding).take();
}

}  // namespace

void check_mime_lines(const LintInput& input, LintLog& log) {
  check_line_ends(input, log);
  for (int index : own_parts(input.subject)) {
    check_header_lines(input, index, log);
    check_body_lines(input, index, log);
  }
}

}  // namespace calspam
