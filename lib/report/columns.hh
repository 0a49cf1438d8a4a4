// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace calspam {

/// Columns that a terminal gives a text that printable() made: two for the
/// wide characters of East Asia and for emoji, none for marks that sit on the
/// letter before. An estimate; terminals differ.
std::size_t columns(std::string_view text);
/// `text` with spaces up to `width` columns.
std::string padded(std::string_view text, std::size_t width);
/// `text` cut to `width` columns, with an ellipsis where it was cut; never
/// more than eight bytes a column, however many marks are piled up.
std::string fitted(std::string_view text, std::size_t width);

}  // namespace calspam
