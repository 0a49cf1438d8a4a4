// SPDX-License-Identifier: MIT
// Boundaries, and what the parts of a multipart are to each other.
#include <fmt/format.h>

#include <algorithm>

#include "lint/checks_mime_rows.hh"
#include "lint/edits.hh"
#include "lint/encoder.hh"
#include "lint/message_parts.hh"
#include "lint/multipart_text.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kLongestBoundary = 70;

struct Multipart {
  const LintInput& input;
  LintLog& log;
  int index;
  const Part& part;
  MultipartText text;

  Place place() const { return part_place(input.subject, index); }
  std::string_view bytes() const { return input.subject.raw->bytes; }
};

// RFC 2046 5.1.1 bchars; a blank may stand inside, not at the end.
bool is_boundary_char(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) ||
         std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
}

std::string fault_of(std::string_view boundary) {
  if (boundary.size() > kLongestBoundary)
    return fmt::format("{} characters", boundary.size());
  if (boundary.ends_with(' ')) return "a blank at its end";
  const auto bad = std::ranges::find_if_not(boundary, is_boundary_char);
  return bad == boundary.end()
             ? ""
             : fmt::format("\"{}\" is not allowed in it", *bad);
}

// A boundary that the message does not have yet; "" after a few tries, which
// only a hostile message needs.
std::string new_boundary(std::string_view bytes, int part) {
  for (int i = 0; i < 8; ++i) {
    std::string text = fmt::format("=_part_{}_{}", part + 1, i);
    if (bytes.find(text) == bytes.npos) return text;
  }
  return "";
}

std::vector<Edit> renamed(const Multipart& multipart) {
  const std::string name = new_boundary(multipart.bytes(), multipart.index);
  if (name.empty() || multipart.text.delimiters.empty()) return {};
  Edits edits(multipart.input);
  edits.set_header_parameter(multipart.index, "Content-Type", "boundary", name);
  for (const Span& delimiter : multipart.text.delimiters)
    edits.raw(delimiter, "--" + name);
  return edits.take();
}

void check_declared(const Multipart& m) {
  if (m.part.type.parameter("boundary") == nullptr) {
    LintFinding& finding =
        m.log.add(mime_check("boundary-missing"), m.place(),
                  fmt::format("{} without a boundary", m.part.type.name()));
    if (!m.text.used.empty())
      finding.edits = Edits(m.input)
                          .set_header_parameter(m.index, "Content-Type",
                                                "boundary", m.text.used)
                          .take();
    return;
  }
  if (m.text.delimiters.empty() && m.text.read) {
    LintFinding& finding =
        m.log.add(mime_check("boundary-never-used"), m.place(),
                  fmt::format("no line is \"--{}\"", m.text.boundary));
    if (!m.text.used.empty())
      finding.edits = Edits(m.input)
                          .set_header_parameter(m.index, "Content-Type",
                                                "boundary", m.text.used)
                          .take();
    return;
  }
  const std::string fault = fault_of(m.text.boundary);
  if (!fault.empty())
    m.log
        .add(mime_check("boundary-illegal"), m.place(),
             fmt::format("boundary \"{}\": {}", m.text.boundary, fault))
        .edits = renamed(m);
}

void check_closed(const Multipart& m) {
  if (m.text.delimiters.empty() || m.text.closed) return;
  const std::string_view end = line_end_of(m.bytes());
  const std::uint64_t at = m.part.body_span.end;
  const bool fresh = at > 0 && m.bytes()[at - 1] == '\n';
  std::string line = fmt::format("{}--{}--", fresh ? "" : end, m.text.boundary);
  if (at == m.bytes().size()) line += end;
  m.log
      .add(mime_check("multipart-not-closed"), {m.index, "", {at, at}},
           fmt::format("no line is \"--{}--\"", m.text.boundary))
      .edits = Edits(m.input).raw({at, at}, line).take();
}

void check_nesting(const Multipart& m) {
  if (m.text.boundary.empty()) return;
  for (int i = m.part.parent; i >= 0; i = part_at(m.input.subject, i).parent) {
    const Parameter* outer =
        part_at(m.input.subject, i).type.parameter("boundary");
    if (outer == nullptr || outer->value.empty()) continue;
    const bool same = outer->value == m.text.boundary;
    if (!same && !outer->value.starts_with(m.text.boundary) &&
        !m.text.boundary.starts_with(outer->value))
      continue;
    LintFinding& finding =
        m.log.add(mime_check("boundary-ambiguous"), m.place(),
                  fmt::format("boundary \"{}\" inside of \"{}\"",
                              m.text.boundary, outer->value));
    // With equal ones nobody can say whose delimiter a line is.
    if (!same) finding.edits = renamed(m);
    return;
  }
}

void check_encoded(const Multipart& m) {
  const std::string encoding = encoding_name(m.part);
  if (m.part.encoding != TransferEncoding::Base64 &&
      m.part.encoding != TransferEncoding::QuotedPrintable)
    return;
  const Header* field = m.part.header("Content-Transfer-Encoding");
  LintFinding& finding = m.log.add(
      mime_check("multipart-encoded"), header_place(m.index, *field),
      fmt::format("{} declared \"{}\"", m.part.type.name(), encoding));
  if (!m.text.delimiters.empty())
    finding.edits = Edits(m.input).remove_header(m.index, *field).take();
}

std::size_t words_in(std::string_view text) {
  std::size_t words = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!is_ascii_space(text[i]) && (i == 0 || is_ascii_space(text[i - 1])))
      ++words;
  return words;
}

// The line that mail programs write for readers of before MIME.
bool is_usual_notice(std::string_view text) {
  return find_ignoring_case(text, "MIME") != text.npos && words_in(text) < 60;
}

void check_around(const Multipart& m) {
  if (m.text.delimiters.empty()) return;
  const auto speak = [&](Span span, std::string_view where) {
    const std::string_view text = trimmed(slice(m.bytes(), span));
    if (text.empty() || is_usual_notice(text)) return;
    const auto begin =
        static_cast<std::uint64_t>(text.data() - m.bytes().data());
    m.log
        .add(mime_check("text-around-parts"),
             {m.index, "", {begin, begin + text.size()}},
             fmt::format("\"{}\" {} part", truncated(text, 60), where))
        .edits = Edits(m.input).raw({begin, begin + text.size()}, "").take();
  };
  speak(m.text.preamble, "before the first");
  speak(m.text.epilogue, "behind the last");
}

// How rich an alternative is; -1 for one that has no place in the order.
int richness(const Part& part) {
  if (part.type.is("text", "plain")) return 0;
  if (part.type.is("text", "x-amp-html")) return 1;
  if (part.type.is("text", "html") || part.type.is("multipart", "related"))
    return 2;
  return part.type.is("text", "calendar") ? 3 : -1;
}

// The only part in place of the multipart around it.
std::vector<Edit> unwrapped(const Multipart& m, int child) {
  const Part& part = part_at(m.input.subject, child);
  return Edits(m.input)
      .raw({m.part.header_span.begin, m.part.body_span.end},
           slice(m.bytes(), {part.header_span.begin, part.body_span.end}))
      .take();
}

void check_alternatives(const Multipart& m) {
  if (!m.part.type.is("multipart", "alternative") || m.text.delimiters.empty())
    return;
  const Subject& subject = m.input.subject;
  const std::vector<int> children = strict_children(subject, m.index);
  if (children.size() < 2) {
    LintFinding& finding =
        m.log.add(mime_check("alternative-without-choice"), m.place(),
                  fmt::format("{} in a multipart/alternative",
                              counted(children.size(), "part")));
    if (children.size() == 1 && m.index > 0)
      finding.edits = unwrapped(m, children.front());
  }
  std::vector<int> sorted = children;
  std::ranges::stable_sort(
      sorted, {}, [&](int i) { return richness(part_at(subject, i)); });
  const bool all_known = std::ranges::all_of(
      children, [&](int i) { return richness(part_at(subject, i)) >= 0; });
  if (!all_known || sorted == children) return;
  Edits edits(m.input);
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (sorted[i] == children[i]) continue;
    const Part& here = part_at(subject, children[i]);
    const Part& there = part_at(subject, sorted[i]);
    edits.raw({here.header_span.begin, here.body_span.end},
              slice(m.bytes(), {there.header_span.begin, there.body_span.end}));
  }
  const auto late = std::ranges::mismatch(children, sorted);
  LintFinding& finding =
      m.log.add(mime_check("alternatives-out-of-order"), m.place(),
                fmt::format("{} stands before {}",
                            part_at(subject, *late.in1).type.name(),
                            part_at(subject, *late.in2).type.name()));
  if (raw_body(subject, children.front())) finding.edits = edits.take();
}

void check_related(const Multipart& m) {
  const Subject& subject = m.input.subject;
  if (!m.part.type.is("multipart", "related")) return;
  const std::vector<int> children = strict_children(subject, m.index);
  if (children.empty()) return;
  const Parameter* start = m.part.type.parameter("start");
  int root = children.front();
  if (start != nullptr && !trimmed(start->value).empty()) {
    const auto named = std::ranges::find_if(children, [&](int i) {
      return without_brackets(part_at(subject, i).header_text("Content-ID")) ==
             without_brackets(start->value);
    });
    if (named == children.end()) {
      m.log
          .add(mime_check("related-without-root"), m.place(),
               fmt::format("start=\"{}\" names no part", start->value))
          .edits =
          Edits(m.input)
              .remove_header_parameter(m.index, "Content-Type", "start")
              .take();
      return;
    }
    root = *named;
  }
  const std::string type = part_at(subject, root).type.name();
  const Parameter* declared = m.part.type.parameter("type");
  if (declared != nullptr && same_ignoring_case(trimmed(declared->value), type))
    return;
  m.log
      .add(mime_check("related-without-root"), m.place(),
           declared == nullptr
               ? fmt::format("no type parameter; the root is {}", type)
               : fmt::format("type=\"{}\", but the root is {}", declared->value,
                             type))
      .edits = Edits(m.input)
                   .set_header_parameter(m.index, "Content-Type", "type", type)
                   .take();
}

// An invitation that only an attached message has.
void check_inner_invitation(const Subject& subject, const std::vector<int>& own,
                            LintLog& log) {
  int inner = -1;
  for (const CalendarPart& calendar : subject.calendars) {
    if (calendar.part < 0 || !part_at(subject, calendar.part).reading.empty())
      continue;
    if (std::ranges::binary_search(own, calendar.part)) return;
    if (inner < 0) inner = calendar.part;
  }
  if (inner < 0) return;
  int message = part_at(subject, inner).parent;
  while (message > 0 && !std::ranges::binary_search(own, message))
    message = part_at(subject, message).parent;
  log.add(mime_check("invitation-in-message"), part_place(subject, message),
          fmt::format("the calendar is part {}, inside of {}",
                      part_at(subject, inner).path,
                      part_at(subject, message).type.name()));
}

}  // namespace

void check_mime_multiparts(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  const std::vector<int> own = own_parts(subject);
  check_inner_invitation(subject, own, log);
  for (int index : own) {
    const Part& part = part_at(subject, index);
    if (part.type.type != "multipart") continue;
    const Multipart multipart{input, log, index, part,
                              multipart_text(subject, index)};
    check_declared(multipart);
    check_closed(multipart);
    check_nesting(multipart);
    check_encoded(multipart);
    check_around(multipart);
    check_alternatives(multipart);
    check_related(multipart);
  }
}

}  // namespace calspam
