// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace calspam {

/// How text for a person is set: what the terminal, or the file, can show.
struct Style {
  bool color = false;
  bool drawing = false;  ///< box-drawing characters, not ASCII, for lines
  bool ascii = false;    ///< nothing but ASCII; implies no drawing
  bool links = false;    ///< links that a terminal can open (OSC 8)
  std::size_t width = 100;

  /// Text of the input made fit to print: see printable(). One line.
  std::string shown(std::string_view untrusted) const;
  /// `text` between SGR codes, "1;31", where there is colour.
  std::string painted(std::string_view sgr, std::string text) const;
  std::string bold(std::string text) const;
  std::string dim(std::string text) const;
  /// `text` as a link to `page`, where there are links; a page of ours from
  /// doc_pages.hh, never of the input. It takes no more columns than `text`.
  std::string linked(std::string_view page, std::string text) const;
  /// `drawn` where lines may be drawn, else `plain`.
  std::string_view glyph(std::string_view drawn, std::string_view plain) const;
};

/// Everything that is not ASCII written as \u{e9}; an ellipsis as "~".
std::string ascii_only(std::string_view text);

/// `text` broken at spaces into lines of at most `width` columns; words that
/// are longer are broken too. For text that shown() made.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// Appends `text` wrapped to the width, its first line after `first`, the
/// others after as many spaces.
void add_paragraph(const Style& style, std::string_view first,
                   std::string_view text, std::string& out);

/// The same, with `word` in its first line a link to `page`.
void add_paragraph(const Style& style, std::string_view first,
                   std::string_view text, std::string_view word,
                   std::string_view page, std::string& out);

/// Appends a table: columns as wide as they need be, the last ones cut so that
/// a row fits the width. Cells are what shown() made; rows of one length.
void add_table(const Style& style, std::size_t indent,
               const std::vector<std::vector<std::string>>& rows,
               std::string& out);

/// A URL or address that nobody follows by accident: hxxps://evil[.]example.
std::string defanged(std::string_view link);

}  // namespace calspam
