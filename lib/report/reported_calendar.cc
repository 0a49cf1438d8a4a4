// SPDX-License-Identifier: MIT
#include "report/reported_calendar.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kListed = 10;

const std::string& address_or_uri(const Participant& participant) {
  return participant.address.empty() ? participant.uri : participant.address;
}

std::string time_text(const std::optional<CalendarTime>& time) {
  return time ? reported_text(time->text()) : "";
}

void add_recurrence(const Recurrence& recurrence, ReportedEvent& reported) {
  reported.rule = reported_text(recurrence.rule);
  reported.occurrences = recurrence.total;
  reported.occurrences_per_year = recurrence.per_year;
  reported.endless = recurrence.endless;
  for (Instant instant : recurrence.first) {
    if (reported.first_occurrences.size() == kListed) break;
    reported.first_occurrences.push_back(iso_instant(instant));
  }
}

void add_people(const Event& event, ReportedEvent& reported) {
  if (event.organizer) {
    reported.organizer = reported_text(address_or_uri(*event.organizer));
    reported.organizer_name = reported_text(event.organizer->common_name);
  }
  reported.attendee_count = event.attendee_count;
  for (const Participant& attendee : event.attendees) {
    if (reported.attendees.size() == kListed) break;
    reported.attendees.push_back(reported_text(address_or_uri(attendee)));
  }
}

ReportedEvent reported_event(const Event& event) {
  ReportedEvent reported;
  reported.component = reported_text(event.kind);
  reported.uid = reported_text(event.uid);
  reported.recurrence_id = reported_text(event.recurrence_id);
  reported.summary = reported_text(event.summary);
  reported.start = time_text(event.start);
  reported.end = time_text(event.end ? event.end : event.due);
  reported.location = reported_text(event.location);
  reported.status = reported_text(event.status);
  reported.sequence = event.sequence;
  add_people(event, reported);
  add_recurrence(event.recurrence, reported);
  reported.alarm_count = event.alarms.size();
  for (const Alarm& alarm : event.alarms) {
    if (reported.alarms.size() == kListed) break;
    reported.alarms.push_back(
        {reported_text(alarm.action), reported_text(alarm.trigger)});
  }
  return reported;
}

ReportedCalendar reported_calendar(const Subject& subject,
                                   const CalendarPart& carrier) {
  ReportedCalendar reported;
  const auto part = static_cast<std::size_t>(carrier.part);
  if (carrier.part >= 0 && part < subject.message.parts.size()) {
    const Part& mime = subject.message.parts[part];
    reported.part = mime.path;
    if (const Parameter* method = mime.type.parameter("method"))
      reported.mime_method = reported_text(method->value);
  }
  const Calendar& calendar = carrier.calendar;
  reported.method = reported_text(calendar.method());
  for (int root : calendar.roots()) {
    const auto index = static_cast<std::size_t>(root);
    reported.prodid = reported_text(calendar.components[index].text("PRODID"));
    if (!reported.prodid.empty()) break;
  }
  return reported;
}

}  // namespace

std::string reported_text(std::string_view text, std::size_t bytes) {
  const std::string_view kept = truncated(text, bytes);
  std::string out = to_valid_utf8(kept);
  if (kept.size() < text.size()) out += "\u2026";
  return out;
}

std::vector<ReportedCalendar> reported_calendars(const Subject& subject) {
  std::vector<ReportedCalendar> reported;
  for (const CalendarPart& carrier : subject.calendars)
    reported.push_back(reported_calendar(subject, carrier));
  for (const EventRow& row : subject.events) {
    const auto index = static_cast<std::size_t>(row.calendar);
    if (row.calendar < 0 || index >= reported.size()) continue;
    ReportedCalendar& calendar = reported[index];
    ++calendar.event_count;
    if (calendar.events.size() < kListed)
      calendar.events.push_back(reported_event(row.event));
  }
  return reported;
}

}  // namespace calspam
