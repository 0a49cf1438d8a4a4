// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>

#include "ical/recurrence_filter.hh"
#include "lint/calendar_values.hh"
#include "lint/linted_calendar.hh"

namespace calspam {

/// What a component with a rule says of its instances, asked by arithmetic: one
/// question costs the same whatever the rule.
class Series {
 public:
  explicit Series(const PropertyIndex& properties);

  const WrittenTime& start() const { return start_; }
  bool recurs() const { return recurs_; }
  /// DTSTART meets the rule itself; also true where that cannot be told.
  bool starts_in_rule() const;
  /// False only where the time is surely no instance.
  bool may_have(const WrittenTime& time) const;

 private:
  bool meets(std::int64_t local) const;
  bool meets_interval(std::int64_t day) const;
  bool meets_time(std::int32_t second) const;

  WrittenTime start_;
  std::optional<RecurrenceFilter> filter_;
  std::set<std::string> additions_;  ///< RDATE values
  bool recurs_ = false;
  bool certain_ = true;  ///< the arithmetic covers the rule
};

}  // namespace calspam
