// SPDX-License-Identifier: MIT
// cid: and mid: references of a calendar (RFC 6047 4.3, 5.1).
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/checks_6047_rows.hh"
#include "lint/content_ids.hh"
#include "lint/message_parts.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::array<std::string_view, 7> kLeading{
    "ATTACH", "IMAGE", "CONFERENCE", "LINK", "URL", "SOURCE", "TZURL"};

bool is_reference(std::string_view text) {
  text = trimmed(text);
  return starts_ignoring_case(text, "cid:") ||
         starts_ignoring_case(text, "mid:");
}

struct References {
  const LintInput& input;
  LintLog& log;
  ContentIds ids;

  void check(const CalendarPart& calendar, const Property& property,
             std::string_view url, std::string name) {
    Place place = property_place(calendar, property);
    if (input.has_hole(place.span)) return;
    place.property = std::move(name);
    const int target = ids.part_of(url);
    if (target < 0) {
      log.add(imip_check("reference-not-carried"), std::move(place),
              fmt::format("nothing in the message is \"{}\"", trimmed(url)));
      return;
    }
    const Subject& subject = input.subject;
    for (int i = part_at(subject, calendar.part).parent; i >= 0;
         i = part_at(subject, i).parent)
      if (part_at(subject, i).type.is("multipart", "related") &&
          is_below(subject, target, i))
        return;
    log.add(imip_check("reference-outside-related"), std::move(place),
            fmt::format("part {} is not in a multipart/related with the "
                        "calendar",
                        part_at(subject, target).path));
  }
};

}  // namespace

void check_imip_references(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  if (!subject.is_mail()) return;
  References references{input, log, ContentIds(subject)};
  for (const CalendarPart& calendar : subject.calendars) {
    if (calendar.twin_of >= 0 || calendar.part < 0 ||
        !part_at(subject, calendar.part).reading.empty())
      continue;
    for (const Component& component : calendar.calendar.components) {
      for (const Property& property : component.properties) {
        if (is_reference(property.value) &&
            std::ranges::find(kLeading, property.name) != kLeading.end())
          references.check(calendar, property, property.value, property.name);
        const std::string altrep = property.parameter_value("ALTREP");
        if (is_reference(altrep))
          references.check(calendar, property, altrep,
                           property.name + ";ALTREP");
      }
    }
  }
}

}  // namespace calspam
