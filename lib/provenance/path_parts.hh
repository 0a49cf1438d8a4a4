// SPDX-License-Identifier: MIT
#pragma once

// What trace_path() is made of. Only lib/provenance/path*.cc include this.

#include "provenance/path.hh"

namespace calspam {

/// Finds the border and marks the zones of the hops.
void find_border(const Subject& subject, Path& path);
/// Looks for other records of the address that connected.
void call_witnesses(const Subject& subject, Path& path);
void find_origin(const Subject& subject, Path& path);
void find_path_oddities(const Subject& subject, const Path& path,
                        ProvenanceFindings& findings);

/// Adds a finding about a hop, or (-1) about the whole path.
void add_finding(ProvenanceFindings& findings, std::string_view id,
                 std::string detail, int hop = -1, Span span = {});

inline PathHop& hop_at(Path& path, int index) {
  return path.hops[static_cast<std::size_t>(index)];
}

}  // namespace calspam
