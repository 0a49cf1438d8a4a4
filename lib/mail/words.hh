// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "util/limits.hh"

namespace calspam {

/// The encoded words (RFC 2047) of an unfolded header text undone, the rest
/// made UTF-8. Tolerant: words within quotes or glued to text count, base64
/// may be padded anywhere, a character split over two words is put together,
/// an unknown charset shows the bytes. After `most_words` words the rest is
/// left as it stands.
std::string decode_words(std::string_view text,
                         std::size_t most_words = Limits{}.encoded_words);

/// Whether decode_words() leaves words of `text` as they stand.
bool has_more_words(std::string_view text,
                    std::size_t most_words = Limits{}.encoded_words);

/// Bytes that declare no charset, made UTF-8: taken as UTF-8 where they are,
/// else as windows-1252, as mail programs do.
std::string utf8_of_undeclared(std::string_view bytes);

}  // namespace calspam
