// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace calspam {

/// Bounds on what the pictures of one message may cost. Time is bounded by
/// counting pixels, so that the same message always gives the same answer.
struct PictureLimits {
  /// Pictures read of one message; a newsletter has thirty, most of them not
  /// in the mail itself.
  std::size_t pictures = 32;
  /// Pixels of one picture, by its own header: a 4K screen has 8 million, the
  /// camera of a telephone 12 to 50. Larger ones are not read.
  std::uint64_t pixels_each = 64'000'000;
  /// Pixels of all pictures of a message together.
  std::uint64_t pixels_all = 96'000'000;
  /// A picture is halved until it has no more, before codes are looked for.
  std::uint64_t pixels_scanned = 2'000'000;
  /// Scans of a progressive JPEG; encoders write about ten.
  int jpeg_scans = 64;
  /// Encoded bytes of one picture.
  std::size_t picture_bytes = 32u << 20;
  /// Squares that look like a corner of a QR code, three for each. All triples
  /// of them are tried, so that the time grows with the third power.
  std::size_t code_corners = 256;
  /// Codes kept of one picture, and bytes of each: the largest QR code holds
  /// 2,953.
  std::size_t codes = 16;
  std::size_t code_bytes = 4'096;
};

}  // namespace calspam
