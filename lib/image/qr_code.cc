// SPDX-License-Identifier: MIT
#include "image/qr_code.hh"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <exception>

#include "image/black_white.hh"

namespace calspam {
namespace {

// The library sees what was counted: it must not choose a threshold of its own,
// nor make the picture smaller.
QrCodes codes_in(const Picture& picture, const PictureLimits& limits) {
  if (has_more_corners(picture, limits.code_corners)) return {{}, true, false};
  ZXing::DecodeHints hints;
  hints.setFormats(ZXing::BarcodeFormat::QRCode |
                   ZXing::BarcodeFormat::MicroQRCode);
  // One more says that there are more.
  hints.setMaxNumberOfSymbols(static_cast<std::uint8_t>(limits.codes + 1));
  // Its finder takes any angle; turning the picture would only cost.
  hints.setTryRotate(false);
  hints.setTryDownscale(false);
  hints.setBinarizer(ZXing::Binarizer::FixedThreshold);
  const ZXing::ImageView view(
      picture.gray.data(), static_cast<int>(picture.width),
      static_cast<int>(picture.height), ZXing::ImageFormat::Lum);
  QrCodes found;
  for (const ZXing::Result& result : ZXing::ReadBarcodes(view, hints)) {
    if (!result.isValid() || result.text().empty()) continue;
    found.too_many = found.codes.size() == limits.codes;
    if (found.too_many) break;
    found.codes.push_back(result.text().substr(0, limits.code_bytes));
  }
  return found;
}

}  // namespace

QrCodes qr_codes(const Picture& picture, const PictureLimits& limits) {
  // The smallest code has eleven modules to a side.
  if (picture.width < 11 || picture.height < 11) return {};
  try {
    const QrCodes found = codes_in(black_and_white(picture), limits);
    if (!found.codes.empty()) return found;
    Picture negative = picture;
    for (std::uint8_t& pixel : negative.gray)
      pixel = static_cast<std::uint8_t>(255 - pixel);
    QrCodes light = codes_in(black_and_white(negative), limits);
    light.too_many_corners = light.too_many_corners || found.too_many_corners;
    return light;
  } catch (const std::exception&) {
    // What the library cannot read holds no code for people either.
    return {};
  }
}

}  // namespace calspam
