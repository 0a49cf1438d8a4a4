// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "evidence/subject.hh"

namespace calspam {

/// A line of the input as a person would read it: transfer encoding, charset
/// and folds undone where the place lies in the text of a part.
struct ShownLine {
  std::string text;  ///< valid UTF-8, at most as long as was asked for
  Span caret;        ///< bytes of `text` that the place covers
};

/// The line at `place`; nothing where the place has no bytes.
ShownLine shown_line(const Subject& subject, const Place& place,
                     std::size_t bytes);

}  // namespace calspam
