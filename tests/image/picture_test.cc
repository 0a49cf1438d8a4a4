// SPDX-License-Identifier: MIT
#include "image/picture.hh"

#include <gtest/gtest.h>

#include "image/sample_picture.hh"

namespace calspam {
namespace {

using Outcome = PictureReading::Outcome;

PictureReading read(const std::string& bytes, PictureLimits limits = {}) {
  return read_picture(bytes, limits.pixels_all, limits);
}

TEST(Picture, IsReadFromPng) {
  const PictureReading reading = read(sample_picture("no-code.png"));
  EXPECT_EQ(reading.outcome, Outcome::Read);
  EXPECT_EQ(reading.format, "png");
  EXPECT_EQ(reading.width, 240u);
  EXPECT_EQ(reading.picture.height, 180u);
  EXPECT_EQ(reading.picture.gray.size(), 240u * 180u);
}

TEST(Picture, IsReadFromJpeg) {
  const PictureReading reading = read(sample_picture("qr-photo.jpg"));
  EXPECT_EQ(reading.outcome, Outcome::Read);
  EXPECT_EQ(reading.format, "jpeg");
  EXPECT_EQ(reading.picture.width, 420u);
  // The corner is the grey of the paper.
  EXPECT_NEAR(reading.picture.gray.front(), 222, 4);
}

TEST(Picture, ShowsTransparentPlacesAsWhite) {
  EXPECT_EQ(read(sample_picture("qr-transparent.png")).picture.gray.front(),
            255);
}

TEST(Picture, IsHalvedUntilItFits) {
  PictureLimits limits;
  limits.pixels_scanned = 10'000;
  for (const char* name : {"no-code.png", "qr-photo.jpg"}) {
    const Picture picture = read(sample_picture(name), limits).picture;
    EXPECT_LE(picture.gray.size(), 10'000u) << name;
    EXPECT_GT(picture.gray.size(), 2'000u) << name;
    EXPECT_EQ(picture.gray.size(), std::size_t{picture.width} * picture.height);
  }
}

TEST(Picture, IsNotReadWhenItsHeaderSaysTooMuch) {
  const PictureReading large = read(sample_picture("claims-too-much.png"));
  EXPECT_EQ(large.outcome, Outcome::TooLarge);
  EXPECT_EQ(large.width, 40'000u);
  EXPECT_TRUE(large.picture.gray.empty());
  PictureLimits limits;
  limits.pixels_each = 1'000;
  EXPECT_EQ(read(sample_picture("qr-photo.jpg"), limits).outcome,
            Outcome::TooLarge);
  limits = {};
  limits.picture_bytes = 100;
  EXPECT_EQ(read(sample_picture("no-code.png"), limits).outcome,
            Outcome::TooLarge);
}

// Each scan goes over all pixels, and may be sent as often as one likes.
TEST(Picture, OfTooManyScansIsNotRead) {
  std::string bytes = sample_picture("qr-progressive.jpg");
  EXPECT_EQ(read(bytes).outcome, Outcome::Read);
  const std::string scan = bytes.substr(bytes.rfind("\xFF\xDA"));
  const std::string_view last =
      std::string_view(scan).substr(0, scan.size() - 2);
  const std::size_t end = bytes.size() - 2;
  for (int i = 0; i < 100; ++i) bytes.insert(end, last);
  const PictureReading many = read(bytes);
  EXPECT_EQ(many.outcome, Outcome::TooLarge);
  EXPECT_TRUE(many.picture.gray.empty());
  PictureLimits limits;
  limits.jpeg_scans = 200;
  EXPECT_NE(read(bytes, limits).outcome, Outcome::TooLarge);
}

TEST(Picture, OfOtherBytesIsNone) {
  EXPECT_EQ(read("").outcome, Outcome::Unknown);
  EXPECT_EQ(read("GIF89a").outcome, Outcome::Unknown);
  EXPECT_EQ(read(sample_picture("cut-short.png")).outcome, Outcome::Broken);
  EXPECT_EQ(read("\xFF\xD8\xFF and no more").outcome, Outcome::Broken);
}

TEST(Picture, SurvivesEveryChangedByte) {
  for (const char* name : {"qr-link.png", "qr-photo.jpg"}) {
    const std::string good = sample_picture(name);
    for (std::size_t at = 0; at < good.size(); at += 1 + good.size() / 300) {
      std::string bad = good;
      bad[at] = static_cast<char>(~bad[at]);
      const PictureReading reading = read(bad);
      EXPECT_EQ(reading.picture.gray.size(),
                std::size_t{reading.picture.width} * reading.picture.height);
      const PictureReading cut = read(good.substr(0, at));
      EXPECT_EQ(cut.picture.gray.size(),
                std::size_t{cut.picture.width} * cut.picture.height);
    }
  }
}

}  // namespace
}  // namespace calspam
