// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "evidence/subject.hh"
#include "provenance/key_file.hh"
#include "provenance/signature.hh"
#include "provenance/signature_limits.hh"
#include "util/time.hh"

namespace calspam {

/// What verification needs beside the message.
struct VerifyOptions {
  const KeyFile* keys = nullptr;  ///< null: no key is known
  /// Certificates of authorities to believe, PEM; "": trust stays unknown.
  std::string authorities;
  /// When the message arrived; nothing: not known.
  std::optional<Instant> as_of;
  SignatureLimits limits;
};

/// Verifies all DKIM, ARC and S/MIME signatures of a mail: no file, no network.
Signatures verify_signatures(const Subject& subject,
                             const VerifyOptions& options);

}  // namespace calspam
