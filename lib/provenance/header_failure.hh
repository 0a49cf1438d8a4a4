// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include "provenance/crypto.hh"
#include "provenance/dkim_tags.hh"
#include "provenance/signature.hh"
#include "provenance/signature_limits.hh"
#include "provenance/signed_text.hh"

namespace calspam {

/// Looks for the one change that explains why a header no longer verifies: a
/// field that was added, a prefix before the Subject, a From that a list
/// rewrote, folds. With an RSA key it also tells a changed header from another
/// key. A phrase in any case. `body` is what is known of the body;
/// `tried_bytes` as for why_body_differs().
std::string why_header_differs(const SignedMessage& message,
                               const SignedField& field,
                               const SignatureTags& tags, const PublicKey& key,
                               BodyHash body, const SignatureLimits& limits,
                               std::size_t& tried_bytes);

}  // namespace calspam
