// SPDX-License-Identifier: MIT
// Signatures are verified in the sandboxed worker, where OpenSSL may open
// nothing: what it loads lazily must have been loaded before.
#include <gtest/gtest.h>

#include "engine/pool.hh"
#include "engine/warm_up.hh"
#include "provenance/signature_samples.hh"

namespace calspam {
namespace {

std::string told(const Signatures& signatures) {
  std::string out;
  for (const DkimSignature& each : signatures.dkim)
    out += std::string(signature_result_name(each.result)) + " " +
           each.algorithm + "; ";
  if (signatures.arc.fields > 0)
    out += std::string(arc_result_name(signatures.arc.result)) + " arc; ";
  for (const SmimeSignature& each : signatures.smime)
    out += std::string(signature_result_name(each.result)) + " smime " +
           std::string(certificate_trust_name(each.trust)) + "; ";
  return out;
}

TEST(SignaturesInSandbox, AreVerified) {
  signatures_of("");  // reads the keys; nothing is verified of an empty mail
  const std::string authorities =
      file_bytes(kSignatureSamples + "smime/authority.pem");
  const KeyFile keys = *KeyFile::load(kSignatureSamples + "keys.txt");
  warm_up_readers();
  warm_up_signatures();
  const Work work = [&](const RawMessage& raw) {
    const Limits limits;
    Subject subject;
    observe(subject, raw, limits, {});
    VerifyOptions options;
    options.keys = &keys;
    options.authorities = authorities;
    options.as_of = kSamplesArrived;
    Reply reply;
    reply.text = told(verify_signatures(subject, options));
    return reply;
  };
  std::string seen;
  {
    Pool pool(PoolOptions{}, work, [&seen](Outcome&& outcome) {
      const auto* reply = std::get_if<Reply>(&outcome.what);
      const auto* failure = std::get_if<Failure>(&outcome.what);
      seen += reply != nullptr     ? reply->text
              : failure != nullptr ? failure->text()
                                   : "";
      seen += "\n";
    });
    for (const char* name : {"dkim/good-two-keys.eml", "dkim/weak-rsa-sha1.eml",
                             "dkim/header-to-added.eml", "dkim/key-garbage.eml",
                             "arc/arc-three.eml", "smime/good-detached.eml",
                             "smime/good-opaque.eml", "smime/untrusted.eml",
                             "smime/damaged.eml"}) {
      const std::string bytes = file_bytes(kSignatureSamples + name);
      RawMessage raw;
      raw.bytes = bytes;
      raw.full_size = bytes.size();
      pool.submit(raw);
    }
    pool.finish();
  }
  EXPECT_EQ(seen,
            "pass ed25519-sha256; pass rsa-sha256; \n"
            "weak rsa-sha1; \n"
            "fail rsa-sha256; \n"
            "malformed rsa-sha256; \n"
            "pass arc; \n"
            "pass smime trusted; \n"
            "pass smime trusted; \n"
            "pass smime untrusted; \n"
            "malformed smime unknown; \n");
}

}  // namespace
}  // namespace calspam
