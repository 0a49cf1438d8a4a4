// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "ical/calendar.hh"
#include "util/anomaly.hh"
#include "util/limits.hh"

namespace calspam {

/// What libical, which stands for the clients out there, makes of a calendar.
struct CalendarOpinion {
  bool asked = false;
  /// What it reads otherwise than we do: a lower-case phrase each.
  std::vector<std::string> differences;
  /// Its remarks on what it did not like.
  Anomalies anomalies;
};

/// Lets libical read canonical_text(ours). Not asked, with an anomaly that says
/// so, when that is longer than 1 MiB. Callers may be on several threads; they
/// take turns.
CalendarOpinion ask_libical(const Calendar& ours, const Limits& limits);

/// Opens what libical reads at its first use, before a sandbox closes the file
/// system.
void warm_up_libical();

}  // namespace calspam
