// SPDX-License-Identifier: MIT
#include "lint/multipart_text.hh"

#include "lint/message_parts.hh"
#include "mail/header_field.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// Mail of people nests four or five deep.
constexpr int kDeepest = 8;

// "--b" or "--b--" and blanks; 0 for another line, 2 for a closing one.
int delimiter_kind(std::string_view line, std::string_view boundary) {
  if (!line.starts_with("--") || boundary.empty()) return 0;
  line.remove_prefix(2);
  if (!line.starts_with(boundary)) return 0;
  line.remove_prefix(boundary.size());
  line = trimmed(line);
  return line.empty() ? 1 : line == "--" ? 2 : 0;
}

}  // namespace

MultipartText multipart_text(const Subject& subject, int part) {
  MultipartText found;
  const auto body = raw_body(subject, part);
  const Parameter* declared = part_at(subject, part).type.parameter("boundary");
  if (declared != nullptr) found.boundary = declared->value;
  if (!body || part_at(subject, part).depth > kDeepest) return found;
  found.read = true;
  const std::uint64_t base = part_at(subject, part).body_span.begin;
  std::size_t end = 0;
  for (std::size_t at = 0; at < body->size();) {
    const Line line = line_at(*body, at, body->size());
    const std::string_view text = body->substr(at, line.end - at);
    const int kind = delimiter_kind(text, found.boundary);
    if (kind != 0 && !found.closed &&
        found.delimiters.size() <= subject.limits->parts) {
      if (found.delimiters.empty()) found.preamble = {base, base + at};
      found.delimiters.push_back(
          {base + at, base + at + 2 + found.boundary.size()});
      found.closed = kind == 2;
      if (found.closed) end = line.next;
    } else if (found.used.empty() && text.starts_with("--") &&
               text.size() > 2 &&
               starts_ignoring_case(body->substr(line.next), "Content-")) {
      found.used = std::string(trimmed(text.substr(2)));
    }
    at = line.next;
  }
  if (found.closed) found.epilogue = {base + end, base + body->size()};
  return found;
}

}  // namespace calspam
