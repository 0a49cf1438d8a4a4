// SPDX-License-Identifier: MIT
#pragma once

#include "ical/anomaly_log.hh"
#include "ical/event.hh"
#include "ical/zone.hh"
#include "util/limits.hh"

namespace calspam {

/// What RRULE, RDATE and EXDATE of a component amount to. `start` is DTSTART
/// (or DUE), null when there is none; it is the first occurrence whether the
/// rule meets it or not (RFC 5545 3.8.5.3).
Recurrence read_recurrence(const Component& component,
                           const CalendarTime* start, Zones& zones,
                           const Limits& limits, AnomalyLog& log);

}  // namespace calspam
