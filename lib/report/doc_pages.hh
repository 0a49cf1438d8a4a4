// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace calspam {

// Where things are documented, for links on a terminal (Style::linked). Made
// of names of ours, never of a message; "" where there is no page.

/// CC/R 18003 at CalConnect.
inline constexpr std::string_view kGuidelinePage =
    "https://standards.calconnect.org/csd/cc-18003.html";
inline constexpr std::string_view kFactsPage = "man:calspam-facts(7)";
inline constexpr std::string_view kChecksPage = "man:calspam-checks(7)";

/// Of the file a rule was read from; "" where its path is not absolute.
std::string rule_page(std::string_view file);
/// Of "RFC 6047 2.4", "RFC 5545 A.1", "CC/R 18003 A.1", or of a URL.
std::string reference_page(std::string_view reference);

}  // namespace calspam
