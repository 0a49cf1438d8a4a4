// SPDX-License-Identifier: MIT
#pragma once

// What the files of this module share. Only lib/provenance includes this.

#include <string>
#include <string_view>

#include "provenance/finding.hh"
#include "provenance/limits.hh"
#include "util/text.hh"

namespace calspam {

/// Valid UTF-8 on one line of at most the limit.
std::string recorded_text(std::string_view text,
                          const ProvenanceLimits& limits = {});

/// The registrable domain of a host, the host itself where it has none.
std::string organisation_of(std::string_view host);
/// Both have a registrable domain, and it is the same.
bool same_registrable(std::string_view a, std::string_view b);

/// "3 hours", "12 seconds", "2 days": rounded to one unit.
std::string duration_words(std::int64_t seconds);

/// The address is globally routable, as far as special registries go
/// (RFC 6890); false for what is no address.
bool is_public_address(std::string_view address);
/// "private (RFC 1918)" and its kind, "" for public addresses and for none.
std::string_view special_address(std::string_view address);
/// The same address in any spelling.
bool same_address(std::string_view a, std::string_view b);

}  // namespace calspam
