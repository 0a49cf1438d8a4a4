// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace calspam {

/// The registrable domain that a link's shown text names: "www.example.com",
/// "https://example.com/x" or an address. "" for words, and for texts that
/// only hold a domain inside a sentence.
std::string visible_domain(std::string_view shown);

}  // namespace calspam
