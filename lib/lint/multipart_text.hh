// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/subject.hh"

namespace calspam {

/// The body of a multipart as lines: where its delimiters stand, and the text
/// around its parts. Spans are those of the input.
///
///     preamble | --b | part | --b | part | --b-- | epilogue
struct MultipartText {
  /// False for a multipart inside of something encoded, and for one nested so
  /// deep that reading each level's lines would no longer be linear.
  bool read = false;
  std::string boundary;          ///< as declared, "" without one
  std::vector<Span> delimiters;  ///< "--b" alone, of each delimiter line
  bool closed = false;           ///< the closing one is there
  Span preamble, epilogue;
  /// The boundary that the body uses where the declared one does not occur: a
  /// line of "--x" that a Content- field follows. "" without any.
  std::string used;
};

MultipartText multipart_text(const Subject& subject, int part);

}  // namespace calspam
