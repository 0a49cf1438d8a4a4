// SPDX-License-Identifier: MIT
#include "fuzzed.hh"
#include "image/qr_code.hh"
#include "util/text.hh"

// Whatever the bytes: pixels as many as the size says and no more than allowed,
// and codes within their bounds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  PictureLimits limits;
  limits.pixels_each = 1'000'000;
  limits.pixels_scanned = 40'000;
  limits.picture_bytes = 32u << 10;
  limits.jpeg_scans = 4;
  const PictureReading reading =
      read_picture(bytes_of(data, size), 500'000, limits);
  const Picture& picture = reading.picture;
  must(picture.gray.size() == std::size_t{picture.width} * picture.height);
  if (reading.outcome != PictureReading::Outcome::Read) {
    must(picture.gray.empty());
    return 0;
  }
  must(reading.pixels() <= 500'000 && picture.gray.size() <= reading.pixels());
  const QrCodes found = qr_codes(picture, limits);
  must(found.codes.size() <= limits.codes);
  for (const std::string& code : found.codes)
    must(code.size() <= limits.code_bytes && is_valid_utf8(code));
  return 0;
}
