// SPDX-License-Identifier: MIT
#pragma once

#include "provenance/dkim.hh"
#include "provenance/key_file.hh"
#include "provenance/signature.hh"
#include "provenance/signature_limits.hh"
#include "provenance/signed_text.hh"

namespace calspam {

/// Verifies the ARC chain of a message (RFC 8617 5.2). `verifier` is that of
/// the same message. A key that is not at hand makes the chain unknown, unless
/// something else already breaks it.
ArcChain verify_arc(const SignedMessage& message, DkimVerifier& verifier,
                    const KeyFile* keys, const SignatureLimits& limits);

}  // namespace calspam
