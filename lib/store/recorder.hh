// SPDX-License-Identifier: MIT
#pragma once

#include "store/sighting.hh"
#include "store/store_state.hh"
#include "util/time.hh"

namespace calspam {

/// Writes one sighting within the open transaction. False when its bytes were
/// known: then only the place where they lay is added, if that is new. Throws
/// DatabaseFault.
bool record(StoreState& state, const Sighting& sighting, Instant now);

}  // namespace calspam
