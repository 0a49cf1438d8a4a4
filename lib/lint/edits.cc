// SPDX-License-Identifier: MIT
// The part of Edits that changes calendar text; edits_mail.cc has the rest.
#include "lint/edits.hh"

#include <algorithm>
#include <utility>

#include "lint/encoder.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// RFC 6868 escapes, and quotes where RFC 5545 3.2 asks for them.
std::string parameter_text(std::string_view value) {
  std::string out;
  for (char c : value)
    if (c == '\n')
      out += "^n";
    else if (c == '^')
      out += "^^";
    else if (c == '"')
      out += "^'";
    else
      out += c;
  const bool quoted = value.find_first_of(";:,") != value.npos;
  return quoted ? '"' + out + '"' : out;
}

bool ends_line(char c) {
  return c == '\n' || c == '\r';
}

std::size_t line_start(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  while (at > 0 && !ends_line(text[at - 1])) --at;
  return at;
}

// Behind the line end of the line that `at` stands in.
std::size_t next_line(std::string_view text, std::size_t at) {
  at = std::min(text.find_first_of("\r\n", at), text.size());
  if (at < text.size() && text[at] == '\r') ++at;
  if (at < text.size() && text[at] == '\n') ++at;
  return at;
}

// Where the name of a content line ends: folds have neither character.
std::size_t name_end(std::string_view text, const Property& property) {
  return std::min<std::size_t>(text.find_first_of(";:", property.span.begin),
                               property.span.end);
}

// "\n" as the line end of the calendar; "\r\n" is meant.
std::string with_own_line_ends(const std::string& text,
                               std::string_view calendar) {
  if (text.find('\r') != text.npos) return text;
  return with_line_ends(text, line_end_of(calendar));
}

// UTF-16, all that a bare calendar is ever decoded from, shows in its first
// characters; comparing everything for each edit would be quadratic.
bool is_as_sent(const Subject& subject) {
  const std::string_view bytes = subject.raw->bytes;
  return subject.bare_text.size() == bytes.size() &&
         subject.bare_text.compare(0, 4, bytes.substr(0, 4)) == 0;
}

// A parameter and the semicolon ahead of it, a fold between them or not.
Span with_semicolon(std::string_view text, Span parameter) {
  std::uint64_t at = parameter.begin;
  while (at > 0 && (is_ascii_space(text[at - 1]))) --at;
  if (at > 0 && text[at - 1] == ';') --at;
  return {at, parameter.end};
}

}  // namespace

bool Edits::is_editable(int part) {
  const std::vector<Part>& parts = subject_.message.parts;
  if (part < 0 || static_cast<std::size_t>(part) >= parts.size()) return false;
  for (int at = part; at >= 0;
       at = parts[static_cast<std::size_t>(at)].parent) {
    const Part& here = parts[static_cast<std::size_t>(at)];
    if (!here.reading.empty()) return false;
    // What lies in an encoded message has no bytes of its own in the input.
    if (at != part && here.encoding != TransferEncoding::Identity &&
        here.is_message)
      return false;
  }
  return true;
}

void Edits::add(const CalendarPart& calendar, Span in_text, std::string text) {
  if (calendar.part >= 0) {
    if (!is_editable(calendar.part)) return cannot();
  } else if (!is_as_sent(subject_)) {
    return cannot();
  }
  edits_.push_back(
      {in_text, with_own_line_ends(text, *calendar.text), calendar.part});
}

Edits& Edits::replace(const CalendarPart& calendar, Span in_text,
                      std::string_view text) {
  add(calendar, in_text, std::string(text));
  return *this;
}

Edits& Edits::replace(const CalendarPart& calendar, const Property& property,
                      Span in_value, std::string_view text) {
  add(calendar, property.value_map.base(in_value), std::string(text));
  return *this;
}

Edits& Edits::set_value(const CalendarPart& calendar, const Property& property,
                        std::string_view value) {
  return replace(calendar, property, {0, property.value.size()}, value);
}

Edits& Edits::set_parameter(const CalendarPart& calendar,
                            const Property& property, std::string_view name,
                            std::string_view value) {
  const std::string text = std::string(name) + '=' + parameter_text(value);
  bool done = false;
  for (const PropertyParameter& parameter : property.parameters) {
    if (!same_ignoring_case(parameter.name, name)) continue;
    if (!std::exchange(done, true))
      add(calendar, parameter.span, text);
    else
      add(calendar, with_semicolon(*calendar.text, parameter.span), "");
  }
  if (done) return *this;
  const std::size_t at = property.parameters.empty()
                             ? name_end(*calendar.text, property)
                             : property.parameters.back().span.end;
  add(calendar, {at, at}, ';' + text);
  return *this;
}

Edits& Edits::remove_parameter(const CalendarPart& calendar,
                               const Property& property,
                               std::string_view name) {
  for (const PropertyParameter& parameter : property.parameters)
    if (same_ignoring_case(parameter.name, name))
      add(calendar, with_semicolon(*calendar.text, parameter.span), "");
  return *this;
}

Edits& Edits::set_line(const CalendarPart& calendar, const Property& property,
                       std::string_view line) {
  add(calendar, property.span, std::string(line));
  return *this;
}

Edits& Edits::remove_lines(const CalendarPart& calendar, Span in_text) {
  const std::string_view text = *calendar.text;
  const std::size_t last = in_text.empty() ? in_text.begin : in_text.end - 1;
  add(calendar, {line_start(text, in_text.begin), next_line(text, last)}, "");
  return *this;
}

Edits& Edits::add_first(const CalendarPart& calendar,
                        const Component& component, std::string_view line) {
  const std::string_view text = *calendar.text;
  const std::size_t at = next_line(text, component.span.begin);
  if (at == 0 || at >= text.size() || !ends_line(text[at - 1])) cannot();
  add(calendar, {at, at}, std::string(line) + '\n');
  return *this;
}

Edits& Edits::add_last(const CalendarPart& calendar, const Component& component,
                       std::string_view line) {
  if (!component.closed || component.span.empty()) cannot();
  const std::size_t at = line_start(*calendar.text, component.span.end - 1);
  add(calendar, {at, at}, std::string(line) + '\n');
  return *this;
}

Edits& Edits::raw(Span span, std::string_view text) {
  edits_.push_back({span, std::string(text), -1});
  return *this;
}

std::vector<Edit> Edits::take() {
  if (!possible_) edits_.clear();
  return std::move(edits_);
}

}  // namespace calspam
