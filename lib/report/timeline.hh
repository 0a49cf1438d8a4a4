// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "report/overview.hh"
#include "report/report.hh"

namespace calspam {

// Drawings in SVG, for inside an HTML page: its stylesheet has the classes.

/// When a message came and when its events fall; "" when too little is known
/// for a line.
std::string event_timeline(const Report& report);
/// On which days the events of a batch fall, as bars; what lies far from the
/// rest is said in words. "" when no day is known.
std::string batch_timeline(const DayCounts& days);

}  // namespace calspam
