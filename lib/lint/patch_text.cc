// SPDX-License-Identifier: MIT
#include "lint/patch_text.hh"

#include <algorithm>

#include "lint/encoder.hh"
#include "mail/transfer.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

// Lines with edits in them, and what becomes of them.
struct Group {
  Span lines;
  std::string text;
  std::vector<Edit> edits;
};

bool starts_line(std::string_view text, std::uint64_t at) {
  return at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
}

// The line that a place stands in. Places come in order, and a line of a
// megabyte may have a thousand of them.
class LineFinder {
 public:
  explicit LineFinder(std::string_view text) : text_(text) {}

  std::uint64_t begin(std::uint64_t at) {
    find(at);
    return line_.begin;
  }
  std::uint64_t end(std::uint64_t at) {
    find(at);
    return line_.end;
  }

 private:
  void find(std::uint64_t at) {
    if (known_ && at >= line_.begin && at <= line_.end) return;
    known_ = true;
    const std::size_t before =
        at == 0 ? text_.npos : text_.find_last_of("\r\n", at - 1);
    line_.begin = before == text_.npos ? 0 : before + 1;
    line_.end = std::min(text_.find_first_of("\r\n", at), text_.size());
  }

  std::string_view text_;
  Span line_;
  bool known_ = false;
};

// Whole lines, so that the line behind them is not concerned.
bool ends_with_its_line(std::string_view text, const Edit& edit) {
  if (!starts_line(text, edit.span.end)) return false;
  if (edit.text.empty()) return starts_line(text, edit.span.begin);
  return edit.text.ends_with('\n');
}

// Edits in order and apart, those in the same lines together.
std::vector<Group> grouped(std::string_view text, std::vector<Edit> edits) {
  std::stable_sort(
      edits.begin(), edits.end(),
      [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  std::vector<Group> groups;
  LineFinder lines(text);
  for (Edit& edit : edits) {
    const std::uint64_t begin = lines.begin(edit.span.begin);
    const std::uint64_t end = ends_with_its_line(text, edit)
                                  ? edit.span.end
                                  : lines.end(edit.span.end);
    if (groups.empty() || begin >= groups.back().lines.end)
      groups.push_back({{begin, begin}, "", {}});
    Group& group = groups.back();
    group.lines.end = std::max(group.lines.end, end);
    group.edits.push_back(std::move(edit));
  }
  for (Group& group : groups) {
    std::uint64_t at = group.lines.begin;
    for (const Edit& edit : group.edits) {
      group.text += slice(text, {at, edit.span.begin});
      group.text += edit.text;
      at = edit.span.end;
    }
    group.text += slice(text, {at, group.lines.end});
  }
  return groups;
}

// Base64 changes from an edit to its end; what stands behind it stays.
Edit base64_edit(const PatchText& text, std::string_view bytes) {
  const std::string_view body = slice(text.input, text.body);
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  const std::size_t last = body.find_last_not_of(" \t\r\n");
  const std::size_t begin = first == body.npos ? 0 : first;
  const std::size_t end = last == body.npos ? 0 : last + 1;
  const std::size_t line =
      std::min(body.find_first_of("\r\n", begin), end) - begin;
  LineShape shape;
  shape.end = line_end_of(body.find('\n') == body.npos ? text.input : body);
  if (begin + line < end && line >= 20 && line < 76) shape.length = line;
  return {{text.body.begin + begin, text.body.begin + end},
          base64_of(bytes, shape)};
}

// Quoted-printable changes in the lines that were edited. False where such a
// line does not begin with one of the input.
bool append_quoted(const PatchText& text, const std::vector<Group>& groups,
                   std::vector<Edit>& out) {
  LineShape shape;
  shape.end = line_end_of(slice(text.input, text.body));
  for (const Group& group : groups) {
    const std::uint64_t begin = text.map.base(group.lines.begin);
    const std::uint64_t end = group.lines.end >= text.bytes.size()
                                  ? text.body.end
                                  : text.map.base(group.lines.end);
    if (begin != text.body.begin && text.input[begin - 1] != '\n') return false;
    if (end < begin) return false;
    out.push_back({{begin, end}, quoted_printable_of(group.text, shape)});
  }
  return true;
}

}  // namespace

Span PatchText::raw(Span in_bytes) const {
  if (is_encoded()) return body;
  return {body.begin + in_bytes.begin, body.begin + in_bytes.end};
}

std::vector<Edit> PatchText::raw_edits(std::vector<Edit> edits,
                                       bool folds) const {
  std::vector<Group> groups = grouped(bytes, std::move(edits));
  std::vector<Edit> out;
  std::vector<Edit> lines;
  for (Group& group : groups) {
    std::string folded = folds && is_calendar
                             ? folded_lines(group.text, line_end_of(bytes))
                             : group.text;
    const bool changed = folded != group.text;
    group.text = std::move(folded);
    lines.push_back({group.lines, group.text});
    if (is_encoded()) continue;
    if (changed)
      out.push_back({raw(group.lines), group.text});
    else
      for (Edit& edit : group.edits)
        out.push_back({raw(edit.span), std::move(edit.text)});
  }
  if (!is_encoded()) return out;
  std::string whole;
  std::uint64_t at = 0;
  for (const Edit& edit : lines) {
    whole += slice(bytes, {at, edit.span.begin});
    whole += edit.text;
    at = edit.span.end;
  }
  whole += slice(bytes, {at, bytes.size()});
  if (encoding == TransferEncoding::Base64) return {base64_edit(*this, whole)};
  if (append_quoted(*this, groups, out)) return out;
  LineShape shape;
  shape.end = line_end_of(slice(input, body));
  return {{body, quoted_printable_of(whole, shape)}};
}

PatchText patch_text(const Subject& subject, int part) {
  PatchText text;
  text.input = subject.raw->bytes;
  if (part < 0) {
    text.usable = !subject.is_mail() && subject.bare_text == text.input;
    text.is_calendar = true;
    text.body = {0, text.input.size()};
    text.bytes = text.input;
    return text;
  }
  const Part& here = subject.message.parts.at(static_cast<std::size_t>(part));
  if (!here.is_leaf() || !here.analysed ||
      here.encoding == TransferEncoding::Uuencode)
    return text;
  TransferDecoding decoded =
      decode_transfer(here.encoding, slice(text.input, here.body_span),
                      here.body_span.begin, subject.limits->calendar_bytes);
  text.is_calendar = here.carrier != Carrier::None;
  if (here.encoding != TransferEncoding::Unknown) text.encoding = here.encoding;
  text.body = here.body_span;
  text.bytes = std::move(decoded.bytes);
  text.map = std::move(decoded.map);
  if (text.bytes.starts_with(kMark) && !here.content.starts_with(kMark))
    text.skipped = kMark.size();
  text.usable =
      !decoded.cut &&
      std::string_view(text.bytes).substr(text.skipped) == here.content;
  return text;
}

}  // namespace calspam
