// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "ical/anomaly_log.hh"
#include "ical/calendar.hh"

namespace calspam {

/// What is odd about the properties of one component: repeated, missing,
/// unknown, empty, or not of their form (RFC 5545 3.6, 3.8).
void check_component(const Component& component, std::string_view method,
                     AnomalyLog& log);

}  // namespace calspam
