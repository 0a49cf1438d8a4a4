// SPDX-License-Identifier: MIT
#pragma once

#include "ical/anomaly_log.hh"
#include "ical/event.hh"
#include "ical/zone.hh"

namespace calspam {

/// A VALARM (RFC 5545 3.6.6).
Alarm read_alarm(const Component& component, Zones& zones, AnomalyLog& log);

}  // namespace calspam
