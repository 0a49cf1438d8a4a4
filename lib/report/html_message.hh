// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "report/report.hh"

namespace calspam {

/// The section of one message in an HTML report, folded to a line. Lists are
/// cut, so that a thousand messages stay a page that a browser opens.
std::string html_message(const Report& report);

/// The class that colours and filters by a level: "s" for spam, ...
std::string_view html_level_class(Level level);

}  // namespace calspam
