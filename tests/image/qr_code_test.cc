// SPDX-License-Identifier: MIT
#include "image/qr_code.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "image/sample_picture.hh"

namespace calspam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr const char* kLink =
    "https://login-portal.scan-desk.test/verify?u=mara";

std::vector<std::string> codes(const std::string& name,
                               const PictureLimits& limits = {}) {
  return qr_codes(read_picture(sample_picture(name), limits.pixels_all, limits)
                      .picture,
                  limits)
      .codes;
}

TEST(QrCode, SaysWhenThereAreMoreThanAreKept) {
  PictureLimits limits;
  const auto found = [&limits] {
    return qr_codes(
        read_picture(sample_picture("qr-two.png"), limits.pixels_all, limits)
            .picture,
        limits);
  };
  EXPECT_EQ(found().codes.size(), 2u);
  EXPECT_FALSE(found().too_many);
  limits.codes = 1;
  EXPECT_EQ(found().codes.size(), 1u);
  EXPECT_TRUE(found().too_many);
}

TEST(QrCode, IsReadFromADrawing) {
  EXPECT_THAT(codes("qr-link.png"), ElementsAre(kLink));
}

TEST(QrCode, IsReadFromATiltedPhoto) {
  EXPECT_THAT(codes("qr-photo.jpg"), ElementsAre(kLink));
}

TEST(QrCode, IsReadLightOnDark) {
  EXPECT_THAT(codes("qr-light-on-dark.png"), ElementsAre(kLink));
}

TEST(QrCode, IsReadFromATransparentPicture) {
  EXPECT_THAT(codes("qr-transparent.png"), ElementsAre(kLink));
}

TEST(QrCode, MayBeOneOfSeveral) {
  EXPECT_THAT(codes("qr-two.png"),
              UnorderedElementsAre(kLink, "https://example.org/menu"));
}

TEST(QrCode, IsCutAtItsBound) {
  PictureLimits limits;
  limits.code_bytes = 8;
  EXPECT_THAT(codes("qr-link.png", limits), ElementsAre("https://"));
}

TEST(QrCode, IsNotSeenWhereThereIsNone) {
  EXPECT_THAT(codes("no-code.png"), IsEmpty());
  EXPECT_THAT(qr_codes({}, {}).codes, IsEmpty());
  EXPECT_THAT(qr_codes({4, 4, std::vector<std::uint8_t>(16)}, {}).codes,
              IsEmpty());
}

// Squares that look like corners of codes, nine pixels apart.
Picture full_of_corners(std::uint32_t side) {
  Picture picture{side, side,
                  std::vector<std::uint8_t>(std::size_t{side} * side, 255)};
  for (std::uint32_t y = 0; y + 9 <= side; ++y)
    for (std::uint32_t x = 0; x + 9 <= side; ++x) {
      const int across = static_cast<int>(x % 9) - 4;
      const int down = static_cast<int>(y % 9) - 4;
      const int ring = std::max(std::abs(across), std::abs(down));
      if (ring <= 1 || ring == 3) picture.gray[std::size_t{y} * side + x] = 0;
    }
  return picture;
}

TEST(QrCode, IsNotSearchedAmongTooManyCorners) {
  // The search would try thousands of millions of triples.
  const QrCodes found = qr_codes(full_of_corners(1'400), {});
  EXPECT_THAT(found.codes, IsEmpty());
  EXPECT_TRUE(found.too_many_corners);
  EXPECT_FALSE(qr_codes(full_of_corners(60), {}).too_many_corners);
}

TEST(QrCode, IsSearchedInGrain) {
  // Grey grain, as of a scanned photo; only squares of full contrast count.
  Picture grain{600, 600, std::vector<std::uint8_t>(360'000)};
  std::uint32_t state = 1;
  for (std::uint8_t& pixel : grain.gray) {
    state = state * 1'664'525u + 1'013'904'223u;
    pixel = static_cast<std::uint8_t>(180 + (state >> 28));
  }
  EXPECT_FALSE(qr_codes(grain, {}).too_many_corners);
}

}  // namespace
}  // namespace calspam
