// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "ical/anomaly_log.hh"
#include "ical/calendar.hh"
#include "ical/event.hh"
#include "ical/value.hh"
#include "util/limits.hh"

namespace calspam {

/// The zones that the times of one VCALENDAR name: first its own VTIMEZONEs,
/// then what ICU knows (IANA names, also behind the prefix of a vendor, and
/// Windows names). Keeps what it looked up. One thread at a time. Never opens
/// a file that a TZID names.
class Zones {
 public:
  /// What is odd about a VTIMEZONE goes to `log`, which must outlive this.
  Zones(const Calendar& calendar, int root, const Limits& limits,
        AnomalyLog& log);
  ~Zones();
  Zones(const Zones&) = delete;
  Zones& operator=(const Zones&) = delete;

  /// Object, Named or Unknown.
  CalendarTime::Zone kind(std::string_view tzid);
  /// The instant of a local time (seconds since 1970 as if UTC). A time that
  /// a change skips is read with the offset before it, one that comes twice is
  /// the first (RFC 5545 3.3.5). Unknown zones: as if UTC.
  Instant instant(std::string_view tzid, std::int64_t local_seconds);

 private:
  struct Table;
  std::unique_ptr<Table> table_;
};

/// Whether a TZID is a name that may be shown to other parsers: known to ICU
/// as an IANA name, and of harmless bytes.
bool is_iana_zone(std::string_view tzid);

}  // namespace calspam
