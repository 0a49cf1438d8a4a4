// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "enrich/site.hh"
#include "util/result.hh"

namespace calspam {

/// Reads a site file, calspam-site(5), and the list files that it names; these
/// are looked for beside it. Any fault in any of them is an error with file,
/// line and column.
Result<Site> load_site(const std::string& path);

}  // namespace calspam
