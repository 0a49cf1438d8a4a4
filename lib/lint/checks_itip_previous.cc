// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "lint/calendar_values.hh"
#include "lint/checks_itip.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// The components of a message by UID and RECURRENCE-ID.
struct Earlier {
  std::map<std::pair<std::string, std::string>, const Event*> by_instance;
  std::map<std::string, const Event*> by_uid;  ///< the series, else any

  explicit Earlier(const Subject& subject) {
    for (const EventRow& row : subject.events) {
      const Event& event = row.event;
      by_instance.emplace(std::pair(event.uid, event.recurrence_id), &event);
      if (event.recurrence_id.empty())
        by_uid[event.uid] = &event;
      else
        by_uid.emplace(event.uid, &event);
    }
  }
};

std::string written(const Component& component, std::string_view name) {
  std::vector<std::string> values;
  for (const Property* property : component.all(name))
    values.push_back(fmt::format("{} {}", ascii_upper(trimmed(property->value)),
                                 property->parameter_value("TZID")));
  std::ranges::sort(values);
  return fmt::format("{}", fmt::join(values, "\n"));
}

bool same_time(const std::optional<CalendarTime>& a,
               const std::optional<CalendarTime>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->instant == b->instant && a->date_only == b->date_only;
}

// The first property whose change is a new revision (RFC 5546 2.1.4), or "".
std::string_view significant_change(const Event& now, const Event& then) {
  if (!same_time(now.start, then.start)) return "DTSTART";
  if (!same_time(now.due, then.due)) return "DUE";
  if (now.duration != then.duration) return "DTEND";
  for (std::string_view name : {"RRULE", "RDATE", "EXDATE", "STATUS"})
    if (written(*now.component, name) != written(*then.component, name))
      return name;
  return "";
}

// One event of the new message beside what the earlier one said of it.
class Comparison {
 public:
  Comparison(const Event& now, const std::string& method,
             const Component& component, const PropertyIndex& properties,
             CalendarLog& log)
      : now_(now),
        method_(method),
        component_(component),
        properties_(properties),
        log_(log) {}

  void with(const Earlier& earlier) {
    const bool answer =
        method_ == "REPLY" || method_ == "REFRESH" || method_ == "COUNTER";
    const auto same = earlier.by_instance.find({now_.uid, now_.recurrence_id});
    if (answer) check_answer(earlier);
    if (same != earlier.by_instance.end()) {
      if (method_ == "REPLY") check_reply(*same->second);
      if (!answer) check_update(*same->second);
    } else if (!answer && !earlier.by_uid.contains(now_.uid)) {
      check_uid(earlier);
    }
    if (method_ == "CANCEL") check_uninvited(earlier);
  }

 private:
  LintFinding& at(std::string_view id, std::string_view name,
                  std::string message) {
    const Property* property = properties_.first(name);
    return property == nullptr
               ? log_.at_component(id, component_, std::move(message))
               : log_.at_value(id, *property, std::move(message));
  }

  void check_update(const Event& then) {
    const std::int64_t before = then.sequence.value_or(0);
    const std::int64_t after = now_.sequence.value_or(0);
    const std::string_view change = significant_change(now_, then);
    if (after < before) {
      at("5546-27", "SEQUENCE",
         fmt::format("SEQUENCE fell from {} to {}", before, after));
    } else if (after == before && !change.empty() && method_ != "CANCEL") {
      LintFinding& finding =
          at("5546-26", change,
             fmt::format("{} changed but SEQUENCE is still {}", change, after));
      finding.edits = raised(before + 1);
    }
    if (after == before && now_.dtstamp && then.dtstamp &&
        now_.dtstamp->instant <= then.dtstamp->instant)
      at("5546-28", "DTSTAMP", "DTSTAMP is not later than before");
  }

  std::vector<Edit> raised(std::int64_t number) {
    const Property* sequence = properties_.first("SEQUENCE");
    if (sequence == nullptr)
      return log_.appended(component_, fmt::format("SEQUENCE:{}", number));
    return log_.edits()
        .set_value(log_.part(), *sequence, std::to_string(number))
        .take();
  }

  // The same organizer, title and start under another UID.
  void check_uid(const Earlier& earlier) {
    if (!now_.organizer || now_.summary.empty()) return;
    for (const auto& [uid, then] : earlier.by_uid) {
      if (!then->organizer || then->summary != now_.summary ||
          address_key(then->organizer->uri) != address_key(now_.organizer->uri))
        continue;
      at("5546-27", "UID",
         fmt::format("the meeting had UID {} before", quoted(uid)));
      return;
    }
  }

  void check_answer(const Earlier& earlier) {
    const auto uid = earlier.by_uid.find(now_.uid);
    if (uid == earlier.by_uid.end()) {
      at("5546-30", "UID", "the message answered has another UID");
      return;
    }
    const auto exact = earlier.by_instance.find({now_.uid, now_.recurrence_id});
    const Event& asked =
        exact == earlier.by_instance.end() ? *uid->second : *exact->second;
    if (exact == earlier.by_instance.end() && !asked.recurrence.present)
      at("5546-30", "RECURRENCE-ID",
         "the message answered has no such instance");
    if (now_.sequence && *now_.sequence != asked.sequence.value_or(0))
      at("5546-30", "SEQUENCE",
         fmt::format("SEQUENCE of the message answered is {}",
                     asked.sequence.value_or(0)));
  }

  void check_reply(const Event& then) {
    if (now_.start && !same_time(now_.start, then.start))
      return changed("DTSTART");
    if (properties_.has("DTEND") && now_.duration != then.duration)
      return changed("DTEND");
    for (std::string_view name : {"SUMMARY", "LOCATION", "RRULE", "STATUS"})
      if (properties_.has(name) &&
          written(component_, name) != written(*then.component, name))
        return changed(name);
  }

  void changed(std::string_view name) {
    at("5546-29", name, fmt::format("the REPLY has another {}", name));
  }

  // Some of those invited, but not all, and STATUS all the same.
  void check_uninvited(const Earlier& earlier) {
    const auto then = earlier.by_uid.find(now_.uid);
    if (then == earlier.by_uid.end() || !properties_.has("STATUS")) return;
    std::set<std::string> gone;
    for (const auto& [name, attendee] : properties_.all("ATTENDEE"))
      gone.insert(address_key(attendee->value));
    const Event& event = *then->second;
    const std::string organizer =
        event.organizer ? address_key(event.organizer->uri) : "";
    const bool stays =
        std::ranges::any_of(event.attendees, [&](const Participant& p) {
          const std::string key = address_key(p.uri);
          return key != organizer && !gone.contains(key);
        });
    if (stays && !gone.empty())
      at("5546-09", "STATUS", "STATUS in a CANCEL for some of the attendees");
  }

  const Event& now_;
  const std::string& method_;
  const Component& component_;
  const PropertyIndex& properties_;
  CalendarLog& log_;
};

}  // namespace

void check_itip_previous(const LintedCalendar& calendar, CalendarLog& log) {
  const Earlier earlier(*calendar.input().previous);
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const int index = static_cast<int>(i);
    const EventRow* row = calendar.row(index);
    if (row == nullptr || row->method.empty() || row->event.uid.empty())
      continue;
    Comparison(row->event, row->method, calendar.component(index),
               calendar.properties(index), log)
        .with(earlier);
  }
}

}  // namespace calspam
