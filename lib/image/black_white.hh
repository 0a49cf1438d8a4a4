// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "image/picture.hh"

namespace calspam {

/// The picture in black (0) and white (255): each pixel against the mean of
/// its surroundings, so that shadows and dark paper do no harm.
Picture black_and_white(const Picture& picture);

/// Whether `picture`, which is black and white, has more than `most` squares
/// such as mark the corners of QR codes: dark, light, dark, light, dark, in
/// widths of 1:1:3:1:1, across and down. Searching for codes tries all triples
/// of them, and a picture may be full of them on purpose.
bool has_more_corners(const Picture& picture, std::size_t most);

}  // namespace calspam
