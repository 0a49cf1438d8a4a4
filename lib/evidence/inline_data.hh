// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "ical/calendar.hh"

namespace calspam {

/// The bytes that a data: URI holds (RFC 2397), at most `most` of them; "" for
/// another URI. Base64 is read as tolerantly as in mail.
std::string data_uri_bytes(std::string_view uri, std::size_t most);

/// The bytes that stand in ATTACH or IMAGE itself, as a data: URI or in base64
/// (RFC 5545 3.8.1.1), at most `most` of them; "" when they stand elsewhere.
std::string inline_bytes(const Property& property, std::size_t most);

/// Whether any bytes do.
bool holds_inline_bytes(const Property& property);

}  // namespace calspam
