// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "provenance/dkim_key.hh"
#include "provenance/dkim_tags.hh"
#include "provenance/key_file.hh"
#include "provenance/signature.hh"
#include "provenance/signature_limits.hh"
#include "provenance/signed_text.hh"
#include "util/time.hh"

namespace calspam {

/// Verifies DKIM-Signature and ARC-Message-Signature fields of one message (RFC
/// 6376, 8301, 8463), and finds out why one fails. What it is given must
/// outlive it. Not for two threads at once.
class DkimVerifier {
 public:
  /// `as_of` is when the message arrived: x= is judged against it.
  DkimVerifier(const SignedMessage& message, const KeyFile* keys,
               std::optional<Instant> as_of, const SignatureLimits& limits);

  DkimSignature verify(const SignedField& field, SignatureTags::Kind kind);

 private:
  struct Body {
    std::string hash;
    std::uint64_t size = 0;
  };
  using BodyKey =
      std::tuple<HashAlgorithm, Canonicalization, std::optional<std::uint64_t>>;

  const Body& body_of(const SignatureTags& tags);
  void judge_body(const SignatureTags& tags, DkimSignature& out);
  void judge(const SignedField& field, const SignatureTags& tags,
             const DkimKey& key, DkimSignature& out);
  void judge_time(DkimSignature& out) const;
  void note_weaknesses(const SignatureTags& tags, DkimSignature& out);

  const SignedMessage& message_;
  const KeyFile* keys_;
  std::optional<Instant> as_of_;
  const SignatureLimits& limits_;
  std::map<BodyKey, Body> bodies_;
  std::size_t tried_bytes_ = 0;  ///< spent on explanations
};

/// The canonical text that a signature is over: the selected fields, then the
/// signature's own without its b= (RFC 6376 3.7).
std::string signed_header(const SignedMessage& message,
                          const SignedField& field, const SignatureTags& tags);

}  // namespace calspam
