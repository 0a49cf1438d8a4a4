// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "report/explanation.hh"

namespace calspam {

std::vector<ComparedCalendar> compared_calendars(const Subject& subject);

/// What the calendars that are nobody's twin say differently of events with
/// the same UID, or of having them; values in the order of those calendars.
std::vector<Disagreement> disagreements(const Subject& subject);

}  // namespace calspam
