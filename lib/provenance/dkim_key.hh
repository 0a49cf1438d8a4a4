// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "provenance/crypto.hh"
#include "provenance/dkim_tags.hh"
#include "provenance/key_file.hh"
#include "provenance/signature.hh"
#include "provenance/signature_limits.hh"

namespace calspam {

/// What the key of a signature turned out to be.
struct DkimKey {
  SigningKey told;
  std::optional<PublicKey> key;  ///< only where the record is in order
  /// Unchecked while nothing speaks against the key; else NoKey, Revoked or
  /// Malformed.
  SignatureResult result = SignatureResult::Unchecked;
  std::string why;
};

/// Looks up and reads the key record for a signature (RFC 6376 3.6.1, RFC 8463
/// 4). `keys` may be null: then nothing is known.
DkimKey dkim_key(const SignatureTags& signature, const KeyFile* keys,
                 const SignatureLimits& limits);

}  // namespace calspam
