// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "provenance/provenance.hh"

namespace calspam {

/// Where an event came from, as a part of a message's section in an HTML
/// report: the sentence, the hops with the border drawn, who answers for it,
/// the checkpoints and what was found.
std::string html_provenance(const Provenance& provenance);

}  // namespace calspam
