// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "evidence/subject.hh"
#include "report/formats.hh"

namespace calspam {

/// All facts of an input, one a line: name with the number of its row, value,
/// place. Rows beyond the first 1,000 of a scope are counted, not shown.
std::string facts_text(const Subject& subject);

namespace facts_format {

void begin(FormatRun& run, std::string& out);
void message(const FormatOptions& options, const Report& report,
             std::string& out);
void error(FormatRun& run, const InputError& error, std::string& out);
void end(FormatRun& run, const Summary& summary, std::string& out);

}  // namespace facts_format

}  // namespace calspam
