// SPDX-License-Identifier: MIT
#include "report/location.hh"

#include <fmt/format.h>

#include "util/text.hh"

namespace calspam {

Location locate(const Subject& subject, LineIndex& lines, const Place& place) {
  Location location;
  const auto& parts = subject.message.parts;
  const auto part = static_cast<std::size_t>(place.part);
  if (place.part >= 0 && part < parts.size()) location.part = parts[part].path;
  location.property = to_valid_utf8(place.property);
  location.span = place.span;
  if (place.span.empty()) return location;
  const LinePosition position = lines.locate(place.span.begin);
  location.line = position.line;
  location.column = position.column;
  return location;
}

std::string location_text(const Location& location) {
  std::string text;
  const auto add = [&text](std::string piece) {
    if (!text.empty()) text += ", ";
    text += piece;
  };
  if (!location.part.empty()) add("part " + location.part);
  if (!location.property.empty()) add(location.property);
  if (location.line != 0)
    add(fmt::format("line {}:{}", location.line, location.column));
  return text;
}

}  // namespace calspam
