// SPDX-License-Identifier: MIT
#include "evidence/attachments.hh"

#include <algorithm>

#include "evidence/facts.hh"
#include "evidence/inline_data.hh"
#include "evidence/magic.hh"
#include "util/text.hh"
#include "web/html.hh"

namespace calspam {
namespace {

std::vector<const Property*> attachments(const Subject& s, std::size_t row) {
  std::vector<const Property*> found;
  for (std::string_view name : {"ATTACH", "IMAGE"})
    for (const Property* p : s.events[row].event.component->all(name))
      found.push_back(p);
  return found;
}

constexpr std::size_t kHeadBytes = 510;
// What is looked into for script, and hashed, of one attachment.
constexpr std::size_t kContentBytes = 4u << 20;

bool is_active(const Html& html) {
  return html.scripts + html.event_handlers + html.forms > 0 ||
         std::any_of(
             html.links.begin(), html.links.end(), [](const HtmlLink& link) {
               return link.element == "iframe" || link.element == "object" ||
                      link.element == "embed";
             });
}

}  // namespace

FactValue attachment_binary(const Subject& s, std::size_t row) {
  std::size_t count = 0;
  Place place;
  for (const Property* property : attachments(s, row)) {
    if (!holds_inline_bytes(*property)) continue;
    if (count++ == 0)
      place = property_place(calendar_of(s, s.events[row]), property);
  }
  return number(count, place);
}

FactValue attachment_types(const Subject& s, std::size_t row) {
  std::vector<std::string> types;
  std::vector<Place> places;
  for (const Property* property : attachments(s, row)) {
    if (!holds_inline_bytes(*property)) continue;
    types.emplace_back(magic(inline_bytes(*property, kHeadBytes)));
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

// SVG and HTML may act where they are opened: a browser runs what stands in
// them with a file's rights.
FactValue attachment_active(const Subject& s, std::size_t row) {
  bool seen = false;
  for (const Property* property : attachments(s, row)) {
    const std::string_view kind = magic(inline_bytes(*property, kHeadBytes));
    if (kind != "svg" && kind != "html") continue;
    seen = true;
    const Html html =
        parse_html(inline_bytes(*property, kContentBytes), *s.limits);
    if (is_active(html))
      return boolean(true,
                     property_place(calendar_of(s, s.events[row]), property));
  }
  return seen ? boolean(false) : unknown();
}

std::vector<std::string> attachment_contents(const Subject& s,
                                             std::size_t row) {
  std::vector<std::string> contents;
  for (const Property* property : attachments(s, row))
    if (holds_inline_bytes(*property))
      contents.push_back(inline_bytes(*property, kContentBytes));
  return contents;
}

}  // namespace calspam
