// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "provenance/verify.hh"

namespace calspam {

inline const std::string kSignatureSamples =
    std::string(CALSPAM_SOURCE_DIR) + "/testdata/provenance/signatures/";

inline std::string file_bytes(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// When the samples arrived.
inline const Instant kSamplesArrived =
    *parse_iso_instant("2020-01-02T10:00:00Z");

/// The signatures of a message, with the keys of the samples.
inline Signatures signatures_of(const std::string& bytes,
                                std::optional<Instant> as_of = kSamplesArrived,
                                const SignatureLimits& limits = {}) {
  static const KeyFile keys = *KeyFile::load(kSignatureSamples + "keys.txt");
  RawMessage raw;
  raw.bytes = bytes;
  raw.full_size = bytes.size();
  const Limits reading;
  Subject subject;
  observe(subject, raw, reading, {});
  VerifyOptions options;
  options.keys = &keys;
  options.authorities = file_bytes(kSignatureSamples + "smime/authority.pem");
  options.as_of = as_of;
  options.limits = limits;
  return verify_signatures(subject, options);
}

inline Signatures signatures_of_sample(const std::string& name) {
  return signatures_of(file_bytes(kSignatureSamples + name));
}

}  // namespace calspam
