// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "evidence/subject.hh"

namespace calspam {

/// "Local+tag@Example.com" as "local@example.com".
std::string plain_address(std::string_view address);

/// The address is one of the mail's recipients; case and a "+tag" are ignored.
bool is_recipient(const Subject& subject, std::string_view address);

/// A recipient's address stands in `text`: plain, percent-encoded, or in a
/// token of base64 or hexadecimal; with `hashed` also as the MD5 or SHA-1 of
/// the address. At most the first twenty recipients are tried.
bool holds_recipient(const Subject& subject, std::string_view text,
                     bool hashed);

}  // namespace calspam
