// SPDX-License-Identifier: MIT
#include "evidence/attachments.hh"

#include "evidence/facts.hh"
#include "evidence/magic.hh"
#include "util/text.hh"
#include "web/encoding.hh"

namespace calspam {
namespace {

std::vector<const Property*> attachments(const Subject& s, std::size_t row) {
  std::vector<const Property*> found;
  for (std::string_view name : {"ATTACH", "IMAGE"})
    for (const Property* p : s.events[row].event.component->all(name))
      found.push_back(p);
  return found;
}

// The text of the bytes in `property`: base64, or what follows the comma of a
// data: URI (RFC 2397). Empty when the bytes stand elsewhere.
std::string_view inline_bytes(const Property& property) {
  const std::string_view value = property.value;
  if (starts_ignoring_case(value, "data:")) {
    const std::size_t comma = value.find(',');
    return comma == value.npos ? std::string_view() : value.substr(comma + 1);
  }
  return same_ignoring_case(property.parameter_value("VALUE"), "BINARY")
             ? value
             : std::string_view();
}

std::string head_of(const Property& property) {
  const std::string_view bytes = inline_bytes(property);
  const bool base64 = !starts_ignoring_case(property.value, "data:") ||
                      find_ignoring_case(property.value.substr(0, 200),
                                         ";base64") != std::string::npos;
  // A multiple of four, so that the piece decodes by itself.
  const std::string_view piece =
      bytes.substr(0, std::min<std::size_t>(bytes.size(), 680) / 4 * 4);
  if (!base64) return percent_decoded(piece);
  return base64_decoded(piece).value_or("");
}

}  // namespace

FactValue attachment_binary(const Subject& s, std::size_t row) {
  std::size_t count = 0;
  Place place;
  for (const Property* property : attachments(s, row)) {
    if (inline_bytes(*property).empty()) continue;
    if (count++ == 0)
      place = property_place(calendar_of(s, s.events[row]), property);
  }
  return number(count, place);
}

FactValue attachment_types(const Subject& s, std::size_t row) {
  std::vector<std::string> types;
  std::vector<Place> places;
  for (const Property* property : attachments(s, row)) {
    if (inline_bytes(*property).empty()) continue;
    types.emplace_back(magic(head_of(*property)));
    places.push_back(property_place(calendar_of(s, s.events[row]), property));
  }
  if (types.empty()) return unknown();
  return list(std::move(types), std::move(places));
}

FactValue attachment_names(const Subject& s, std::size_t row) {
  std::vector<std::string> names;
  std::vector<Place> places;
  for (const Property* property : attachments(s, row)) {
    for (std::string_view parameter :
         {"FILENAME", "X-FILENAME", "X-APPLE-FILENAME"}) {
      std::string name = property->parameter_value(parameter);
      if (name.empty()) continue;
      names.push_back(std::move(name));
      places.push_back(property_place(calendar_of(s, s.events[row]), property));
    }
  }
  if (names.empty()) return unknown();
  return list(std::move(names), std::move(places));
}

}  // namespace calspam
