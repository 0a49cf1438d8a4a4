// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "provenance/signature.hh"
#include "util/time.hh"

namespace calspam {

/// What a SignedData of CMS (RFC 5652) turned out to be.
struct CmsReading {
  bool is_signed = false;  ///< it is a SignedData at all
  SignatureResult result = SignatureResult::Malformed;
  std::string why;
  std::string content;  ///< the content that it carries itself, ""
  CertificateTrust trust = CertificateTrust::Unknown;
  std::string trust_why;
  // Of the first signer's certificate.
  std::string signer, issuer, serial, fingerprint, digest;
  std::vector<std::string> addresses;
  std::optional<Instant> not_before, not_after, signed_at;
};

/// Verifies `der`, over `detached` where that is not null and else over what it
/// carries. Integrity is judged apart from trust, and trust only where PEM
/// `authorities` are given, as of `as_of`.
CmsReading read_cms(std::string_view der, const std::string* detached,
                    const std::string& authorities,
                    std::optional<Instant> as_of);

/// Loads what is loaded when CMS is first used.
void warm_up_cms();

}  // namespace calspam
