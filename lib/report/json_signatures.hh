// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "provenance/signature.hh"

namespace calspam {

/// What our own verification came to, as JSON text: an object with "dkim",
/// "dkim_count", "arc", "smime" and "bounds".
std::string signatures_json(const Signatures& signatures);

}  // namespace calspam
