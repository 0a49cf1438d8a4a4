// SPDX-License-Identifier: MIT
#include "ical/event.hh"

#include <fmt/format.h>

#include "ical/alarm.hh"
#include "ical/anomalies.hh"
#include "ical/component_names.hh"
#include "ical/participant.hh"
#include "ical/recurrence.hh"
#include "ical/value.hh"
#include "ical/zone.hh"
#include "util/text.hh"

namespace calspam {

namespace {

class EventReader {
 public:
  EventReader(const Calendar& calendar, Zones& zones, const Limits& limits,
              AnomalyLog& log)
      : calendar_(calendar), zones_(zones), limits_(limits), log_(log) {}

  Event read(int index) {
    const Component& c = calendar_.components[index];
    Event event;
    event.component = &c;
    event.kind = c.name;
    read_texts(c, event);
    read_times(c, event);
    read_participants(c, event);
    for (int child : calendar_.children(index))
      if (calendar_.components[child].name == "VALARM")
        event.alarms.push_back(
            read_alarm(calendar_.components[child], zones_, log_));
    const auto& anchor = event.start ? event.start : event.due;
    event.recurrence =
        read_recurrence(c, anchor ? &*anchor : nullptr, zones_, limits_, log_);
    return event;
  }

 private:
  void read_texts(const Component& c, Event& event) {
    event.uid = c.text("UID");
    if (const Property* id = c.property("RECURRENCE-ID"))
      event.recurrence_id = id->value;
    event.summary = c.text("SUMMARY");
    event.description = c.text("DESCRIPTION");
    event.location = c.text("LOCATION");
    event.status = ascii_upper(trimmed(c.text("STATUS")));
    event.transp = ascii_upper(trimmed(c.text("TRANSP")));
    event.classification = ascii_upper(trimmed(c.text("CLASS")));
    if (const Property* sequence = c.property("SEQUENCE")) {
      event.sequence = parse_integer(sequence->value);
      if (!event.sequence)
        log_.add(anomaly::kIcalInteger, sequence->span, sequence->value);
    }
  }

  void read_times(const Component& c, Event& event) {
    event.start = time(c, "DTSTART");
    event.end = time(c, "DTEND");
    event.due = time(c, "DUE");
    event.dtstamp = time(c, "DTSTAMP");
    event.created = time(c, "CREATED");
    event.last_modified = time(c, "LAST-MODIFIED");
    time(c, "RECURRENCE-ID");
    const auto& end = event.end ? event.end : event.due;
    if (event.start && end)
      event.duration = end->instant - event.start->instant;
    const Property* duration = c.property("DURATION");
    if (duration == nullptr) return;
    const auto seconds = parse_duration(duration->value);
    if (!seconds)
      log_.add(anomaly::kIcalDuration, duration->span, duration->value);
    if (event.duration && event.duration != seconds)
      log_.add(anomaly::kIcalEndTwice, duration->span, duration->value);
    else if (seconds)
      event.duration = seconds;
  }

  static bool says_type(const Property& property) {
    return property.parameter("VALUE") != nullptr;
  }

  static bool says_date(const Property& property) {
    return same_ignoring_case(property.parameter_value("VALUE"), "DATE");
  }

  std::optional<CalendarTime> time(const Component& c, std::string_view name) {
    const Property* property = c.property(name);
    if (property == nullptr) return {};
    const auto value = parse_date_time(property->value);
    if (trimmed(property->value).empty()) return {};
    if (!value) {
      log_.add(anomaly::kIcalDate, property->span, property->value);
      return {};
    }
    CalendarTime time;
    time.date = value->date;
    time.second_of_day = value->second_of_day;
    time.date_only = value->date_only;
    time.property = property;
    if (time.date_only != says_date(*property) && says_type(*property))
      log_.add(anomaly::kIcalValueType, property->span, property->value);
    time.tzid = property->parameter_value("TZID");
    time.instant = value->local_seconds();
    if (value->utc) {
      time.zone = CalendarTime::Zone::Utc;
    } else if (!value->date_only && !time.tzid.empty()) {
      time.zone = zones_.kind(time.tzid);
      time.instant = zones_.instant(time.tzid, time.instant);
      if (time.zone == CalendarTime::Zone::Unknown)
        log_.add(anomaly::kIcalZoneUnknown, property->span, time.tzid);
    }
    return time;
  }

  void read_participants(const Component& c, Event& event) {
    if (const Property* organizer = c.property("ORGANIZER"))
      event.organizer = read_participant(*organizer);
    for (const Property& property : c.properties) {
      if (property.name != "ATTENDEE") continue;
      if (event.attendee_count++ < limits_.attendees)
        event.attendees.push_back(read_participant(property));
    }
    if (event.attendee_count > limits_.attendees)
      log_.add(anomaly::kIcalLimitAttendees, c.span,
               counted(event.attendee_count, "attendee"));
  }

  const Calendar& calendar_;
  Zones& zones_;
  const Limits& limits_;
  AnomalyLog& log_;
};

}  // namespace

std::string CalendarTime::text() const {
  std::string out =
      fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
  if (date_only) return out;
  out += fmt::format("T{:02}:{:02}:{:02}", second_of_day / 3600,
                     second_of_day / 60 % 60, second_of_day % 60);
  if (zone == Zone::Utc) return out + "Z";
  return tzid.empty() ? out : out + " " + tzid;
}

std::vector<Event> events_of(const Calendar& calendar, int root,
                             const Limits& limits, Anomalies& anomalies) {
  AnomalyLog log(anomalies);
  Zones zones(calendar, root, limits, log);
  EventReader reader(calendar, zones, limits, log);
  std::vector<Event> events;
  std::size_t count = 0;
  const int depth = calendar.components[root].depth;
  const int size = static_cast<int>(calendar.components.size());
  for (int i = root; i < size; ++i) {
    const Component& c = calendar.components[i];
    if (i > root && c.depth <= depth) break;
    if (is_schedulable(c.name) && count++ < limits.events)
      events.push_back(reader.read(i));
  }
  if (count > limits.events)
    log.add(anomaly::kIcalLimitEvents, calendar.components[root].span,
            counted(count, "event"));
  return events;
}

}  // namespace calspam
