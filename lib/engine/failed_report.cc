// SPDX-License-Identifier: MIT
#include "engine/failed_report.hh"

#include <fmt/format.h>

namespace calspam {
namespace {

std::string_view id_of(Failure::Kind kind) {
  switch (kind) {
    case Failure::Kind::Crash:
      return "worker-crash";
    case Failure::Kind::Deadline:
      return "worker-deadline";
    case Failure::Kind::Exception:
      return "worker-exception";
  }
  return "";
}

// 'it'\''s' is what a shell reads as it's.
std::string quoted(std::string_view path) {
  std::string out = "'";
  for (char c : path) {
    if (c == '\'')
      out += "'\\''";
    else
      out += c;
  }
  return out + "'";
}

std::string command_to_repeat(const Outcome& outcome) {
  const Origin& origin = outcome.origin;
  if (origin.index == 0 || !origin.member.empty() || origin.path == "-")
    return "calspam scan " + quoted(origin.path);
  return fmt::format("tail -c +{} {} | head -c {} | calspam scan -",
                     origin.offset + 1, quoted(origin.path), outcome.size);
}

}  // namespace

Report failed_report(const Outcome& outcome, const Failure& failure) {
  Report report;
  report.origin = outcome.origin;
  report.kind = outcome.kind;
  report.size = outcome.size;
  report.sha256 = outcome.sha256;
  report.verdict.level = Level::Unknown;
  report.complete = false;
  ReportedAnomaly anomaly;
  anomaly.id = id_of(failure.kind);
  anomaly.weight = weight_name(Weight::Limit);
  anomaly.summary = "the message was not analysed: " + failure.text();
  anomaly.detail = command_to_repeat(outcome);
  report.limits.push_back(anomaly.id);
  report.anomalies.push_back(std::move(anomaly));
  report.anomaly_count = 1;
  return report;
}

}  // namespace calspam
