// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "provenance/crypto.hh"
#include "provenance/signature.hh"
#include "provenance/signature_limits.hh"
#include "provenance/signed_text.hh"

namespace calspam {

/// A DKIM-Signature, an ARC-Message-Signature or an ARC-Seal, taken apart.
struct SignatureTags {
  enum class Kind { Dkim, ArcMessage, ArcSeal };
  Kind kind = Kind::Dkim;
  DkimSignature told;       ///< what a record says of it; nothing verified
  std::string fault;        ///< why no verifier takes it, ""
  int instance = 0;         ///< i= of ARC
  std::string chain_value;  ///< cv= of a seal
  std::string signature;    ///< b=, raw bytes
  std::string body_hash;    ///< bh=, raw bytes
  HashAlgorithm hash = HashAlgorithm::Sha256;
  bool rsa = true;
  Canonicalization header = Canonicalization::Simple;
  Canonicalization body = Canonicalization::Simple;
};

SignatureTags signature_tags(const SignedField& field, SignatureTags::Kind kind,
                             const SignatureLimits& limits);

/// "selector._domainkey.domain"
std::string key_name(const DkimSignature& signature);

/// `text` between quotation marks, cut at a length for a sentence.
std::string in_quotes(std::string_view text, std::size_t most = 60);

}  // namespace calspam
