// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace calspam {

/// The U-label form of a domain in A-labels; labels that UTS 46 does not
/// accept stay as they are.
std::string domain_to_unicode(std::string_view ascii);

/// Opens the public suffix list and ICU's tables, before a sandbox closes the
/// file system.
void warm_up_domains();

}  // namespace calspam
