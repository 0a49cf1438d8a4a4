// SPDX-License-Identifier: MIT
#include "lint/message_parts.hh"

#include <algorithm>

#include "mail/structured.hh"
#include "mail/transfer.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kMostTwins = 8;

bool is_encoded(const Part& part) {
  return part.encoding == TransferEncoding::Base64 ||
         part.encoding == TransferEncoding::QuotedPrintable ||
         part.encoding == TransferEncoding::Uuencode;
}

}  // namespace

const Part& part_at(const Subject& subject, int part) {
  return subject.message.parts[static_cast<std::size_t>(part)];
}

std::vector<int> own_parts(const Subject& subject) {
  const std::vector<Part>& parts = subject.message.parts;
  std::vector<int> own;
  std::vector<bool> is_own(parts.size(), false);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i].reading.empty()) continue;
    const auto parent = static_cast<std::size_t>(std::max(parts[i].parent, 0));
    is_own[i] =
        parts[i].parent < 0 || (is_own[parent] && !parts[parent].is_message);
    if (is_own[i]) own.push_back(static_cast<int>(i));
  }
  return own;
}

std::vector<int> strict_children(const Subject& subject, int part) {
  std::vector<int> found;
  const std::vector<Part>& parts = subject.message.parts;
  for (auto i = static_cast<std::size_t>(part) + 1; i < parts.size(); ++i) {
    if (parts[i].depth <= part_at(subject, part).depth) break;
    if (parts[i].parent == part && parts[i].reading.empty())
      found.push_back(static_cast<int>(i));
  }
  return found;
}

int enclosing(const Subject& subject, int part, std::string_view type) {
  for (int i = part_at(subject, part).parent; i >= 0;
       i = part_at(subject, i).parent)
    if (part_at(subject, i).type.name() == type) return i;
  return -1;
}

bool is_below(const Subject& subject, int part, int ancestor) {
  while (part > ancestor) part = part_at(subject, part).parent;
  return part == ancestor;
}

bool is_text_calendar(const Part& part) {
  return part.is_leaf() && part.type.is("text", "calendar");
}

bool is_readable_text(const Part& part) {
  return part.is_leaf() && part.disposition != "attachment" &&
         part.carrier == Carrier::None &&
         (part.type.is("text", "plain") || part.type.is("text", "html"));
}

std::string encoding_name(const Part& part) {
  const Header* field = part.header("Content-Transfer-Encoding");
  if (field == nullptr) return "";
  return ascii_lower(trimmed(without_comments(field->value)));
}

std::optional<std::string_view> raw_body(const Subject& subject, int part) {
  for (int i = part_at(subject, part).parent; i >= 0;
       i = part_at(subject, i).parent)
    if (is_encoded(part_at(subject, i))) return {};
  return slice(subject.raw->bytes, part_at(subject, part).body_span);
}

std::string decoded_body(const Subject& subject, int part) {
  const std::optional<std::string_view> body = raw_body(subject, part);
  if (!body) return "";
  return decode_transfer(part_at(subject, part).encoding, *body, 0,
                         subject.limits->text_bytes)
      .bytes;
}

std::optional<ParameterField> parameter_field(const Subject& subject,
                                              const Part& part,
                                              std::string_view header) {
  const Header* field = part.header(header);
  if (field == nullptr) return {};
  return parse_parameter_field(field->value, field->value_span.begin,
                               *subject.limits);
}

std::string_view without_brackets(std::string_view id) {
  id = trimmed(id);
  if (id.starts_with('<')) id.remove_prefix(1);
  if (id.ends_with('>')) id.remove_suffix(1);
  return id;
}

bool has_high_byte(std::string_view bytes) {
  return std::ranges::any_of(
      bytes, [](char c) { return static_cast<unsigned char>(c) > 127; });
}

Place part_place(const Subject& subject, int part) {
  const Part& here = part_at(subject, part);
  if (const Header* type = here.header("Content-Type"))
    return header_place(part, *type);
  const Span& header = here.header_span;
  return {part, "", header.empty() ? here.body_span : header};
}

Place header_place(int part, const Header& header) {
  return {part, header.name + ":", header.span};
}

Place header_place(const Subject& subject, int part, std::string_view name) {
  const Part& here = part_at(subject, part);
  if (const Header* field = here.header(name))
    return header_place(part, *field);
  return {part, std::string(name) + ":", here.header_span};
}

Place property_place(const CalendarPart& calendar, const Property& property) {
  return {calendar.part, property.name, calendar.raw(property.span)};
}

std::vector<const CalendarPart*> with_twins(const Subject& subject,
                                            std::size_t calendar) {
  std::vector<const CalendarPart*> found{&subject.calendars[calendar]};
  const std::size_t end =
      std::min(subject.calendars.size(), calendar + 1 + kMostTwins);
  for (std::size_t i = calendar + 1; i < end; ++i)
    if (subject.calendars[i].twin_of == static_cast<int>(calendar))
      found.push_back(&subject.calendars[i]);
  return found;
}

std::string invitation_of(const Calendar& calendar) {
  std::vector<std::string> lines;
  for (const Component& component : calendar.components) {
    const Property* uid = component.property("UID");
    if (uid == nullptr || component.name == "VALARM") continue;
    lines.push_back(component.name + '\n' + std::string(trimmed(uid->value)) +
                    '\n' + component.text("RECURRENCE-ID") + '\n' +
                    component.text("SEQUENCE"));
  }
  std::ranges::sort(lines);
  std::string all = calendar.method();
  for (const std::string& line : lines) all += '\n' + line;
  return all;
}

bool same_mailbox(std::string_view a, std::string_view b) {
  return !a.empty() && same_ignoring_case(trimmed(a), trimmed(b));
}

}  // namespace calspam
