// SPDX-License-Identifier: MIT
#pragma once

#include "evidence/fact.hh"

namespace calspam {

/// What two calendar parts of one mail say differently, compared by meaning
/// and not by bytes (CC/R 18003 A.1: text/calendar and application/ics carry
/// the same invitation). Unknown with fewer than two calendars.
FactValue parts_disagree(const Subject& subject, std::size_t row);

}  // namespace calspam
