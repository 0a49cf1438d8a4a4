// SPDX-License-Identifier: MIT
#pragma once

#include "ical/anomaly_log.hh"
#include "ical/calendar.hh"
#include "ical/content_line.hh"
#include "util/limits.hh"

namespace calspam {

/// Takes a content line apart (RFC 5545 3.1). A line that is none (no colon,
/// no name before it, or a link: "https://...") comes back with an empty name
/// and the whole line as value, so that what it says is not lost.
Property parse_property(const ContentLine& line, const Limits& limits,
                        AnomalyLog& log);

}  // namespace calspam
