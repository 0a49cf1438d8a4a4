// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "util/offset_map.hh"

namespace calspam {

/// A text made UTF-8, and from where each byte came.
struct Decoded {
  std::string text;      ///< valid UTF-8 unless `raw`
  OffsetMap map;         ///< from `text` to the bytes given
  bool raw = false;      ///< charset unknown or refused: bytes as they are
  bool damaged = false;  ///< bytes that the charset does not allow: U+FFFD
};

/// Converts through ICU with an allow-list of charsets (no table that a
/// sender can name is opened otherwise); converters are opened once a process.
/// An empty name, us-ascii and utf-8 take the bytes as UTF-8; a byte order
/// mark is removed.
Decoded to_utf8(std::string_view bytes, std::string_view charset);
bool is_known_charset(std::string_view charset);
/// Opens what to_utf8() can need, before a sandbox closes the file system.
void warm_up_charsets();

}  // namespace calspam
