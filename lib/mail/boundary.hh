// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mail/media_type.hh"
#include "mail/source.hh"
#include "util/span.hh"

namespace calspam {

/// One way to read the boundary of a multipart.
struct Boundary {
  std::string text;
  std::string reading;  ///< as in Part::reading; "" for the strict one
};

/// What readers may take for the boundary that a Content-Type declares, the
/// strict reading first, no text twice: the last of several, RFC 2047 undone,
/// quotes kept or taken away, cut at a blank or a comment.
std::vector<Boundary> boundary_spellings(const ParameterField& content_type);

/// A line that parts a multipart (RFC 2046 5.1.1).
struct Delimiter {
  std::size_t begin = 0;  ///< the line's first byte
  std::size_t next = 0;   ///< the line after it
  bool closes = false;

  friend bool operator==(const Delimiter&, const Delimiter&) = default;
};

/// Where a boundary occurs in a region of a source.
struct Split {
  std::vector<Delimiter> delimiters;  ///< in order
  /// Lines that start with the boundary but go on after it; RFC 2046 has them
  /// as delimiters, most programs have not.
  std::vector<Delimiter> longer;
};
Split split_region(Source& source, Span region, std::string_view boundary);

/// What parts `region` although nothing declared it: the first line that
/// starts with two hyphens and is followed by a Content- field; or "".
std::string guessed_boundary(Source& source, Span region);

/// The end of a part that a delimiter at `delimiter_begin` ends: the line end
/// before a delimiter belongs to the delimiter.
std::size_t part_end(std::string_view bytes, std::size_t part_begin,
                     std::size_t delimiter_begin);

}  // namespace calspam
