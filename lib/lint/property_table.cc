// SPDX-License-Identifier: MIT
#include "lint/property_table.hh"

#include <algorithm>
#include <array>

namespace calspam {

namespace {

constexpr std::uint16_t kMeetings = kInEvent | kInTask;
constexpr std::uint16_t kPeople = kInItems | kInBusy;

// Sorted.
constexpr auto kRows = std::to_array<PropertyRow>({
    {"ACKNOWLEDGED", kInAlarm, kInAlarm},
    {"ACTION", kInAlarm, kInAlarm},
    {"ATTACH", kInItems | kInAlarm, 0},
    {"ATTENDEE", kPeople | kInAlarm, 0},
    {"CALSCALE", kInCalendar, kInCalendar},
    {"CATEGORIES", kInItems | kInCalendar, 0},
    {"CLASS", kInItems, kInItems},
    {"COLOR", kInItems | kInCalendar, kInItems | kInCalendar},
    {"COMMENT", kPeople | kInObservance, 0},
    {"COMPLETED", kInTask, kInTask},
    {"CONCEPT", kInItems | kInCalendar, 0},
    {"CONFERENCE", kMeetings, 0},
    {"CONTACT", kPeople, kInBusy},
    {"CREATED", kInItems, kInItems},
    {"DESCRIPTION", kInItems | kInAlarm | kInCalendar, kMeetings | kInAlarm},
    {"DTEND", kInEvent | kInBusy, kInEvent | kInBusy},
    {"DTSTAMP", kPeople, kPeople},
    {"DTSTART", kPeople | kInObservance, kPeople | kInObservance},
    {"DUE", kInTask, kInTask},
    {"DURATION", kMeetings | kInAlarm, kMeetings | kInAlarm},
    {"EXDATE", kInItems, 0},
    {"FREEBUSY", kInBusy, 0},
    {"GEO", kMeetings, kMeetings},
    {"IMAGE", kInItems | kInCalendar, 0},
    {"LAST-MODIFIED", kInItems | kInZone | kInCalendar,
     kInItems | kInZone | kInCalendar},
    {"LINK", kPeople | kInCalendar | kInAlarm, 0},
    {"LOCATION", kMeetings, kMeetings},
    {"METHOD", kInCalendar, kInCalendar},
    {"NAME", kInCalendar, 0},
    {"ORGANIZER", kPeople, kPeople},
    {"PERCENT-COMPLETE", kInTask, kInTask},
    {"PRIORITY", kMeetings, kMeetings},
    {"PRODID", kInCalendar, kInCalendar},
    {"PROXIMITY", kInAlarm, kInAlarm},
    {"RDATE", kInItems | kInObservance, 0},
    {"RECURRENCE-ID", kInItems, kInItems},
    {"REFID", kPeople | kInCalendar, 0},
    {"REFRESH-INTERVAL", kInCalendar, kInCalendar},
    {"RELATED-TO", kInItems | kInAlarm, 0},
    {"REPEAT", kInAlarm, kInAlarm},
    {"REQUEST-STATUS", kPeople, 0},
    {"RESOURCES", kMeetings, 0},
    {"RRULE", kInItems | kInObservance, 0},
    {"SEQUENCE", kInItems, kInItems},
    {"SOURCE", kInCalendar, kInCalendar},
    {"STATUS", kInItems, kInItems},
    {"SUMMARY", kInItems | kInAlarm, kInItems | kInAlarm},
    {"TRANSP", kInEvent, kInEvent},
    {"TRIGGER", kInAlarm, kInAlarm},
    {"TZID", kInZone, kInZone},
    {"TZNAME", kInObservance, 0},
    {"TZOFFSETFROM", kInObservance, kInObservance},
    {"TZOFFSETTO", kInObservance, kInObservance},
    {"TZUNTIL", kInZone, kInZone},
    {"TZURL", kInZone, kInZone},
    {"UID", kPeople | kInCalendar | kInAlarm, kPeople | kInCalendar | kInAlarm},
    {"URL", kPeople | kInCalendar, kPeople | kInCalendar},
    {"VERSION", kInCalendar, kInCalendar},
});

struct Kind {
  std::string_view name;
  std::uint16_t bit;
};
constexpr Kind kKinds[] = {
    {"VCALENDAR", kInCalendar},  {"VEVENT", kInEvent},
    {"VTODO", kInTask},          {"VJOURNAL", kInJournal},
    {"VFREEBUSY", kInBusy},      {"VTIMEZONE", kInZone},
    {"STANDARD", kInObservance}, {"DAYLIGHT", kInObservance},
    {"VALARM", kInAlarm},
};

}  // namespace

std::uint16_t component_bit(std::string_view component) {
  const auto found = std::ranges::find(kKinds, component, &Kind::name);
  return found == std::end(kKinds) ? std::uint16_t{0} : found->bit;
}

std::span<const PropertyRow> property_rows() {
  return kRows;
}

const PropertyRow* property_row(std::string_view name) {
  const auto found =
      std::ranges::lower_bound(kRows, name, {}, &PropertyRow::name);
  return found == kRows.end() || found->name != name ? nullptr : &*found;
}

}  // namespace calspam
