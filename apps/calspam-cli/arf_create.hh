// SPDX-License-Identifier: MIT
#pragma once

#include "arf_options.hh"
#include "engine/analyzer.hh"

namespace calspam {

/// `calspam arf create`: reports on the inputs; the exit status.
int create_reports(const ArfOptions& options, const Analyzer& analyzer);

/// The incident with this number is one to report on (RFC 6650 7.5).
bool is_report_due(std::uint64_t incident);

}  // namespace calspam
