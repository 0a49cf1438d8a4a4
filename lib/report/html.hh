// SPDX-License-Identifier: MIT
#pragma once

#include "report/formats.hh"

namespace calspam::html_format {

void begin(FormatRun& run, std::string& out);
void message(const FormatOptions& options, const Report& report,
             std::string& out);
void error(FormatRun& run, const InputError& error, std::string& out);
void end(FormatRun& run, const Summary& summary, std::string& out);
std::string digest(const Report& report);
void absorb(FormatRun& run, std::string_view digest);
std::string fitted(FormatRun& run, std::string_view output,
                   std::string_view digest);

}  // namespace calspam::html_format
