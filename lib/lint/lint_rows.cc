// SPDX-License-Identifier: MIT
#include "lint/lint_rows.hh"

#include <fmt/format.h>

#include "lint/shown_line.hh"
#include "util/hash.hh"
#include "util/line_index.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kMessageBytes = 1'000;

std::string safe(const std::string& text, std::size_t bytes) {
  return std::string(truncated(to_valid_utf8(text), bytes));
}

// Of what is wrong and where in the structure; lines and lengths may change.
std::string fingerprint(const LintRow& row) {
  return sha256(fmt::format("{}\n{}\n{}\n{}\n{}", row.check->id, row.key,
                            row.part, row.property, row.message))
      .substr(0, 16);
}

// `column` of a place at `offset` counted as UTF-16 has it.
std::uint64_t utf16_column(std::string_view raw, std::uint64_t offset,
                           std::uint64_t column) {
  constexpr std::uint64_t kLongestCounted = 4096;
  const std::uint64_t before = column - 1;
  if (before > kLongestCounted || before > offset) return column;
  const std::string_view text = slice(raw, {offset - before, offset});
  if (text.size() != before || !is_valid_utf8(text)) return column;
  std::uint64_t units = 1;
  for (std::size_t at = 0; at < text.size();)
    units += next_code_point(text, at) > 0xFFFF ? 2 : 1;
  return units;
}

void place(const Subject& subject, const Place& where, LineIndex& lines,
           std::size_t shown_bytes, LintRow& row) {
  const auto& parts = subject.message.parts;
  const auto part = static_cast<std::size_t>(where.part);
  if (where.part >= 0 && part < parts.size()) row.part = parts[part].path;
  row.property = safe(where.property, kMessageBytes);
  row.span = where.span;
  if (where.span.empty()) return;
  const LinePosition begin = lines.locate(where.span.begin);
  const LinePosition end = lines.locate(where.span.end);
  row.line = begin.line;
  row.column = begin.column;
  row.end_line = end.line;
  row.end_column = end.column;
  const std::string_view raw = subject.raw->bytes;
  row.utf16_column = utf16_column(raw, where.span.begin, begin.column);
  row.utf16_end_column = utf16_column(raw, where.span.end, end.column);
  ShownLine shown = shown_line(subject, where, shown_bytes);
  row.shown = std::move(shown.text);
  row.caret = shown.caret;
}

}  // namespace

std::vector<LintRow> lint_rows(const Subject& subject,
                               std::vector<LintFinding> findings,
                               const std::vector<bool>& silent,
                               const LintLimits& limits) {
  LineIndex lines(subject.raw->bytes);
  std::vector<LintRow> rows;
  rows.reserve(findings.size());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    LintFinding& finding = findings[i];
    LintRow row;
    row.check = finding.check;
    row.level = finding.level;
    row.key = safe(finding.key, kMessageBytes);
    row.message = safe(finding.message, kMessageBytes);
    row.lowered = std::move(finding.lowered);
    if (silent[i]) row.suppressed = Suppressed::Inline;
    row.edits = std::move(finding.edits);
    place(subject, finding.where, lines, limits.shown_bytes, row);
    if (!finding.excerpt.empty() && finding.excerpt != row.shown) {
      row.shown = safe(finding.excerpt, limits.shown_bytes);
      row.caret = {};
    }
    row.fingerprint = fingerprint(row);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace calspam
