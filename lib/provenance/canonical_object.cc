// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <vector>

#include "provenance/object.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// What a sender of one event to many people has to change, or what changes by
// itself.
constexpr std::string_view kOfOneCopy[] = {
    "ATTENDEE",       "CREATED",  "DTSTAMP", "LAST-MODIFIED",
    "REQUEST-STATUS", "SEQUENCE", "UID"};

bool is_of_one_copy(std::string_view name) {
  return std::ranges::find(kOfOneCopy, name) != std::end(kOfOneCopy);
}

std::string canonical_parameter(const PropertyParameter& parameter) {
  std::string text = ascii_upper(parameter.name) + '=';
  for (const std::string& value : parameter.values) {
    if (!text.ends_with('=')) text += ',';
    // Quoted always: no value can look like the end of it.
    text += '"';
    for (char c : value) {
      if (c == '"' || c == '^') text += '^';
      text += c;
    }
    text += '"';
  }
  return text;
}

std::string canonical_line(const Property& property) {
  std::vector<std::string> parameters;
  for (const PropertyParameter& parameter : property.parameters)
    parameters.push_back(canonical_parameter(parameter));
  std::ranges::sort(parameters);
  std::string line = ascii_upper(property.name);
  for (const std::string& parameter : parameters) line += ';' + parameter;
  line += ':';
  // A line break is the end of a property, also where the value has a bare CR.
  for (char c : property.value) line += c == '\r' || c == '\n' ? ' ' : c;
  return line + '\n';
}

void add_component(const Component& component, bool campaign,
                   std::string& out) {
  out += "BEGIN:" + ascii_upper(component.name) + '\n';
  std::vector<std::string> lines;
  for (const Property& property : component.properties)
    if (!campaign || !is_of_one_copy(property.name))
      lines.push_back(canonical_line(property));
  std::ranges::sort(lines);
  for (const std::string& line : lines) out += line;
}

}  // namespace

std::string canonical_object(const Calendar& calendar, int component,
                             bool campaign) {
  std::string out;
  const auto first = static_cast<std::size_t>(component);
  const int depth = calendar.components[first].depth;
  // The tree is flat in pre-order: what is deeper follows.
  for (std::size_t i = first; i < calendar.components.size(); ++i) {
    if (i > first && calendar.components[i].depth <= depth) break;
    add_component(calendar.components[i], campaign, out);
  }
  return out;
}

}  // namespace calspam
