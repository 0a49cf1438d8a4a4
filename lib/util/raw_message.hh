// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace calspam {

/// Where an input unit came from, as a report names it.
struct Origin {
  std::string path;          ///< as the user named it; "-" for standard input
  std::string member;        ///< name inside an archive, or ""
  std::uint64_t offset = 0;  ///< first byte of the message in the file
  std::uint64_t index = 0;   ///< 1, 2, ... of the messages of a mailbox; 0 else

  /// "inbox.mbox#17", "samples.zip!a/b.eml"
  std::string name() const;
  friend bool operator==(const Origin&, const Origin&) = default;
};

/// What kind of thing the bytes are; decided by content, never by name.
enum class RawKind { Mail, Calendar };

/// One unit of analysis: the bytes of one message or one calendar file.
/// Borrows `bytes`, which the input keeps alive while it is looked at.
struct RawMessage {
  Origin origin;
  RawKind kind = RawKind::Mail;
  std::string_view bytes;
  /// The unit's whole size where `bytes` is only its beginning (a limit).
  std::uint64_t full_size = 0;
};

}  // namespace calspam
