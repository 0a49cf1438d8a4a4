// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "report/report.hh"

namespace calspam {

/// The section of one message in an HTML report, folded to a line unless it is
/// to stand open. Lists are cut, so that it stays a section.
std::string html_message(const Report& report, bool open = false);

/// The class that colours and filters by a level: "s" for spam, ...
std::string_view html_level_class(Level level);

}  // namespace calspam
