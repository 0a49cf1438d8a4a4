// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace calspam {

/// SHA-256 in lower-case hexadecimal.
std::string sha256(std::string_view bytes);

/// What senders hash addresses with; never used to prove anything.
std::string sha1(std::string_view bytes);
std::string md5(std::string_view bytes);

/// HMAC with SHA-256 (RFC 2104, RFC 4231) in lower-case hexadecimal.
std::string hmac_sha256(std::string_view key, std::string_view bytes);

}  // namespace calspam
