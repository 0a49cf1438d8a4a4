// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <iterator>
#include <string>

namespace calspam {

/// The bytes of testdata/pictures/NAME.
inline std::string sample_picture(const std::string& name) {
  std::ifstream file(
      std::string(CALSPAM_SOURCE_DIR) + "/testdata/pictures/" + name,
      std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace calspam
