// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "util/anomaly.hh"

namespace calspam {

/// Collects anomalies and keeps at most kPerKind of each kind, so that a file
/// with a million odd lines costs no more than one with a few. Borrows the
/// vector it adds to.
class AnomalyLog {
 public:
  static constexpr std::size_t kPerKind = 16;

  explicit AnomalyLog(Anomalies& anomalies) : anomalies_(anomalies) {}

  /// `detail` is cut at 200 bytes.
  void add(const AnomalyKind& kind, Span span, std::string_view detail = {});
  bool any_limit() const { return any_limit_; }

 private:
  struct Count {
    const AnomalyKind* kind;
    std::size_t count;
  };
  Anomalies& anomalies_;
  std::vector<Count> counts_;
  bool any_limit_ = false;
};

}  // namespace calspam
