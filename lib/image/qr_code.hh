// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "image/picture.hh"

namespace calspam {

struct QrCodes {
  std::vector<std::string> codes;  ///< what each says, UTF-8, as found
  /// More corners of codes than are tried: the picture was not searched, or
  /// not in both ways.
  bool too_many_corners = false;
  bool too_many = false;  ///< more codes than are kept
};

/// The QR codes in a picture, dark on light or else light on dark.
QrCodes qr_codes(const Picture& picture, const PictureLimits& limits);

}  // namespace calspam
