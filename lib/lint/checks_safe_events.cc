// SPDX-License-Identifier: MIT
// Events that are a nuisance: alarms, floods, far dates, long lists of guests.
#include <fmt/format.h>

#include <algorithm>

#include "evidence/recipients.hh"
#include "lint/checks_safe_rows.hh"
#include "lint/edits.hh"
#include "lint/message_parts.hh"
#include "mail/address.hh"
#include "util/text.hh"
#include "web/url.hh"

namespace calspam {
namespace {

constexpr std::size_t kMostGuests = 100;
constexpr std::int64_t kPastDays = 366, kFutureDays = 3653;
constexpr double kDaily = 366;

struct Row {
  const LintInput& input;
  LintLog& log;
  const EventRow& row;
  const CalendarPart& calendar;

  const Event& event() const { return row.event; }
  Place place(const Property* property) const {
    if (property != nullptr) return property_place(calendar, *property);
    return {calendar.part, row.event.kind,
            calendar.raw(row.event.component->span)};
  }
  Place place(std::string_view name) const {
    return place(row.event.component->property(name));
  }
};

// What an alarm does beyond showing a text, or "".
std::string deed_of(const Row& r, const Alarm& alarm) {
  if (alarm.action == "PROCEDURE") return "starts a program";
  if (alarm.action == "AUDIO") {
    const std::string sound = alarm.component->text("ATTACH");
    return parse_url(sound).is_web() ? "fetches a sound" : "";
  }
  if (alarm.action != "EMAIL" || !r.input.subject.is_mail()) return "";
  for (const Property* attendee : alarm.component->all("ATTENDEE")) {
    const std::string address = parse_calendar_address(attendee->value).spec();
    if (!address.empty() && !is_recipient(r.input.subject, address))
      return fmt::format("mails \"{}\"", address);
  }
  return "";
}

void check_alarms(const Row& r) {
  const std::vector<Alarm>& alarms = r.event().alarms;
  bool repeats = false;
  for (const Alarm& alarm : alarms) {
    repeats = repeats || alarm.repeat > 0;
    const std::string deed = deed_of(r, alarm);
    if (!deed.empty())
      r.log.add(
          safety_check("alarm-acts"),
          {r.calendar.part, "VALARM", r.calendar.raw(alarm.component->span)},
          fmt::format("an alarm that {}", deed));
  }
  if (alarms.size() < 2 && !repeats) return;
  const Calendar& calendar = r.calendar.calendar;
  Edits edits(r.input);
  for (const Alarm& alarm : alarms) {
    const auto index =
        static_cast<std::size_t>(alarm.component - calendar.components.data());
    for (const CalendarPart* copy :
         with_twins(r.input.subject, static_cast<std::size_t>(r.row.calendar)))
      edits.remove_lines(*copy, copy->calendar.components[index].span);
  }
  r.log
      .add(safety_check("alarms-pushed"),
           {r.calendar.part, "VALARM",
            r.calendar.raw(alarms.front().component->span)},
           repeats ? "an alarm that repeats" : counted(alarms.size(), "alarm"))
      .edits = edits.take();
}

void check_recurrence(const Row& r) {
  const Recurrence& recurrence = r.event().recurrence;
  if (!recurrence.present || recurrence.impossible) return;
  const bool sub_daily = recurrence.density == Recurrence::Density::SubDaily &&
                         recurrence.total > 2;
  const bool dense = recurrence.per_year > kDaily + 1;
  if (sub_daily || dense)
    r.log.add(safety_check("recurrence-floods"), r.place("RRULE"),
              fmt::format("\"{}\" comes back {:.0f} times a year",
                          recurrence.rule, recurrence.per_year));
}

void check_dates(const Row& r) {
  const Subject& subject = r.input.subject;
  const Recurrence& recurrence = r.event().recurrence;
  if (!r.event().start || !subject.now) return;
  const std::int64_t days = (r.event().start->instant - *subject.now) / kDay;
  const bool goes_on = recurrence.present &&
                       (recurrence.endless ||
                        (recurrence.last && *recurrence.last >= *subject.now));
  if ((days >= -kPastDays || goes_on) && days <= kFutureDays) return;
  const Place place = r.place("DTSTART");
  if (!r.input.has_hole(place.span))
    r.log.add(safety_check("event-far-away"), place,
              fmt::format("the event is {} days {}", days < 0 ? -days : days,
                          days < 0 ? "past" : "ahead"));
}

void check_guests(const Row& r) {
  if (r.event().attendee_count > kMostGuests)
    r.log.add(safety_check("guests-exposed"), r.place("ATTENDEE"),
              fmt::format("{} attendees are listed", r.event().attendee_count));
}

void check_class(const Row& r) {
  const std::string value = ascii_upper(trimmed(r.event().classification));
  if (r.calendar.part < 0 || r.row.method.empty() ||
      (value != "PRIVATE" && value != "CONFIDENTIAL"))
    return;
  r.log.add(safety_check("classified-but-mailed"), r.place("CLASS"),
            fmt::format("CLASS:{} in METHOD:{}", value, r.row.method));
}

void check_sent_by(const Row& r) {
  const std::optional<Participant>& organizer = r.event().organizer;
  if (!organizer || organizer->sent_by.empty()) return;
  const auto domain_of = [](std::string_view address) {
    return registrable_domain(address.substr(address.rfind('@') + 1));
  };
  const std::string agent = domain_of(organizer->sent_by);
  if (agent.empty() || agent == domain_of(organizer->address) ||
      std::ranges::any_of(r.input.subject.from, [&](const Address& from) {
        return domain_of(from.domain) == agent;
      }))
    return;
  r.log.add(safety_check("sent-by-stranger"), r.place(organizer->property),
            fmt::format("SENT-BY \"{}\" acts for \"{}\"", organizer->sent_by,
                        organizer->address));
}

}  // namespace

void check_safety_of_events(const LintInput& input, LintLog& log) {
  for (const EventRow& row : input.subject.events) {
    const Row r{
        input, log, row,
        input.subject.calendars[static_cast<std::size_t>(row.calendar)]};
    check_alarms(r);
    check_recurrence(r);
    check_dates(r);
    check_guests(r);
    check_class(r);
    check_sent_by(r);
  }
}

}  // namespace calspam
