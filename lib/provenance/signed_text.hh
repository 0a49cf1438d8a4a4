// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mail/message.hh"
#include "provenance/crypto.hh"
#include "util/span.hh"

namespace calspam {

/// A header field as a signer saw it. Borrows the message's bytes.
struct SignedField {
  std::string name;      ///< lower case
  std::string_view raw;  ///< from the name to the last fold, no line end
  Span span;
};

/// A message as signatures see it: fields in order, and all that follows. The
/// bytes and the Message must outlive it.
struct SignedMessage {
  std::vector<SignedField> fields;
  std::string_view body;
  bool complete = true;         ///< false: bytes of the body are missing
  bool header_complete = true;  ///< false: a limit cut the fields
  const Part* root = nullptr;
};
SignedMessage signed_message(std::string_view bytes, const Message& message);

/// RFC 6376 3.4.
enum class Canonicalization { Simple, Relaxed };

/// A header field in canonical form, without a line end. Lone line feeds count
/// as line ends: mail lies on disks with them.
std::string canonical_field(std::string_view raw, Canonicalization how);

/// Hashes a body line by line. Empty lines at its end do not count (RFC 6376
/// 3.4.3, 3.4.4), so that it can be asked after any line.
class BodyHasher {
 public:
  /// `length` is l=: what comes after so many canonical bytes does not count.
  BodyHasher(HashAlgorithm algorithm, Canonicalization how,
             std::optional<std::uint64_t> length = {});

  /// A line without its end.
  void line(std::string_view content);
  /// Of the body so far, as raw bytes.
  std::string value() const;
  /// Canonical bytes of the body so far.
  std::uint64_t size() const;

 private:
  void update(std::string_view bytes);

  RunningHash hash_;
  Canonicalization how_;
  std::optional<std::uint64_t> length_;
  std::uint64_t size_ = 0;
  std::uint64_t empty_ = 0;  ///< lines held back
  std::string relaxed_;
};

/// Takes the first line off `text`: CRLF and LF end lines. False at the end.
bool next_body_line(std::string_view& text, std::string_view& line);

/// The fields that an h= list selects, as indices: for each name the lowest
/// not taken yet (RFC 6376 5.4.2), -1 where none is left.
std::vector<int> selected_fields(const SignedMessage& message,
                                 const std::vector<std::string>& names);

}  // namespace calspam
