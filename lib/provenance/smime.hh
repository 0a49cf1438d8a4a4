// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/subject.hh"
#include "provenance/signature.hh"
#include "provenance/signature_limits.hh"
#include "util/time.hh"

namespace calspam {

/// Verifies the S/MIME signatures of a mail (RFC 8551): multipart/signed, and
/// application/pkcs7-mime that carries what it signs. Whether the signer is
/// whom the signed calendar object asks for (RFC 6047 3) is told for each.
/// `authorities` are PEM certificates to believe, or "". Bounds that were
/// reached are added to `bounds`.
std::vector<SmimeSignature> verify_smime(const Subject& subject,
                                         const std::string& authorities,
                                         std::optional<Instant> as_of,
                                         const SignatureLimits& limits,
                                         std::vector<std::string>& bounds);

}  // namespace calspam
