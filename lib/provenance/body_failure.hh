// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include "provenance/dkim_tags.hh"
#include "provenance/signature_limits.hh"
#include "provenance/signed_text.hh"

namespace calspam {

/// Looks for the one change that explains why a body no longer has the hash of
/// its signature: a footer, an added part, another transfer encoding, line
/// ends. A phrase in any case. `tried_bytes` counts what was hashed, up to
/// limits.tried_bytes.
std::string why_body_differs(const SignedMessage& message,
                             const SignatureTags& tags,
                             const SignatureLimits& limits,
                             std::size_t& tried_bytes);

}  // namespace calspam
