// SPDX-License-Identifier: MIT
#include "provenance/verify.hh"

#include <fmt/format.h>

#include "provenance/arc.hh"
#include "provenance/dkim.hh"
#include "provenance/signed_text.hh"
#include "provenance/smime.hh"

namespace calspam {
namespace {

void verify_dkim(const SignedMessage& message, const SignatureLimits& limits,
                 DkimVerifier& verifier, Signatures& out) {
  for (const SignedField& field : message.fields) {
    if (field.name != "dkim-signature") continue;
    if (++out.dkim_fields > limits.signatures) continue;
    out.dkim.push_back(verifier.verify(field, SignatureTags::Kind::Dkim));
  }
  if (out.dkim_fields > limits.signatures)
    out.bounds.push_back(
        fmt::format("only the first {} of {} DKIM signatures were verified",
                    limits.signatures, out.dkim_fields));
}

}  // namespace

Signatures verify_signatures(const Subject& subject,
                             const VerifyOptions& options) {
  Signatures out;
  if (!subject.is_mail()) return out;
  SignedMessage message = signed_message(subject.raw->bytes, subject.message);
  message.complete = subject.raw->full_size <= subject.raw->bytes.size();
  DkimVerifier verifier(message, options.keys, options.as_of, options.limits);
  verify_dkim(message, options.limits, verifier, out);
  out.arc = verify_arc(message, verifier, options.keys, options.limits);
  out.smime = verify_smime(subject, options.authorities, options.as_of,
                           options.limits, out.bounds);
  return out;
}

}  // namespace calspam
