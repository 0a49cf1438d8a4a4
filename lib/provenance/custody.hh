// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evidence/subject.hh"
#include "provenance/limits.hh"

namespace calspam {

/// The digest of one MIME part: of its body with the transfer encoding undone.
struct PartDigest {
  std::string path, type;
  std::uint64_t size = 0;
  std::string sha256;  ///< "" where the part was not read in full
};

/// What was looked at and with what, so that it can be looked at again.
struct Custody {
  std::string sha256;  ///< of the input's bytes
  std::uint64_t size = 0;
  /// Without the trace fields that each recipient's copy has of its own.
  std::string content_sha256;
  std::vector<PartDigest> parts;
  std::size_t part_count = 0;
  std::string tool;   ///< "calspam 1.2.3"
  std::string rules;  ///< "sha256:...", "" when no rules were asked
};

Custody custody_of(const Subject& subject, const ProvenanceLimits& limits);

}  // namespace calspam
