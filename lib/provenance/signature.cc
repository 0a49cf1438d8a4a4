// SPDX-License-Identifier: MIT
#include "provenance/signature.hh"

namespace calspam {

std::string_view signature_result_name(SignatureResult result) {
  switch (result) {
    case SignatureResult::Pass:
      return "pass";
    case SignatureResult::Weak:
      return "weak";
    case SignatureResult::Fail:
      return "fail";
    case SignatureResult::Expired:
      return "expired-at-arrival";
    case SignatureResult::NoKey:
      return "no-key";
    case SignatureResult::Revoked:
      return "key-revoked";
    case SignatureResult::Malformed:
      return "malformed";
    case SignatureResult::Unchecked:
      return "not-checked";
  }
  return "";
}

std::string_view body_hash_name(BodyHash body) {
  switch (body) {
    case BodyHash::NotChecked:
      return "not-checked";
    case BodyHash::Match:
      return "match";
    case BodyHash::Mismatch:
      return "mismatch";
  }
  return "";
}

std::string_view arc_result_name(ArcResult result) {
  switch (result) {
    case ArcResult::None:
      return "none";
    case ArcResult::Pass:
      return "pass";
    case ArcResult::Fail:
      return "fail";
    case ArcResult::Unknown:
      return "unknown";
  }
  return "";
}

std::string_view certificate_trust_name(CertificateTrust trust) {
  switch (trust) {
    case CertificateTrust::Unknown:
      return "unknown";
    case CertificateTrust::Trusted:
      return "trusted";
    case CertificateTrust::Untrusted:
      return "untrusted";
  }
  return "";
}

std::string_view signer_match_name(SignerMatch match) {
  switch (match) {
    case SignerMatch::Unknown:
      return "unknown";
    case SignerMatch::Yes:
      return "yes";
    case SignerMatch::No:
      return "no";
  }
  return "";
}

}  // namespace calspam
