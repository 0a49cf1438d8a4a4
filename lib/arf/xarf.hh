// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "arf/abuse_case.hh"
#include "arf/abuse_report.hh"
#include "arf/reading.hh"
#include "util/result.hh"

namespace calspam {

/// XARF 4 on one line, ended by LF. The protocol is "smtp" only where a source
/// port and an envelope sender are known, which the schema then asks for, and
/// "other" else. Evidence is the mail, or the calendar where there is none.
/// The report_id is made from the input and the time, so that the same gives
/// the same.
Result<AbuseMail> write_xarf(const AbuseCase& incident,
                             const ReportWishes& wishes,
                             const PrivateWords* words, const Limits& limits);

/// Reads XARF of version 3 or 4; nothing where the text is no such JSON.
std::optional<AbuseReading> read_xarf(std::string_view json,
                                      const ArfLimits& bounds);

}  // namespace calspam
