// SPDX-License-Identifier: MIT
#include "lint/relayout.hh"

#include <fmt/format.h>

#include <algorithm>

#include "lint/edits.hh"
#include "lint/encoder.hh"
#include "lint/message_parts.hh"
#include "util/text.hh"

namespace calspam {
namespace {

std::string html_of(std::string_view text) {
  std::string out = "<html><body>\n";
  for (std::string_view line : split(trimmed(text), '\n')) {
    out += "<p>";
    for (char c : trimmed(line))
      if (c == '<')
        out += "&lt;";
      else if (c == '>')
        out += "&gt;";
      else if (c == '&')
        out += "&amp;";
      else
        out += c;
    out += "</p>\n";
  }
  return out + "</body></html>\n";
}

// What a message is made of, as A.1 has it. Indices of parts; -1: none.
struct Pieces {
  int plain = -1, html = -1, calendar = -1, file = -1;
  std::vector<int> others;
};

class Relayout {
 public:
  explicit Relayout(const LintInput& input)
      : input_(input),
        subject_(input.subject),
        end_(line_end_of(input.subject.raw->bytes)) {}

  std::vector<Edit> edits() {
    if (!subject_.is_mail() || !find_pieces()) return {};
    const std::string outer = boundary("mixed");
    const std::string inner = boundary("alternative");
    std::string body = open(outer);
    body += "Content-Type: multipart/alternative; boundary=\"" + inner + '"';
    body += end_ + end_ + open(inner) + plain() + end_;
    body += open(inner) + html() + end_ + close(inner) + end_;
    body += open(outer) + entity(pieces_.calendar) + end_;
    body += open(outer) + file() + end_;
    for (int other : pieces_.others) body += open(outer) + entity(other) + end_;
    body += close(outer);
    return with_header(outer, std::move(body));
  }

 private:
  const Part& part(int index) const { return part_at(subject_, index); }

  bool find_pieces() {
    for (int index : own_parts(subject_)) {
      const Part& here = part(index);
      const std::string type = here.type.name();
      if (type == "multipart/signed" || type == "multipart/encrypted" ||
          type == "multipart/report")
        return false;
      if (here.is_multipart && here.encoding != TransferEncoding::Identity)
        return false;
      if (type == "multipart/related") {
        if (!take_related(index)) return false;
        continue;
      }
      if (here.is_multipart || is_inside_taken(index)) continue;
      if (!take(index)) return false;
    }
    return pieces_.calendar >= 0 && !calendar_text().empty();
  }

  // Pictures and the HTML that shows them stay together. One around the
  // calendar has no such meaning.
  bool take_related(int index) {
    const std::vector<int> children = strict_children(subject_, index);
    if (children.empty()) return false;
    const bool is_html = part(children.front()).type.name() == "text/html";
    const bool plain_tree =
        std::all_of(children.begin(), children.end(), [this](int child) {
          return part(child).is_multipart ||
                 part(child).carrier != Carrier::None;
        });
    if (!is_html) return plain_tree;
    const bool mixed_up =
        std::any_of(children.begin(), children.end(), [this](int child) {
          return part(child).is_multipart ||
                 part(child).carrier != Carrier::None;
        });
    if (mixed_up || pieces_.html >= 0) return false;
    pieces_.html = index;
    return true;
  }

  bool is_inside_taken(int index) const {
    return pieces_.html >= 0 && is_below(subject_, index, pieces_.html);
  }

  bool take(int index) {
    const Part& here = part(index);
    const bool attached = here.disposition == "attachment";
    if (here.carrier != Carrier::None) return take_carrier(index);
    const std::string type = here.type.name();
    if (!attached && type == "text/plain" && pieces_.plain < 0)
      pieces_.plain = index;
    else if (!attached && type == "text/html" && pieces_.html < 0)
      pieces_.html = index;
    else
      pieces_.others.push_back(index);
    return true;
  }

  // Two calendars that are not one invitation are no business of ours.
  bool take_carrier(int index) {
    const bool inviting = is_text_calendar(part(index)) &&
                          part(index).disposition != "attachment";
    const int known = pieces_.calendar >= 0 ? pieces_.calendar : pieces_.file;
    if (known >= 0 && identity(known) != identity(index)) return false;
    int& place = inviting ? pieces_.calendar : pieces_.file;
    if (place >= 0) return !inviting;  // one more copy of the file
    place = index;
    return true;
  }

  std::string identity(int index) const {
    for (const CalendarPart& calendar : subject_.calendars)
      if (calendar.part == index) return invitation_of(calendar.calendar);
    return "";
  }

  std::string_view calendar_text() const {
    for (const CalendarPart& calendar : subject_.calendars)
      if (calendar.part == pieces_.calendar && !calendar.calendar.empty())
        return *calendar.text;
    return "";
  }

  // In none of the pieces that it parts, so that it is the same once more for
  // a message that has this layout.
  std::string boundary(std::string_view role) const {
    std::vector<int> laid = pieces_.others;
    laid.insert(laid.end(),
                {pieces_.plain, pieces_.html, pieces_.calendar, pieces_.file});
    for (std::size_t number = 0;; ++number) {
      std::string name = fmt::format("=_{}-{}", role, number);
      const bool taken = std::any_of(laid.begin(), laid.end(), [&](int index) {
        return index >= 0 &&
               slice(subject_.raw->bytes, part(index).body_span).find(name) !=
                   std::string_view::npos;
      });
      if (!taken) return name;
    }
  }

  std::string open(const std::string& boundary) const {
    return "--" + boundary + end_;
  }
  std::string close(const std::string& boundary) const {
    return "--" + boundary + "--" + end_;
  }

  // Header and body as they stand; of the message itself what says something
  // about its content.
  std::string entity(int index) const {
    const Part& here = part(index);
    const std::string_view bytes = subject_.raw->bytes;
    if (index != 0)
      return std::string(
          slice(bytes, {here.header_span.begin, here.body_span.end}));
    std::string out;
    for (const Header& header : here.headers)
      if (starts_ignoring_case(header.name, "Content-"))
        out += std::string(slice(bytes, header.span)) + end_;
    return out + end_ + std::string(trimmed(slice(bytes, here.body_span))) +
           end_;
  }

  std::string text_entity(std::string_view type, std::string_view text) const {
    LineShape shape;
    shape.end = end_;
    return fmt::format(
        "Content-Type: {}; charset=UTF-8{}Content-Transfer-Encoding: "
        "quoted-printable{}{}{}",
        type, end_, end_, end_,
        quoted_printable_of(with_line_ends(text, end_), shape));
  }

  std::string event_text() const {
    for (const EventRow& row : subject_.events) {
      std::string text = row.event.summary + '\n';
      if (row.event.start) text += row.event.start->text() + '\n';
      if (!row.event.location.empty()) text += row.event.location + '\n';
      return text;
    }
    return "\n";
  }

  std::string plain() const {
    if (pieces_.plain >= 0) return entity(pieces_.plain);
    return text_entity("text/plain", event_text());
  }

  std::string html() const {
    if (pieces_.html >= 0) return entity(pieces_.html);
    const bool readable = pieces_.plain >= 0 && part(pieces_.plain).analysed;
    return text_entity(
        "text/html",
        html_of(readable ? part(pieces_.plain).content : event_text()));
  }

  bool is_proper_file() const {
    if (pieces_.file < 0) return false;
    const Part& here = part(pieces_.file);
    return here.type.is("application", "ics") &&
           here.disposition == "attachment" &&
           here.encoding == TransferEncoding::Base64 &&
           ends_ignoring_case(here.filename, ".ics");
  }

  std::string file() const {
    if (is_proper_file()) return entity(pieces_.file);
    LineShape shape;
    shape.end = end_;
    return "Content-Type: application/ics; name=\"invite.ics\"" + end_ +
           "Content-Disposition: attachment; filename=\"invite.ics\"" + end_ +
           "Content-Transfer-Encoding: base64" + end_ + end_ +
           base64_of(with_line_ends(calendar_text(), "\r\n"), shape) + end_;
  }

  std::vector<Edit> with_header(const std::string& outer, std::string body) {
    const Part& root = subject_.message.root();
    Edits edits(input_);
    edits.set_header(0, "Content-Type",
                     fmt::format("multipart/mixed; boundary=\"{}\"", outer));
    for (const Header& header : root.headers)
      if (starts_ignoring_case(header.name, "Content-") &&
          !same_ignoring_case(header.name, "Content-Type"))
        edits.remove_header(0, header);
    return edits.raw(root.body_span, body).take();
  }

  const LintInput& input_;
  const Subject& subject_;
  const std::string end_;
  Pieces pieces_;
};

}  // namespace

std::vector<Edit> relayout_edits(const LintInput& input) {
  return Relayout(input).edits();
}

}  // namespace calspam
