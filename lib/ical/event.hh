// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ical/calendar.hh"
#include "util/time.hh"

namespace calspam {

/// A DATE or DATE-TIME (RFC 5545 3.3.4, 3.3.5) with its zone applied.
struct CalendarTime {
  enum class Zone {
    Floating,
    Utc,
    Object,  ///< the object's own VTIMEZONE
    Named,   ///< a name ICU knows (IANA, or a Windows name mapped to it)
    Unknown  ///< a TZID nobody knows; taken as floating
  };
  Date date;
  std::int32_t second_of_day = 0;
  bool date_only = false;
  Zone zone = Zone::Floating;
  std::string tzid;                    ///< as written, or ""
  Instant instant = 0;                 ///< floating and unknown: as if UTC
  const Property* property = nullptr;  ///< lives with the Calendar

  /// "2026-11-22", "2026-11-22T10:00:00Z", "2026-11-22T10:00:00 Europe/Berlin"
  std::string text() const;
};

/// ORGANIZER, or one ATTENDEE (RFC 5545 3.8.4).
struct Participant {
  std::string uri;          ///< as written
  std::string address;      ///< of mailto:, domain in lower case; "" for others
  std::string domain;       ///< lower case, ""
  std::string common_name;  ///< CN
  std::string sent_by;      ///< address of SENT-BY, ""
  std::string email;        ///< EMAIL parameter
  std::string role, partstat, cutype;  ///< upper case, "" when not said
  std::optional<bool> rsvp;
  const Property* property = nullptr;
};

/// A VALARM.
struct Alarm {
  std::string action;   ///< upper case: DISPLAY, AUDIO, EMAIL, PROCEDURE, ...
  std::string trigger;  ///< as written
  std::optional<std::int64_t> offset;  ///< seconds from start or end
  std::optional<Instant> absolute;
  std::int64_t repeat = 0;           ///< REPEAT, not negative
  std::int64_t repeat_interval = 0;  ///< DURATION in seconds
  const Component* component = nullptr;
};

/// A recurrence judged by arithmetic, never by walking what a sender chose
/// beyond a fixed number of steps.
struct Recurrence {
  enum class Density { None, Yearly, Monthly, Weekly, Daily, SubDaily };
  bool present = false;   ///< RRULE or RDATE is there
  std::string rule;       ///< first RRULE as written
  std::string frequency;  ///< FREQ, upper case
  Density density = Density::None;
  bool endless = false;     ///< neither COUNT nor UNTIL
  bool impossible = false;  ///< no date satisfies it (30 February)
  double per_year = 0;      ///< occurrences in a full year
  /// How many in all; for endless ones what a calendar shows of ten years.
  std::uint64_t total = 1;
  std::optional<Instant> last;     ///< of bounded ones, as near as arithmetic
  std::vector<Instant> first;      ///< the first occurrences, in order
  bool listing_cut = false;        ///< more exist than `first` lists
  std::size_t explicit_dates = 0;  ///< RDATE values
  std::size_t exceptions = 0;      ///< EXDATE values
};

/// A VEVENT, VTODO, VJOURNAL or VFREEBUSY with typed values. Points into the
/// Calendar it was read from, and dies with it.
struct Event {
  const Component* component = nullptr;
  std::string kind;  ///< "VEVENT", ...
  std::string uid, recurrence_id, summary, description, location, status,
      transp, classification;
  std::optional<std::int64_t> sequence;
  std::optional<CalendarTime> start, end, due, dtstamp, created, last_modified;
  std::optional<std::int64_t> duration;  ///< seconds, from DTEND or DURATION
  std::optional<Participant> organizer;
  std::vector<Participant> attendees;  ///< at most limits.attendees
  std::size_t attendee_count = 0;      ///< all of them
  std::vector<Alarm> alarms;
  Recurrence recurrence;
};

/// The schedulable components of one VCALENDAR root, in order, at most
/// limits.events. `root` is an index into calendar.components; what is cut is
/// added to `anomalies`.
std::vector<Event> events_of(const Calendar& calendar, int root,
                             const Limits& limits, Anomalies& anomalies);

/// Seconds of an RFC 5545 3.3.6 duration; nothing when it is none.
std::optional<std::int64_t> parse_duration(std::string_view text);

}  // namespace calspam
