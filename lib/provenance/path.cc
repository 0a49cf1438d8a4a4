// SPDX-License-Identifier: MIT
#include "provenance/path.hh"

#include "provenance/path_parts.hh"
#include "provenance/words.hh"

namespace calspam {
namespace {

constexpr std::size_t kRawBytes = 1'000;

PathHop path_hop(const Subject& subject, Received line) {
  PathHop hop;
  const std::string_view raw = slice(subject.raw->bytes, line.span);
  hop.raw = recorded_text(raw, {.text_bytes = kRawBytes});
  for (std::string* text : {&line.from_name, &line.from_host, &line.ident,
                            &line.by, &line.with, &line.id, &line.envelope_for,
                            &line.envelope_from, &line.cipher, &line.account})
    *text = recorded_text(*text, {.text_bytes = kRawBytes});
  hop.line = std::move(line);
  return hop;
}

void measure_delays(Path& path) {
  for (std::size_t i = 0; i + 1 < path.hops.size(); ++i) {
    const auto& newer = path.hops[i].line.time;
    const auto& older = path.hops[i + 1].line.time;
    if (newer && older) path.hops[i].delay = *newer - *older;
  }
}

}  // namespace

std::string_view hop_zone_name(HopZone zone) {
  switch (zone) {
    case HopZone::Inside:
      return "inside";
    case HopZone::Border:
      return "border";
    case HopZone::Claimed:
      return "claimed";
  }
  return "claimed";
}

std::string_view border_method_name(BorderMethod method) {
  switch (method) {
    case BorderMethod::None:
      return "none";
    case BorderMethod::Configured:
      return "configured";
    case BorderMethod::ProviderTable:
      return "provider-table";
    case BorderMethod::Organisation:
      return "organisation";
    case BorderMethod::FirstPublic:
      return "first-public";
  }
  return "none";
}

std::string_view confidence_name(Confidence confidence) {
  switch (confidence) {
    case Confidence::None:
      return "none";
    case Confidence::Low:
      return "low";
    case Confidence::Medium:
      return "medium";
    case Confidence::High:
      return "high";
  }
  return "none";
}

const PathHop* border_hop(const Path& path) {
  if (path.border.hop < 0) return nullptr;
  return &path.hops[static_cast<std::size_t>(path.border.hop)];
}

Path trace_path(const Subject& subject, const ProvenanceLimits& limits,
                ProvenanceFindings& findings) {
  Path path;
  if (!subject.is_mail()) return path;
  std::vector<Received> lines =
      received_fields(subject.message, ReceivedDetail::All, *subject.limits);
  path.hop_count = lines.size();
  if (lines.size() > limits.hops) lines.resize(limits.hops);
  for (Received& line : lines)
    path.hops.push_back(path_hop(subject, std::move(line)));
  measure_delays(path);
  find_border(subject, path);
  call_witnesses(subject, path);
  find_origin(subject, path);
  find_path_oddities(subject, path, findings);
  return path;
}

}  // namespace calspam
