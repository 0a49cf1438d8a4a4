// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/html_style.hh"

namespace calspam {

/// "name: value", without !important.
struct CssDeclaration {
  std::string_view name, value;
};

/// CSS in lower case with comments and \\70 escapes undone (CSS Syntax 4.3.7).
std::string plain_css(std::string_view css);

/// The declarations of a style attribute in plain_css() form, in order; they
/// point into it.
std::vector<CssDeclaration> css_declarations(std::string_view plain);

/// The words of a value; what stands in parentheses belongs to its word.
std::vector<std::string_view> css_words(std::string_view value);

/// A length in pixels, a percentage or em of 16 pixels, or a bare number.
/// Nothing when it is none.
std::optional<double> css_length(std::string_view word);

struct CssColour {
  std::optional<Colour> colour;
  bool transparent = false;
};
CssColour css_colour(std::string_view word);

/// The value of a color or bgcolor attribute: "#fff", "ffffff", "white".
std::optional<Colour> html_colour(std::string_view value);

}  // namespace calspam
