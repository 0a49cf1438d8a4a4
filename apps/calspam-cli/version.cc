// SPDX-License-Identifier: MIT
#include "version.hh"

#include <fmt/format.h>

namespace calspam {

std::string version_text() {
  return fmt::format("calspam {}\n", kVersion);
}

}  // namespace calspam
