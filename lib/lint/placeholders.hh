// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "util/span.hh"

namespace calspam {

/// How a template marks what is filled in.
enum class PlaceholderStyle {
  Curly,       ///< {{x}}, {{#x}}, {% if %}: Mustache, Handlebars, Jinja,
               ///< Liquid, Go
  Erb,         ///< <%= x %>, <% if %>: ERB, EJS
  Dollar,      ///< ${x}
  Percent,     ///< %(x)s, %s
  Hash,        ///< #{x}
  Merge,       ///< *|X|*
  Square,      ///< [[ x ]]
  Underscores  ///< __X__
};
/// "{{ }}", "<% %>", ...
std::string_view placeholder_style_name(PlaceholderStyle style);

/// A placeholder or a control tag of a template.
struct Placeholder {
  enum class Kind {
    Value,   ///< gives text
    Choice,  ///< opens a block that may be left out
    Loop,    ///< opens a block that is repeated
    Block,   ///< opens a block that is always there
    Middle,  ///< another branch: else, elif, when
    Close,
    Silent  ///< a comment, an assignment
  };
  Kind kind = Kind::Value;
  PlaceholderStyle style = PlaceholderStyle::Curly;
  Span span;                 ///< in the text that was searched
  std::string expression;    ///< between its marks, trimmed
  std::string name;          ///< the variable it begins with, "" when none
  bool last_branch = false;  ///< a Middle that is taken when no other is

  bool is_control() const { return kind != Kind::Value; }
  /// Words of the expression that are called or piped through, lower case,
  /// underscores taken out: "escapeics".
  std::vector<std::string> filters() const;
};

/// Placeholders and control tags of a text, in order, at most `most`. Linear:
/// a mark that is not closed within a kilobyte is none.
std::vector<Placeholder> find_placeholders(std::string_view text,
                                           std::size_t most);

}  // namespace calspam
