// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "util/span.hh"

namespace calspam {

/// How much something in the record should make a reader think.
enum class ProvenanceWeight { Note, Odd, Strong };
std::string_view provenance_weight_name(ProvenanceWeight weight);

/// One kind of thing that provenance finds. Ids are stable: they stand in
/// records, and in calspam-provenance(1).
struct ProvenanceFindingKind {
  std::string_view id;
  ProvenanceWeight weight;
  std::string_view summary;  ///< what it means, one sentence
};
/// In the order users see them.
std::span<const ProvenanceFindingKind> provenance_finding_kinds();
/// `id` must be in the table.
const ProvenanceFindingKind& provenance_finding_kind(std::string_view id);

struct ProvenanceFinding {
  const ProvenanceFindingKind* kind = nullptr;  ///< points into the table
  std::string detail;                           ///< what was seen; untrusted
  int hop = -1;     ///< index into Path::hops, -1: not about a hop
  int object = -1;  ///< index into Provenance::objects, -1: not about one
  Span span;        ///< raw input bytes, empty when there is no one place
};
using ProvenanceFindings = std::vector<ProvenanceFinding>;

}  // namespace calspam
