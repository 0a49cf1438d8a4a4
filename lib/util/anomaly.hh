// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "util/span.hh"

namespace calspam {

/// How much an anomaly means.
enum class Weight {
  Note,       ///< honest software does this every day
  Odd,        ///< seldom seen from software that schedules meetings
  Ambiguous,  ///< two honest readers would read different things
  Limit       ///< a bound was reached and part of the input was not read
};

std::string_view weight_name(Weight weight);

/// One kind of oddity. Each module that reads input keeps a constant table of
/// its kinds (mail/anomalies.hh, ical/anomalies.hh), so the ids are closed and
/// documented. Ids are stable: they stand in reports.
struct AnomalyKind {
  std::string_view id;  ///< "mime-boundary-missing"
  Weight weight;
  std::string_view summary;  ///< one sentence: what it is, who makes it
};

/// Something odd that a reader met, and where. Work goes on after it.
struct Anomaly {
  const AnomalyKind* kind = nullptr;  ///< points into a constant table
  std::string detail;  ///< the value that was seen; input bytes, not escaped
  Span span;           ///< raw input bytes
  int part = -1;       ///< index into Message::parts, or -1

  bool is_limit() const { return kind->weight == Weight::Limit; }
};

using Anomalies = std::vector<Anomaly>;

}  // namespace calspam
