// SPDX-License-Identifier: MIT
#include "image/png.hh"

#include <png.h>

namespace calspam {

bool is_png(std::string_view bytes) {
  using namespace std::string_view_literals;
  return bytes.substr(0, 8) == "\x89PNG\r\n\x1A\n"sv;
}

void read_png(std::string_view bytes, std::uint64_t pixels,
              PictureReading& reading) {
  // libpng's simplified interface keeps its long jumps to itself.
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  reading.outcome = PictureReading::Outcome::Broken;
  if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()))
    return;
  reading.width = image.width;
  reading.height = image.height;
  if (reading.pixels() > pixels) {
    reading.outcome = PictureReading::Outcome::TooLarge;
    png_image_free(&image);
    return;
  }
  image.format = PNG_FORMAT_GRAY;
  std::vector<std::uint8_t> gray(PNG_IMAGE_SIZE(image));
  const png_color white = {255, 255, 255};
  // A row that is broken ends the reading; what came before it is no picture.
  if (!png_image_finish_read(&image, &white, gray.data(), 0, nullptr)) {
    png_image_free(&image);
    return;
  }
  reading.outcome = PictureReading::Outcome::Read;
  reading.picture = {reading.width, reading.height, std::move(gray)};
}

}  // namespace calspam
