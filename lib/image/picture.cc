// SPDX-License-Identifier: MIT
#include "image/picture.hh"

#include <algorithm>

#include "image/jpeg.hh"
#include "image/png.hh"

namespace calspam {
namespace {

// Four pixels become their mean.
Picture halved(const Picture& large) {
  Picture small;
  small.width = large.width / 2;
  small.height = large.height / 2;
  small.gray.resize(std::size_t{small.width} * small.height);
  for (std::size_t y = 0; y < small.height; ++y) {
    const std::uint8_t* above = &large.gray[2 * y * large.width];
    const std::uint8_t* below = above + large.width;
    std::uint8_t* out = &small.gray[y * small.width];
    for (std::size_t x = 0; x < small.width; ++x)
      out[x] = static_cast<std::uint8_t>(
          (above[2 * x] + above[2 * x + 1] + below[2 * x] + below[2 * x + 1]) /
          4);
  }
  return small;
}

}  // namespace

PictureReading read_picture(std::string_view bytes, std::uint64_t pixels,
                            const PictureLimits& limits) {
  PictureReading reading;
  if (is_png(bytes))
    reading.format = "png";
  else if (is_jpeg(bytes))
    reading.format = "jpeg";
  else
    return reading;
  pixels = std::min(pixels, limits.pixels_each);
  if (bytes.size() > limits.picture_bytes)
    reading.outcome = PictureReading::Outcome::TooLarge;
  else if (reading.format == "png")
    read_png(bytes, pixels, reading);
  else
    read_jpeg(bytes, pixels, limits, reading);
  Picture& picture = reading.picture;
  while (std::uint64_t{picture.width} * picture.height >
             limits.pixels_scanned &&
         picture.width > 1 && picture.height > 1)
    picture = halved(picture);
  return reading;
}

}  // namespace calspam
