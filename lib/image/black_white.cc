// SPDX-License-Identifier: MIT
#include "image/black_white.hh"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace calspam {
namespace {

// Sums of all pixels above and to the left; two million of 255 fit 32 bits.
std::vector<std::uint32_t> sums_of(const Picture& picture) {
  const std::size_t stride = std::size_t{picture.width} + 1;
  std::vector<std::uint32_t> sums(stride * (picture.height + 1));
  for (std::size_t y = 0; y < picture.height; ++y) {
    std::uint32_t row = 0;
    for (std::size_t x = 0; x < picture.width; ++x) {
      row += picture.gray[y * picture.width + x];
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
    }
  }
  return sums;
}

struct Corner {
  std::int64_t x = 0, y = 0, size = 0;
};

/// Five runs in one direction, and where they end.
class Runs {
 public:
  /// Takes in the run that ended before `at`; true when the last five are
  /// dark, light, dark, light, dark in about 1:1:3:1:1. What is looser than
  /// the search itself counts too many and misses none.
  bool end(std::int64_t length, bool dark) {
    std::rotate(lengths_.begin(), lengths_.begin() + 1, lengths_.end());
    lengths_.back() = length;
    if (!dark) return false;
    const std::int64_t seven = size();
    for (std::size_t i = 0; i < 5; ++i) {
      const std::int64_t modules = i == 2 ? 3 : 1;
      if (std::abs(7 * lengths_[i] - modules * seven) * 4 >
          3 * modules * seven + 7 * 4)
        return false;
    }
    return lengths_[0] > 0;
  }
  /// Whether the run in the middle of the last five, which ended before `end`,
  /// holds the place 0.
  bool middle_holds_zero(std::int64_t end) const {
    const std::int64_t last = end - lengths_[4] - lengths_[3];
    return last - lengths_[2] <= 0 && 0 < last;
  }
  std::int64_t size() const {
    return lengths_[0] + lengths_[1] + lengths_[2] + lengths_[3] + lengths_[4];
  }

 private:
  std::array<std::int64_t, 5> lengths_ = {};
};

bool is_dark(const Picture& picture, std::int64_t x, std::int64_t y) {
  return picture.gray[static_cast<std::size_t>(y) * picture.width +
                      static_cast<std::size_t>(x)] == 0;
}

// Through the middle in another direction: the same five runs.
bool goes_on(const Picture& picture, const Corner& corner, std::int64_t dx,
             std::int64_t dy) {
  Runs runs;
  std::int64_t length = 0;
  bool dark = false;
  for (std::int64_t step = -corner.size; step <= corner.size; ++step) {
    const std::int64_t x = corner.x + step * dx;
    const std::int64_t y = corner.y + step * dy;
    if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) continue;
    const bool now = is_dark(picture, x, y);
    if (length > 0 && now != dark) {
      if (runs.end(length, dark) && runs.middle_holds_zero(step)) return true;
      length = 0;
    }
    dark = now;
    ++length;
  }
  return length > 0 && runs.end(length, dark) &&
         runs.middle_holds_zero(corner.size + 1);
}

// Down and along both diagonals, as the search looks at them too.
bool is_corner(const Picture& picture, const Corner& corner) {
  return goes_on(picture, corner, 0, 1) && goes_on(picture, corner, 1, 1) &&
         goes_on(picture, corner, 1, -1);
}

bool is_known(const std::vector<Corner>& corners, const Corner& corner) {
  return std::any_of(corners.begin(), corners.end(), [&](const Corner& c) {
    return std::abs(c.x - corner.x) * 2 < c.size &&
           std::abs(c.y - corner.y) * 2 < c.size;
  });
}

}  // namespace

Picture black_and_white(const Picture& picture) {
  const std::vector<std::uint32_t> sums = sums_of(picture);
  const std::size_t stride = std::size_t{picture.width} + 1;
  const std::size_t reach =
      std::max<std::size_t>(8, std::min(picture.width, picture.height) / 6);
  Picture out = picture;
  for (std::size_t y = 0; y < picture.height; ++y) {
    const std::size_t top = y > reach ? y - reach : 0;
    const std::size_t bottom =
        std::min<std::size_t>(picture.height, y + reach + 1);
    for (std::size_t x = 0; x < picture.width; ++x) {
      const std::size_t left = x > reach ? x - reach : 0;
      const std::size_t right =
          std::min<std::size_t>(picture.width, x + reach + 1);
      const std::uint64_t sum = std::uint64_t{sums[bottom * stride + right]} +
                                sums[top * stride + left] -
                                sums[top * stride + right] -
                                sums[bottom * stride + left];
      // A tenth darker than its surroundings is dark.
      const std::uint64_t area = (bottom - top) * (right - left);
      std::uint8_t& pixel = out.gray[y * picture.width + x];
      pixel = std::uint64_t{pixel} * area * 10 < sum * 9 ? 0 : 255;
    }
  }
  return out;
}

bool has_more_corners(const Picture& picture, std::size_t most) {
  std::vector<Corner> corners;
  for (std::int64_t y = 0; y < picture.height; ++y) {
    Runs runs;
    std::int64_t length = 1;
    for (std::int64_t x = 1; x <= picture.width; ++x) {
      if (x < picture.width &&
          is_dark(picture, x, y) == is_dark(picture, x - 1, y)) {
        ++length;
        continue;
      }
      if (runs.end(length, is_dark(picture, x - 1, y))) {
        const Corner corner{x - runs.size() / 2 - 1, y, runs.size()};
        if (!is_known(corners, corner) && is_corner(picture, corner)) {
          corners.push_back(corner);
          if (corners.size() > most) return true;
        }
      }
      length = 1;
    }
  }
  return false;
}

}  // namespace calspam
