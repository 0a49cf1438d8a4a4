// SPDX-License-Identifier: MIT
#pragma once

#include "report/formats.hh"

namespace calspam::csv_format {

void begin(FormatRun& run, std::string& out);
void message(const FormatOptions& options, const Report& report,
             std::string& out);
void error(FormatRun& run, const InputError& error, std::string& out);
void end(FormatRun& run, const Summary& summary, std::string& out);

}  // namespace calspam::csv_format
