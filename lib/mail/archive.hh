// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "util/limits.hh"

namespace calspam {

/// Whether bytes begin as gzip, bzip2, xz, zstd, zip or tar do. tar has no
/// mark at its front; the checksum of its first header is asked.
bool starts_archive(std::string_view head);
/// The tar case of it, in which text of the sender's may stand first.
bool starts_tar(std::string_view head);

/// Takes what unpack() finds, in the order of the archive. A function returns
/// false to end the unpacking.
class MemberSink {
 public:
  virtual ~MemberSink() = default;
  /// A regular file begins; `name` is the archive's word, and only a name.
  virtual bool begin(std::string_view name) = 0;
  virtual bool bytes(std::string_view bytes) = 0;
  /// It is over; `trouble` says why it is not whole, "" when it is.
  virtual bool end(std::string_view trouble) = 0;
  /// What is not given. `name` is "" when it is the archive as a whole.
  virtual bool error(std::string_view name, std::string_view what) = 0;
  /// Bytes that were unpacked to look for members in them.
  virtual bool unpacked(std::size_t bytes) = 0;
};

/// What is unpacked and how.
struct ArchiveInput {
  std::string path;     ///< names what a compressed file holds
  int descriptor = -1;  ///< of the archive
  bool can_seek = false;
  std::vector<std::string> passwords;
  Limits limits;
};

/// Unpacks an archive and the archives in it, whose members are named
/// "inner.zip!a.eml". Nothing is written anywhere. libarchive reads hostile
/// bytes here: call it in a process that can be lost, see archive_process.hh.
void unpack(const ArchiveInput& input, MemberSink& sink);

}  // namespace calspam
