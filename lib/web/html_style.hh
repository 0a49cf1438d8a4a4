// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "util/span.hh"
#include "web/html_tokenizer.hh"

namespace calspam {

struct Colour {
  std::uint8_t red = 0, green = 0, blue = 0;
  friend bool operator==(const Colour&, const Colour&) = default;
};

/// Whether text inside an element can be seen, as far as its own attributes
/// and those of the elements around it tell.
struct Visibility {
  bool gone = false;       ///< display:none and the like: children too
  bool invisible = false;  ///< visibility:hidden: a child may undo it
  bool tiny = false;       ///< font-size of 0 or 1: a child may undo it
  bool indented = false;   ///< text pushed off the screen, its box is not
  bool transparent = false;
  std::optional<Colour> ink = Colour{0, 0, 0};  ///< nothing: not known
  std::optional<Colour> paper = Colour{255, 255, 255};

  bool hides_text() const;
};

/// The visibility inside a start tag, seen from that of the element around.
/// `hidden_by_sheet`: a style sheet hides it, unless its own style says else.
Visibility visibility_in(const Visibility& parent, const HtmlToken& tag,
                         bool hidden_by_sheet = false);

/// Whether declarations like these, in plain_css() form, hide an element of
/// black text on white.
bool hides_text(std::string_view declarations);

/// A pixel or less in width or height: nothing to see, but it is fetched.
bool is_pixel(const HtmlToken& tag);

/// The addresses in url(...) and @import of a style text.
struct StyleUrl {
  std::string target;
  Span span;
};
std::vector<StyleUrl> style_urls(std::string_view css);

}  // namespace calspam
