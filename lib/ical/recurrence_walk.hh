// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "ical/recurrence_filter.hh"

namespace calspam {

/// How a walk over a rule ended.
enum class WalkEnd {
  Done,     ///< no more occurrences before the year 10,000
  Stopped,  ///< the visitor had enough
  OutOfSteps
};

/// Calls `visit` with the occurrences of a rule in rising order, as local
/// seconds since 1970, not before the start, looking at `steps` days (or hours,
/// minutes, seconds) at most. COUNT and UNTIL are the visitor's, who returns
/// false to end the walk.
WalkEnd walk_rule(const RecurrenceFilter& filter, std::size_t steps,
                  const std::function<bool(std::int64_t)>& visit);

}  // namespace calspam
