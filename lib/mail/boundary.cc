// SPDX-License-Identifier: MIT
#include "mail/boundary.hh"

#include <algorithm>

#include "mail/header_field.hh"
#include "mail/words.hh"
#include "util/text.hh"

namespace calspam {

namespace {

void add(std::vector<Boundary>& boundaries, std::string_view text,
         std::string_view reading) {
  if (text.empty()) return;
  const bool known =
      std::any_of(boundaries.begin(), boundaries.end(),
                  [&](const Boundary& b) { return b.text == text; });
  if (!known) boundaries.push_back({std::string(text), std::string(reading)});
}

// What a reader gets that knows less, or more, than the grammar.
void add_other_spellings(std::vector<Boundary>& boundaries,
                         const RawParameter& raw) {
  if (raw.value.find("=?") != std::string::npos)
    add(boundaries, decode_words(raw.value), "decoded-boundary");
  std::string_view spelling = raw.spelling;
  if (spelling.starts_with('"') && spelling.ends_with('"') &&
      spelling.size() > 1)
    spelling = spelling.substr(1, spelling.size() - 2);
  // Backslashes kept, quotes within the value kept.
  add(boundaries, spelling, "literal-boundary");
  if (spelling.starts_with('\'') && spelling.ends_with('\'') &&
      spelling.size() > 1)
    add(boundaries, spelling.substr(1, spelling.size() - 2),
        "decoded-boundary");
  if (!raw.quoted)
    add(boundaries, spelling.substr(0, spelling.find_first_of(" \t\r\n(")),
        "decoded-boundary");
  if (raw.quoted) {  // an open quote
    std::string_view inner = raw.spelling;
    inner.remove_prefix(std::min<std::size_t>(1, inner.size()));
    add(boundaries, inner.substr(0, inner.find_first_of("\";\r\n")),
        "literal-boundary");
  }
  add(boundaries, trimmed(raw.value), "decoded-boundary");
}

}  // namespace

std::vector<Boundary> boundary_spellings(const ParameterField& field) {
  std::vector<Boundary> boundaries;
  const auto plain = field.raw_all("boundary");
  if (!plain.empty()) add(boundaries, plain.front()->value, "");
  if (plain.size() > 1) add(boundaries, plain.back()->value, "last-boundary");
  for (const std::string& value : field.values("boundary"))
    add(boundaries, value, boundaries.empty() ? "" : "decoded-boundary");
  for (const RawParameter* raw : plain) add_other_spellings(boundaries, *raw);
  for (const RawParameter& raw : field.raw)  // boundary*=..., as it stands
    if (starts_ignoring_case(raw.name, "boundary*"))
      add(boundaries, raw.value, "literal-boundary");
  return boundaries;
}

Split split_region(Source& source, Span region, std::string_view boundary) {
  Split split;
  const std::string_view bytes = source.bytes();
  const auto& lines = source.hyphen_lines();
  const auto end = static_cast<std::size_t>(region.end);
  for (auto at = std::lower_bound(lines.begin(), lines.end(), region.begin);
       at != lines.end() && *at < end; ++at) {
    if (!bytes.substr(*at + 2, boundary.size()).starts_with(boundary)) continue;
    const std::size_t after = *at + 2 + boundary.size();
    if (after > end) break;
    const Line line = line_at(bytes, after, end);
    const std::string_view rest =
        trimmed(bytes.substr(after, line.end - after));
    const Delimiter delimiter{*at, line.next, rest.starts_with("--")};
    if (rest.empty() || rest == "--")
      split.delimiters.push_back(delimiter);
    else
      split.longer.push_back(delimiter);
  }
  return split;
}

std::string guessed_boundary(Source& source, Span region) {
  const std::string_view bytes = source.bytes();
  const auto& lines = source.hyphen_lines();
  const auto end = static_cast<std::size_t>(region.end);
  for (auto at = std::lower_bound(lines.begin(), lines.end(), region.begin);
       at != lines.end() && *at < end; ++at) {
    const Line line = line_at(bytes, *at, end);
    const bool has_header =
        starts_ignoring_case(bytes.substr(line.next, 8), "Content-") &&
        is_field_start(bytes, line.next, end);
    if (has_header)
      return std::string(trimmed(bytes.substr(*at + 2, line.end - *at - 2)));
  }
  return "";
}

std::size_t part_end(std::string_view bytes, std::size_t part_begin,
                     std::size_t delimiter_begin) {
  std::size_t end = delimiter_begin;
  if (end > part_begin && bytes[end - 1] == '\n') --end;
  if (end > part_begin && bytes[end - 1] == '\r') --end;
  return std::max(end, part_begin);
}

}  // namespace calspam
