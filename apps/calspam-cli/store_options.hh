// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "command.hh"
#include "store/sighting.hh"
#include "store/store.hh"
#include "util/result.hh"
#include "util/time.hh"

namespace calspam {

/// What a verb of the store was asked for.
struct StoreOptions {
  std::string path;                   ///< --store
  std::string verb;                   ///< the first operand
  std::vector<std::string> operands;  ///< those after it
  bool json = false;                  ///< JSON lines, else text
  bool ascii = false;
  std::size_t most = 100;          ///< --limit
  std::optional<std::string> key;  ///< of --hash-recipients
  std::vector<Trait> traits;       ///< of same-as; any of them
  std::optional<Instant> before;   ///< of forget
  std::string user;                ///< of forget
};

Result<StoreOptions> store_options(const Arguments& arguments);

/// `address` as the store has it: hashed where --hash-recipients says so.
std::string asked_address(const StoreOptions& options,
                          const std::string& address);

}  // namespace calspam
