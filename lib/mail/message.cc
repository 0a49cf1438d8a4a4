// SPDX-License-Identifier: MIT
#include "mail/message.hh"

#include "mail/header_field.hh"
#include "mail/reader.hh"
#include "mail/words.hh"
#include "util/text.hh"

namespace calspam {

const Parameter* MediaType::parameter(std::string_view name) const {
  for (const Parameter& parameter : parameters)
    if (same_ignoring_case(parameter.name, name)) return &parameter;
  return nullptr;
}

std::string Header::text() const {
  return decode_words(trimmed(unfolded(value)));
}

const Header* Part::header(std::string_view name) const {
  for (const Header& field : headers)
    if (same_ignoring_case(field.name, name)) return &field;
  return nullptr;
}

std::vector<const Header*> Part::all_headers(std::string_view name) const {
  std::vector<const Header*> found;
  for (const Header& field : headers)
    if (same_ignoring_case(field.name, name)) found.push_back(&field);
  return found;
}

std::string Part::header_text(std::string_view name) const {
  const Header* field = header(name);
  return field ? field->text() : "";
}

std::vector<int> Message::carriers() const {
  std::vector<int> found;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i].carrier != Carrier::None) found.push_back(static_cast<int>(i));
  return found;
}

std::vector<int> Message::children(int part) const {
  std::vector<int> found;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i].parent == part) found.push_back(static_cast<int>(i));
  return found;
}

Message parse_message(std::string_view bytes, const Limits& limits) {
  return Reader(bytes, limits).read();
}

}  // namespace calspam
