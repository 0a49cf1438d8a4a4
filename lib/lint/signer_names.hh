// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace calspam {

/// The mail addresses in the certificates of a PKCS #7 signature (RFC 5652),
/// given in DER: rfc822Name of subjectAltName (RFC 5280 4.2.1.6) and
/// emailAddress of names. Whose certificate is the signer's, and whether any
/// of them is good, is not asked. Linear; at most 64 addresses.
std::vector<std::string> signer_names(std::string_view der);

}  // namespace calspam
