// SPDX-License-Identifier: MIT
#include "ical/component_names.hh"

#include <algorithm>

namespace calspam {

namespace {

constexpr std::string_view kSchedulable[] = {"VEVENT", "VTODO", "VJOURNAL",
                                             "VFREEBUSY"};

constexpr std::string_view kKnown[] = {
    "VCALENDAR",   "VEVENT",        "VTODO",     "VJOURNAL",
    "VFREEBUSY",   "VTIMEZONE",     "STANDARD",  "DAYLIGHT",
    "VALARM",      "VAVAILABILITY", "AVAILABLE",  // RFC 7953
    "PARTICIPANT", "VLOCATION",     "VRESOURCE",  // RFC 9073
    "VPOLL",       "VVOTER",        "VOTE",       // draft-ietf-calext-vpoll
};

constexpr std::string_view kOnceInCalendar[] = {"METHOD", "VERSION", "PRODID",
                                                "CALSCALE"};

// DESCRIPTION and SUMMARY are among them although VJOURNAL may repeat the
// first: nobody sends journals.
constexpr std::string_view kOnceInEvent[] = {
    "UID",       "DTSTART",         "DTEND",         "DUE",
    "DURATION",  "SUMMARY",         "DESCRIPTION",   "LOCATION",
    "ORGANIZER", "DTSTAMP",         "SEQUENCE",      "STATUS",
    "CLASS",     "CREATED",         "LAST-MODIFIED", "PRIORITY",
    "TRANSP",    "RECURRENCE-ID",   "URL",           "GEO",
    "COMPLETED", "PERCENT-COMPLETE"};

constexpr std::string_view kOnceInAlarm[] = {
    "ACTION", "TRIGGER", "DURATION", "REPEAT", "DESCRIPTION", "SUMMARY"};

constexpr std::string_view kOnceInZone[] = {"TZID", "TZURL"};

constexpr std::string_view kOnceInObservance[] = {"DTSTART", "TZOFFSETFROM",
                                                  "TZOFFSETTO"};

constexpr std::string_view kRequiredInCalendar[] = {"VERSION", "PRODID"};
constexpr std::string_view kRequiredInEvent[] = {"UID", "DTSTAMP"};
constexpr std::string_view kRequiredInAlarm[] = {"ACTION", "TRIGGER"};
constexpr std::string_view kRequiredInZone[] = {"TZID"};

// Sorted. RFC 5545, 6638, 7529, 7809, 7953, 7986, 9073, 9074, 9253; EXRULE,
// DAYLIGHT and TZ are of RFC 2445 and vCalendar 1.0.
constexpr std::string_view kProperties[] = {
    "ACKNOWLEDGED",
    "ACTION",
    "ATTACH",
    "ATTENDEE",
    "BUSYTYPE",
    "CALENDAR-ADDRESS",
    "CALSCALE",
    "CATEGORIES",
    "CLASS",
    "COLOR",
    "COMMENT",
    "COMPLETED",
    "CONCEPT",
    "CONFERENCE",
    "CONTACT",
    "CREATED",
    "DAYLIGHT",
    "DESCRIPTION",
    "DTEND",
    "DTSTAMP",
    "DTSTART",
    "DUE",
    "DURATION",
    "EXDATE",
    "EXRULE",
    "FREEBUSY",
    "GEO",
    "IMAGE",
    "LAST-MODIFIED",
    "LINK",
    "LOCATION",
    "LOCATION-TYPE",
    "METHOD",
    "NAME",
    "ORGANIZER",
    "PARTICIPANT-TYPE",
    "PERCENT-COMPLETE",
    "PRIORITY",
    "PRODID",
    "PROXIMITY",
    "RDATE",
    "RECURRENCE-ID",
    "REFID",
    "REFRESH-INTERVAL",
    "RELATED-TO",
    "REPEAT",
    "REQUEST-STATUS",
    "RESOURCE-TYPE",
    "RESOURCES",
    "RRULE",
    "SEQUENCE",
    "SOURCE",
    "STATUS",
    "STRUCTURED-DATA",
    "STYLED-DESCRIPTION",
    "SUMMARY",
    "TRANSP",
    "TRIGGER",
    "TZ",
    "TZID",
    "TZID-ALIAS-OF",
    "TZNAME",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "TZUNTIL",
    "TZURL",
    "UID",
    "URL",
    "VERSION",
};

bool contains(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool is_schedulable(std::string_view component) {
  return contains(kSchedulable, component);
}

bool is_known_component(std::string_view component) {
  return contains(kKnown, component);
}

std::span<const std::string_view> single_properties(
    std::string_view component) {
  if (is_schedulable(component)) return kOnceInEvent;
  if (component == "VCALENDAR") return kOnceInCalendar;
  if (component == "VALARM") return kOnceInAlarm;
  if (component == "VTIMEZONE") return kOnceInZone;
  if (component == "STANDARD" || component == "DAYLIGHT")
    return kOnceInObservance;
  return {};
}

std::span<const std::string_view> required_properties(
    std::string_view component) {
  if (is_schedulable(component)) return kRequiredInEvent;
  if (component == "VCALENDAR") return kRequiredInCalendar;
  if (component == "VALARM") return kRequiredInAlarm;
  if (component == "VTIMEZONE") return kRequiredInZone;
  return {};
}

bool is_known_property(std::string_view property) {
  return property.starts_with("X-") ||
         std::binary_search(std::begin(kProperties), std::end(kProperties),
                            property);
}

}  // namespace calspam
