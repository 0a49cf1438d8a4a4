// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace calspam {

struct NamedReference {
  std::string_view name;  ///< without "&" and ";"
  char32_t code_point;
  bool bare = false;  ///< also understood without ";"
};

/// Named character references of HTML, sorted by name.
std::span<const NamedReference> named_references();

}  // namespace calspam
