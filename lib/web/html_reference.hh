// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace calspam {

/// A character reference at the start of a text.
struct HtmlReference {
  std::size_t size = 0;  ///< bytes of the reference; 0: it is none
  char32_t code_point = 0;
};

/// Reads "&amp;", "&#x41;", "&copy" (HTML 13.2.5.72 to 80). In an attribute a
/// reference without semicolon before "=" or a letter is none.
HtmlReference read_reference(std::string_view text, bool in_attribute);

/// An attribute's value with its references undone.
std::string references_undone(std::string_view value);

}  // namespace calspam
