// SPDX-License-Identifier: MIT
#include "evidence/agreement.hh"

#include <algorithm>
#include <set>

#include "evidence/facts.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// What a calendar part invites to.
struct Invitation {
  std::set<std::string> uids, methods, starts, organizers, summaries, rules,
      links;
};

Invitation invitation(const Subject& s, int calendar) {
  Invitation seen;
  for (std::size_t i = 0; i < s.events.size(); ++i) {
    const EventRow& row = s.events[i];
    if (row.calendar != calendar) continue;
    seen.uids.insert(row.event.uid);
    seen.methods.insert(row.method);
    if (row.event.start)
      seen.starts.insert(iso_instant(row.event.start->instant));
    if (row.event.organizer)
      seen.organizers.insert(ascii_lower(row.event.organizer->address));
    seen.summaries.insert(squeezed(row.event.summary));
    seen.rules.insert(row.event.recurrence.rule);
    for (const Link& link : s.links)
      if (link.event == static_cast<int>(i) && link.url.is_web())
        seen.links.insert(link.url.host);
  }
  return seen;
}

void compare(const Invitation& a, const Invitation& b,
             std::set<std::string>& differing) {
  const auto check = [&](const std::set<std::string>& x,
                         const std::set<std::string>& y, const char* name) {
    if (x != y) differing.insert(name);
  };
  check(a.uids, b.uids, "uid");
  // One copy without METHOD is what Gmail makes of a forwarded invitation.
  if (a.methods != std::set<std::string>{""} &&
      b.methods != std::set<std::string>{""})
    check(a.methods, b.methods, "method");
  check(a.starts, b.starts, "start");
  check(a.organizers, b.organizers, "organizer");
  check(a.summaries, b.summaries, "summary");
  check(a.rules, b.rules, "recurrence");
  check(a.links, b.links, "links");
}

}  // namespace

FactValue parts_disagree(const Subject& s, std::size_t) {
  std::vector<int> with_events;
  std::size_t calendars = 0;
  for (std::size_t i = 0; i < s.calendars.size(); ++i) {
    if (s.calendars[i].calendar.empty()) continue;
    ++calendars;
    if (s.calendars[i].twin_of < 0) with_events.push_back(static_cast<int>(i));
  }
  if (calendars < 2) return unknown();
  std::set<std::string> differing;
  Place place;
  // A mail with many invitations is compared to its first one only.
  for (std::size_t i = 1; i < with_events.size() && i < 10; ++i) {
    compare(invitation(s, with_events[0]), invitation(s, with_events[i]),
            differing);
    if (place == Place{} && !differing.empty()) {
      const CalendarPart& part =
          s.calendars[static_cast<std::size_t>(with_events[i])];
      place = {part.part, "VCALENDAR",
               part.raw(part.calendar.components.front().span)};
    }
  }
  return list({differing.begin(), differing.end()}, {place});
}

}  // namespace calspam
