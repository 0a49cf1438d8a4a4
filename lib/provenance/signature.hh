// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "util/span.hh"
#include "util/time.hh"

namespace calspam {

/// What our own verification of a signature came to, as of arrival.
enum class SignatureResult {
  Pass,       ///< signature and body are as signed
  Weak,       ///< they are, but by means that prove nothing any more (RFC 8301)
  Fail,       ///< something signed was changed, or another key signed
  Expired,    ///< was past its x= when the message arrived
  NoKey,      ///< no key at hand: unknown
  Revoked,    ///< the key record has an empty p=
  Malformed,  ///< no verifier could make sense of the signature or its key
  Unchecked   ///< a bound was reached, or the message was not read in full
};
/// "pass", "weak", "fail", "expired-at-arrival", "no-key", "key-revoked",
/// "malformed", "not-checked"
std::string_view signature_result_name(SignatureResult result);

/// The key that a signature was held against, kept since keys rotate.
struct SigningKey {
  std::string name;      ///< "selector._domainkey.domain"
  std::string record;    ///< the TXT record as it was given, "" when none was
  std::string source;    ///< "file", "none"
  std::string type;      ///< "rsa", "ed25519", ""
  int bits = 0;          ///< 0: not known
  bool testing = false;  ///< t=y: the domain is only trying
};

/// How the body stands to the hash in the signature.
enum class BodyHash { NotChecked, Match, Mismatch };
std::string_view body_hash_name(BodyHash body);  ///< "match", ...

/// A DKIM-Signature or an ARC-Message-Signature, verified. Strings come from
/// the message: untrusted.
struct DkimSignature {
  std::string domain;                      ///< d=, lower case
  std::string selector;                    ///< s=
  std::string identity;                    ///< i=, "" when not given
  std::string algorithm;                   ///< a=, lower case
  std::string canonicalization;            ///< c= in full: "relaxed/simple"
  std::vector<std::string> signed_fields;  ///< h=, lower case, in order
  std::optional<Instant> signed_at;        ///< t=
  std::optional<Instant> expires;          ///< x=
  std::optional<std::uint64_t> length;     ///< l=
  std::optional<Instant> as_of;  ///< what x= was judged against; nothing: not
  SignatureResult result = SignatureResult::Unchecked;
  BodyHash body = BodyHash::NotChecked;
  /// One sentence for a result that is no pass: lower case, no full stop,
  /// values of the message quoted; untrusted. "" for a pass.
  std::string why;
  /// What weakens it whatever the result: phrases as `why`.
  std::vector<std::string> weaknesses;
  SigningKey key;
  Span span;  ///< of the header field

  bool passed() const { return result == SignatureResult::Pass; }
};

/// One instance of an ARC chain (RFC 8617 4.1).
struct ArcSet {
  int instance = 0;
  std::string authentication_results;  ///< payload after i=, unfolded
  DkimSignature message;               ///< ARC-Message-Signature
  std::string seal_domain, seal_selector, seal_algorithm;
  std::string chain_value;  ///< cv=: "none", "pass", "fail", or as written
  std::optional<Instant> sealed_at;
  SignatureResult seal = SignatureResult::Unchecked;
  std::string why;  ///< of the seal, as above
  SigningKey seal_key;
  Span seal_span;
};

/// What an ARC chain comes to (RFC 8617 5.2).
enum class ArcResult { None, Pass, Fail, Unknown };
std::string_view arc_result_name(ArcResult result);

struct ArcChain {
  ArcResult result = ArcResult::None;
  std::string why;           ///< for Fail and Unknown
  std::vector<ArcSet> sets;  ///< by instance, 1 first; only well-formed chains
  /// The lowest instance from which on every message signature verifies; 0
  /// when the newest does not: what the message was like since then.
  int oldest_pass = 0;
  std::size_t fields = 0;  ///< ARC header fields seen, also when no chain
};

/// Whether a certificate leads to somebody who is believed.
enum class CertificateTrust {
  Unknown,   ///< no CA file was given
  Trusted,   ///< leads to a certificate of the CA file
  Untrusted  ///< does not; `trust_why` says why not
};
std::string_view certificate_trust_name(CertificateTrust trust);

/// Whether the signer is whom RFC 6047 3 asks for: the ORGANIZER of what an
/// organizer sends, the ATTENDEE of a REPLY, COUNTER or REFRESH.
enum class SignerMatch { Unknown, Yes, No };
std::string_view signer_match_name(SignerMatch match);

/// An S/MIME signature over a part (RFC 8551).
struct SmimeSignature {
  std::string part;    ///< MIME path of the part that carries it
  std::string format;  ///< "multipart/signed" or "application/pkcs7-mime"
  SignatureResult result = SignatureResult::Unchecked;
  std::string why;
  CertificateTrust trust = CertificateTrust::Unknown;
  std::string trust_why;
  std::string signer;  ///< subject of the certificate
  std::string issuer;
  std::string serial;                  ///< hexadecimal
  std::string fingerprint;             ///< sha256 of the certificate
  std::vector<std::string> addresses;  ///< rfc822Name and emailAddress
  std::string digest;                  ///< "sha256"
  std::optional<Instant> not_before, not_after, signed_at;
  std::optional<bool> valid_at_arrival;  ///< by the certificate's own dates
  bool covers_calendar = false;  ///< a carrier of calendar content is below it
  SignerMatch match = SignerMatch::Unknown;
  std::string expected;  ///< the address that RFC 6047 3 asks for, ""
  std::string role;      ///< "ORGANIZER" or "ATTENDEE", ""
};

/// All signatures of a message. What was not there is empty.
struct Signatures {
  std::vector<DkimSignature> dkim;  ///< from the top of the header down
  std::size_t dkim_fields = 0;      ///< of all, also those beyond the bound
  ArcChain arc;
  std::vector<SmimeSignature> smime;
  /// What was left unverified since a bound was reached, phrases.
  std::vector<std::string> bounds;
};

}  // namespace calspam
