// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evidence/subject.hh"

namespace calspam {

/// A calendar part beside the others.
struct ComparedCalendar {
  std::string part;     ///< MIME path, "" for a calendar file
  std::string twin_of;  ///< path of an earlier part that says the same, or ""
};

/// What the calendar parts say differently.
struct Disagreement {
  std::string what;  ///< "SUMMARY", "alarms"; "event": who has it at all
  std::string uid;   ///< of which event; "" where there is but one
  /// One for each calendar that is nobody's twin. Untrusted UTF-8, but for
  /// "(none)", "present" and "absent".
  std::vector<std::string> values;
};

/// The calendar parts of a message side by side.
struct PartComparison {
  std::vector<ComparedCalendar> calendars;
  std::vector<Disagreement> disagreements;  ///< the first forty

  /// Paths of those that `values` are of.
  std::vector<std::string> compared() const;
};

/// Null where a message has not two calendars. Events are held together by UID
/// and RECURRENCE-ID.
std::shared_ptr<const PartComparison> compared_parts(const Subject& subject);

}  // namespace calspam
