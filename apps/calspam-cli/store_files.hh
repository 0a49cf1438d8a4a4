// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "store/sighting.hh"

namespace calspam {

/// What the inputs below some paths are, as far as a store is asked about them:
/// bytes' digest and events.
struct StoreFiles {
  std::vector<Sighting> sightings;  ///< in the order of the inputs
  bool fine = true;  ///< false: something was said on standard error
};

/// Reads them in a sandboxed worker.
StoreFiles read_store_files(const std::vector<std::string>& paths);

}  // namespace calspam
