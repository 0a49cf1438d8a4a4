// SPDX-License-Identifier: MIT
#include "ical/anomaly_log.hh"

#include <algorithm>
#include <string>

namespace calspam {

void AnomalyLog::add(const AnomalyKind& kind, Span span,
                     std::string_view detail) {
  auto known = std::find_if(counts_.begin(), counts_.end(),
                            [&](const Count& c) { return c.kind == &kind; });
  if (known == counts_.end()) known = counts_.insert(known, {&kind, 0});
  if (++known->count > kPerKind) return;
  if (kind.weight == Weight::Limit) any_limit_ = true;
  anomalies_.push_back({&kind, std::string(detail.substr(0, 200)), span, -1});
}

}  // namespace calspam
