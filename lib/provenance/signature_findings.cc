// SPDX-License-Identifier: MIT
#include "provenance/signature_findings.hh"

#include <fmt/format.h>

#include <algorithm>

#include "provenance/words.hh"

namespace calspam {
namespace {

void add(ProvenanceFindings& findings, std::string_view id, std::string detail,
         Span span = {}) {
  findings.push_back(
      {&provenance_finding_kind(id), recorded_text(detail), -1, -1, span});
}

bool is_broken(SignatureResult result) {
  return result == SignatureResult::Fail ||
         result == SignatureResult::Revoked ||
         result == SignatureResult::Malformed;
}

// A result of ours is one that does not depend on a key that we lack.
bool is_known(SignatureResult result) {
  return is_broken(result) || result == SignatureResult::Pass ||
         result == SignatureResult::Weak;
}

void look_at_dkim(const DkimSignature& signature,
                  const RecordedAuthentication& recorded,
                  ProvenanceFindings& findings) {
  if (is_broken(signature.result))
    add(findings, "signature-broken",
        fmt::format("d={}: {}", signature.domain, signature.why),
        signature.span);
  for (const std::string& weakness : signature.weaknesses)
    if (signature.passed() || signature.result == SignatureResult::Weak)
      add(findings, "signature-weak",
          fmt::format("d={}: {}", signature.domain, weakness), signature.span);
  if (recorded.dkim == "unknown" || !is_known(signature.result)) return;
  const bool recorded_pass =
      std::ranges::find(recorded.dkim_domains, signature.domain) !=
      recorded.dkim_domains.end();
  if (recorded_pass == !is_broken(signature.result)) return;
  add(findings, "results-differ-from-own",
      fmt::format("d={}: recorded as {}, here {}", signature.domain,
                  recorded_pass ? "pass" : "no pass",
                  signature_result_name(signature.result)),
      signature.span);
}

void look_at_smime(const SmimeSignature& signature,
                   ProvenanceFindings& findings) {
  if (is_broken(signature.result))
    add(findings, "smime-broken",
        fmt::format("part {}: {}", signature.part, signature.why));
  if (signature.match == SignerMatch::No)
    add(findings, "smime-not-organizer",
        fmt::format("{} \"{}\" did not sign; \"{}\" did", signature.role,
                    signature.expected, signature.signer));
}

}  // namespace

void find_signature_oddities(const Signatures& signatures,
                             const RecordedAuthentication& recorded,
                             ProvenanceFindings& findings) {
  for (const DkimSignature& signature : signatures.dkim)
    look_at_dkim(signature, recorded, findings);
  if (signatures.arc.result == ArcResult::Fail)
    add(findings, "chain-broken", signatures.arc.why);
  for (const SmimeSignature& signature : signatures.smime)
    look_at_smime(signature, findings);
}

}  // namespace calspam
