// SPDX-License-Identifier: MIT
#pragma once

#include "ical/recurrence_filter.hh"

namespace calspam {

/// Occurrences a year, on average over the 400 years after which dates and
/// weekdays repeat; COUNT and UNTIL aside. 0: nothing ever meets the rule.
/// Exact where INTERVAL is 1; otherwise the interval of days and weeks is
/// taken to spread evenly.
double occurrences_per_year(const RecurrenceFilter& filter);

}  // namespace calspam
