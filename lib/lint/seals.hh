// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/subject.hh"
#include "lint/check.hh"

namespace calspam {

/// What of a message is signed or encrypted, so that a change there would
/// break it: S/MIME and OpenPGP parts, and whatever a DKIM-Signature or an
/// ARC-Message-Signature covers (RFC 6376 3.5).
class Seals {
 public:
  explicit Seals(const Subject& subject);

  /// What an edit of raw bytes would break: "DKIM-Signature", "multipart/
  /// signed", ...; "" when it breaks nothing.
  std::string broken_by(const Edit& edit) const;

 private:
  struct Region {
    Span span;
    std::string seal;
  };
  struct Field {
    std::string name;  ///< lower case
    Span span;         ///< empty: a signed name, wherever it is put
    std::string seal;
  };

  void take_parts(const Message& message);
  void take_signature(const Part& root, const Header& signature);
  const Field* added_field(std::string_view text) const;

  std::vector<Region> regions_;
  std::vector<Field> fields_;
  Span header_;  ///< of the message
};

}  // namespace calspam
