// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/sighting.hh"

namespace calspam {

/// The form in which values of a kind are stored and looked for: addresses and
/// domains in lower case, IPv4 addresses without their IPv6 prefix, hashes
/// without "sha256:", telephone numbers as digits.
std::string trait_value(TraitKind kind, std::string_view written);

/// What a person who says `--link VALUE` may mean: the whole link, its host, or
/// the domain of it.
std::vector<Trait> link_traits(std::string_view written);

/// All that sightings are found by, of one: its traits, cleaned, each once.
std::vector<Trait> stored_traits(const Sighting& sighting);

/// Lower case, without "mailto:" and angle brackets.
std::string stored_address(std::string_view written);

}  // namespace calspam
