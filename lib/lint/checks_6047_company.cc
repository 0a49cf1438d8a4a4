// SPDX-License-Identifier: MIT
// What stands beside a text/calendar part, and how many objects share a place.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "lint/checks_6047_rows.hh"
#include "lint/edits.hh"
#include "lint/message_parts.hh"
#include "util/text.hh"

namespace calspam {
namespace {

struct Invitation {
  int part = -1;
  const CalendarPart* calendar = nullptr;
  std::string method;
  std::string identity;
};

std::vector<Invitation> text_calendars(const Subject& subject,
                                       const std::vector<int>& own) {
  std::vector<Invitation> found;
  for (const CalendarPart& calendar : subject.calendars)
    if (calendar.part >= 0 && std::ranges::binary_search(own, calendar.part) &&
        is_text_calendar(part_at(subject, calendar.part)))
      found.push_back({calendar.part, &calendar, calendar.calendar.method(),
                       invitation_of(calendar.calendar)});
  return found;
}

void check_readable(const Subject& subject, const std::vector<int>& own,
                    const std::vector<Invitation>& calendars, LintLog& log) {
  if (calendars.empty()) return;
  if (std::ranges::any_of(
          own, [&](int i) { return is_readable_text(part_at(subject, i)); }))
    return;
  log.add(imip_check("no-text-for-people"),
          part_place(subject, calendars.front().part),
          "no text/plain or text/html beside the calendar");
}

// What a client could choose an alternative by.
std::string label(const Part& part) {
  std::string all = ascii_lower(part.header_text("Content-Language"));
  for (const Parameter& parameter : part.type.parameters)
    if (!same_ignoring_case(parameter.name, "name") &&
        !same_ignoring_case(parameter.name, "charset"))
      all += ';' + ascii_lower(parameter.name) + '=' +
             ascii_lower(parameter.value);
  return all;
}

// Calendars of one multipart/alternative: the first is held against the rest.
void check_alternatives(const Subject& subject,
                        const std::vector<Invitation>& calendars,
                        LintLog& log) {
  std::map<int, const Invitation*> first;
  std::map<int, std::set<std::string>> labels;
  for (const Invitation& one : calendars) {
    const int parent = part_at(subject, one.part).parent;
    if (parent < 0 ||
        !part_at(subject, parent).type.is("multipart", "alternative"))
      continue;
    const std::string own_label = label(part_at(subject, one.part));
    const bool alike = !labels[parent].insert(own_label).second;
    const auto [at, is_first] = first.emplace(parent, &one);
    if (is_first) continue;
    if (at->second->identity != one.identity)
      log.add(imip_check("alternatives-differ"), part_place(subject, one.part),
              fmt::format("part {} and part {} are different invitations",
                          part_at(subject, at->second->part).path,
                          part_at(subject, one.part).path));
    else if (alike)
      log.add(imip_check("alternatives-unlabelled"),
              part_place(subject, one.part),
              fmt::format("part {} and part {} are labelled alike",
                          part_at(subject, at->second->part).path,
                          part_at(subject, one.part).path));
  }
}

std::set<std::string> methods_of(const Calendar& calendar) {
  std::set<std::string> methods;
  for (int root : calendar.roots()) {
    const Component& object =
        calendar.components[static_cast<std::size_t>(root)];
    if (object.name == "VCALENDAR")
      methods.insert(ascii_upper(trimmed(object.text("METHOD"))));
  }
  return methods;
}

void check_objects(const Subject& subject, const Invitation& one,
                   LintLog& log) {
  const std::vector<int> roots = one.calendar->calendar.roots();
  const auto objects = std::ranges::count_if(roots, [&](int root) {
    return one.calendar->calendar.components[static_cast<std::size_t>(root)]
               .name == "VCALENDAR";
  });
  if (objects < 2) return;
  const Component& second =
      one.calendar->calendar.components[static_cast<std::size_t>(roots[1])];
  const Place place{one.part, "BEGIN", one.calendar->raw(second.span)};
  const std::set<std::string> methods = methods_of(one.calendar->calendar);
  if (methods.size() > 1)
    log.add(imip_check("methods-share-a-place"), place,
            fmt::format("one part holds objects with the methods {}",
                        fmt::join(methods, ", ")));
  else
    log.add(imip_check("several-objects-in-part"), place,
            fmt::format("{} VCALENDAR objects in part {}", objects,
                        part_at(subject, one.part).path));
}

bool is_under_mixed(const Subject& subject, int part) {
  const int parent = part_at(subject, part).parent;
  return parent >= 0 && part_at(subject, parent).type.is("multipart", "mixed");
}

// Different methods in different parts, one of them not under a mixed.
void check_methods(const Subject& subject,
                   const std::vector<Invitation>& calendars, LintLog& log) {
  const Invitation* first = nullptr;
  for (const Invitation& one : calendars) {
    if (first == nullptr) first = &one;
    const bool same_parent = part_at(subject, one.part).parent ==
                             part_at(subject, first->part).parent;
    if (one.method == first->method ||
        (same_parent && !is_under_mixed(subject, one.part)))
      continue;  // alternatives-differ speaks of those in one alternative
    if (is_under_mixed(subject, one.part) &&
        is_under_mixed(subject, first->part))
      continue;
    log.add(imip_check("methods-share-a-place"), part_place(subject, one.part),
            fmt::format("METHOD:{} in part {}, METHOD:{} in part {}",
                        first->method, part_at(subject, first->part).path,
                        one.method, part_at(subject, one.part).path));
    return;
  }
}

void check_only_attached(const LintInput& input, const std::vector<int>& own,
                         LintLog& log) {
  const Subject& subject = input.subject;
  for (const CalendarPart& calendar : subject.calendars) {
    if (calendar.part < 0 || !std::ranges::binary_search(own, calendar.part))
      continue;
    const std::string method(trimmed(calendar.calendar.method()));
    if (method.empty()) continue;
    const Part& part = part_at(subject, calendar.part);
    std::string type =
        fmt::format("text/calendar; charset=UTF-8; method={}", method);
    if (!part.filename.empty() && !has_high_byte(part.filename) &&
        part.filename.find('"') == part.filename.npos)
      type += fmt::format("; name=\"{}\"", part.filename);
    LintFinding& finding =
        log.add(imip_check("invitation-only-attached"),
                part_place(subject, calendar.part),
                fmt::format("METHOD:{} only as {}", method, part.type.name()));
    if (is_valid_utf8(part.content))
      finding.edits =
          Edits(input).set_header(calendar.part, "Content-Type", type).take();
    return;
  }
}

}  // namespace

void check_imip_company(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  if (!subject.is_mail()) return;
  const std::vector<int> own = own_parts(subject);
  const std::vector<Invitation> calendars = text_calendars(subject, own);
  if (calendars.empty()) return check_only_attached(input, own, log);
  check_readable(subject, own, calendars, log);
  check_alternatives(subject, calendars, log);
  for (const Invitation& one : calendars) check_objects(subject, one, log);
  check_methods(subject, calendars, log);
}

}  // namespace calspam
