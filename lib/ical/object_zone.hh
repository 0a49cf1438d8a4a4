// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ical/anomaly_log.hh"
#include "ical/calendar.hh"
#include "ical/value.hh"
#include "util/limits.hh"
#include "util/time.hh"

namespace calspam {

/// A VTIMEZONE (RFC 5545 3.6.5), evaluated by arithmetic: the change before a
/// time is computed from the yearly rule, never found by walking. Owns its
/// values. Times are local, in seconds since 1970 as if UTC.
class ObjectZone {
 public:
  ObjectZone(const Calendar& calendar, int component, const Limits& limits,
             AnomalyLog& log);

  /// False when no observance could be read.
  bool usable() const { return !observances_.empty(); }
  /// Seconds east of Greenwich at that local time.
  std::int32_t offset(std::int64_t local) const;

 private:
  /// A change every year: the n-th weekday, or a day, of a month.
  struct Yearly {
    std::vector<int> months;         ///< 1..12, sorted
    int nth = 0;                     ///< 1..5 or -1..-5; 0: by day of month
    int weekday = 0;                 ///< 0 Sunday
    int day_from = 0, day_to = 0;    ///< within these days; 0: any
    std::int64_t until = INT64_MAX;  ///< UTC

    std::optional<std::int64_t> day(std::int32_t year, int month) const;
  };
  struct Observance {
    std::int32_t from = 0, to = 0;
    std::int64_t start = 0;
    std::optional<Yearly> yearly;
    std::vector<std::int64_t> dates;  ///< RDATE, sorted

    /// The last change at or before `local`.
    std::optional<std::int64_t> last_change(std::int64_t local) const;
  };

  void read(const Component& component, const Limits& limits, AnomalyLog& log);
  static std::optional<Yearly> read_rule(const Property& rule,
                                         const DateTimeValue& start);

  std::vector<Observance> observances_;
};

}  // namespace calspam
