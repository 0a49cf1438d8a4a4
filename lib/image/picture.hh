// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "image/limits.hh"

namespace calspam {

/// A picture in shades of grey, a byte a pixel, row by row from the top.
struct Picture {
  std::uint32_t width = 0, height = 0;
  std::vector<std::uint8_t> gray;
};

/// What came of reading a picture.
struct PictureReading {
  enum class Outcome {
    Read,
    Unknown,  ///< no format that is read
    Broken,
    TooLarge  ///< more pixels, bytes or scans than are read
  };
  Outcome outcome = Outcome::Unknown;
  std::string_view format;  ///< "png", "jpeg", "" when unknown
  /// As its header says, also of one that is too large; `picture` may have
  /// fewer.
  std::uint32_t width = 0, height = 0;
  Picture picture;

  std::uint64_t pixels() const { return std::uint64_t{width} * height; }
};

/// Reads a PNG or JPEG of at most `pixels` pixels; never fails on content.
/// Transparent places become white. The picture is made smaller until it fits
/// `limits.pixels_scanned`.
PictureReading read_picture(std::string_view bytes, std::uint64_t pixels,
                            const PictureLimits& limits);

}  // namespace calspam
