// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"

namespace calspam {

/// How the message is put together: multiparts, transfer encodings, charsets
/// and the header fields of parts (RFC 2045 to 2047, RFC 2183, RFC 2231).
extern const CheckFamily kFamilyMime;

}  // namespace calspam
