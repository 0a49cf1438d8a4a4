// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "mail/input.hh"
#include "mail/input_file.hh"
#include "mail/input_window.hh"
#include "util/result.hh"

namespace calspam {

/// A file in an archive, whose bytes ArchiveProcess::read() gives.
struct ArchiveMember {
  std::string name;
};

/// An archive that a process of its own unpacks: closed in by the sandbox, it
/// has the archive's descriptor, or gets the bytes of a stream from here, and
/// sends members back. What it sends is bounded and checked here, so that
/// whatever an archive makes of it costs that archive only.
///
///     archive --> process: libarchive --frames--> read() --> InputWindow
///                    ^ bytes of a stream
class ArchiveProcess {
 public:
  /// `archive` holds the front of the input, and the rest of it when the
  /// input is a stream, which has no `size`.
  ArchiveProcess(const std::string& path, int descriptor,
                 std::optional<std::uint64_t> size, InputWindow& archive,
                 const InputOptions& options);
  ~ArchiveProcess();
  ArchiveProcess(const ArchiveProcess&) = delete;
  ArchiveProcess& operator=(const ArchiveProcess&) = delete;

  /// The next member, or what is not given; nothing at the end. The rest of
  /// the member before is passed over.
  std::optional<std::variant<ArchiveMember, Error>> next();
  /// Bytes of the member; 0 at its end, -1 when it is not whole.
  ssize_t read(char* to, std::size_t size);
  /// Why the member is not whole; "" when it is.
  const std::string& trouble() const { return trouble_; }

 private:
  struct Frame {
    char kind = 0;
    std::uint32_t size = 0;
  };

  bool start(const std::string& path, int descriptor);
  std::optional<Frame> frame();
  std::optional<std::string> payload(std::uint32_t size);
  bool fill();
  bool feed();
  bool wait(short wanted);
  std::optional<Error> take_error(std::uint32_t size);
  bool count_bytes(std::uint64_t bytes);
  bool count_member();
  std::optional<std::variant<ArchiveMember, Error>> over();
  void fail_with(std::string why);
  void kill_child();

  const InputOptions& options_;
  std::string path_;
  std::optional<std::uint64_t> size_;  ///< of a regular file
  InputWindow& archive_;
  int archive_descriptor_;
  Descriptor socket_{-1};
  pid_t child_ = -1;
  bool feeding_ = false;
  std::string received_;
  std::size_t taken_ = 0;  ///< of received_
  bool in_member_ = false;
  std::uint32_t left_in_frame_ = 0;
  std::uint64_t fed_ = 0;
  std::uint64_t unpacked_ = 0;
  std::size_t members_ = 0;
  std::string trouble_;
  std::string failure_;  ///< why there will be nothing more
  bool done_ = false;
  bool told_ = false;
};

}  // namespace calspam
