// SPDX-License-Identifier: MIT
#pragma once

#include "image/picture.hh"

namespace calspam {

bool is_png(std::string_view bytes);
/// Fills `reading` from the bytes of a PNG of at most `pixels` pixels.
void read_png(std::string_view bytes, std::uint64_t pixels,
              PictureReading& reading);

}  // namespace calspam
