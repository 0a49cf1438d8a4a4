// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "util/result.hh"

namespace calspam {

/// A file that is to get other bytes.
struct MendedFile {
  std::string path;
  std::uint64_t size = 0;  ///< of what was read
  std::string sha256;      ///< of that
  std::string backup;      ///< ending of the name its original is kept by, ""
};

/// Gives the file other bytes, all or none: they are brought to the disk under
/// another name beside it, which then takes its name. Mode and, where the
/// system allows, owner stay. No link is followed; what is no regular file, or
/// holds anything but what was read, is left alone. The original's new name
/// must be free.
Result<bool> replace_file(const MendedFile& file, std::string_view bytes);

}  // namespace calspam
