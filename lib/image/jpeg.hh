// SPDX-License-Identifier: MIT
#pragma once

#include "image/picture.hh"

namespace calspam {

bool is_jpeg(std::string_view bytes);
/// Fills `reading` from the bytes of a JPEG of at most `pixels` pixels; large
/// ones are read at a half, a quarter or an eighth.
void read_jpeg(std::string_view bytes, std::uint64_t pixels,
               const PictureLimits& limits, PictureReading& reading);

}  // namespace calspam
