// SPDX-License-Identifier: MIT
#pragma once

#include "provenance/finding.hh"
#include "provenance/recorded.hh"
#include "provenance/signature.hh"

namespace calspam {

/// What our own verification says beside what receivers recorded.
void find_signature_oddities(const Signatures& signatures,
                             const RecordedAuthentication& recorded,
                             ProvenanceFindings& findings);

}  // namespace calspam
