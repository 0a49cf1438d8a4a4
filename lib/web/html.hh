// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "util/limits.hh"
#include "util/offset_map.hh"
#include "util/span.hh"

namespace calspam {

/// A URI-bearing attribute, or the target of a meta refresh.
struct HtmlLink {
  std::string element;    ///< "a", "img", "form", "meta", ... lower case
  std::string attribute;  ///< "href", "src", "action", "content", ...
  std::string target;     ///< character references undone, <base> applied
  std::string text;       ///< visible text inside an <a>, squeezed
  Span span;              ///< the attribute's value in the HTML
  bool hidden = false;    ///< nothing of it is shown
};

/// What a person would see of an HTML text, what they would not, and where it
/// leads. Linear in the size of the text; no tree is built.
struct Html {
  std::string visible;    ///< text as shown, blocks on lines of their own
  OffsetMap visible_map;  ///< from `visible` to the HTML
  std::string hidden;     ///< text a person does not see (display:none, size 0,
                          ///< colour of the background, comments excluded)
  std::vector<HtmlLink> links;     ///< at most limits.links
  std::string base;                ///< href of <base>, ""
  std::size_t scripts = 0;         ///< <script> elements
  std::size_t event_handlers = 0;  ///< on...= attributes
  std::size_t forms = 0;
  /// The longest runs of letters that were cut from each other by tags, and
  /// that were written as character references: both break words for filters
  /// and not for readers.
  std::size_t split_letters = 0;
  std::size_t referenced_letters = 0;
  bool cut = false;  ///< a limit was reached
};

Html parse_html(std::string_view html, const Limits& limits);

/// Cheap test whether a text of unknown kind is HTML (X-ALT-DESC, DESCRIPTION
/// with tags in it).
bool looks_like_html(std::string_view text);

}  // namespace calspam
