// SPDX-License-Identifier: MIT
#pragma once

#include "report/formats.hh"

namespace calspam {

inline constexpr std::string_view kReportSchema = "calspam.report/1";

namespace json_format {  // one document

void begin(FormatRun& run, std::string& out);
void message(const FormatOptions& options, const Report& report,
             std::string& out);
void error(FormatRun& run, const InputError& error, std::string& out);
void end(FormatRun& run, const Summary& summary, std::string& out);

}  // namespace json_format

namespace jsonl_format {  // a record a line

void begin(FormatRun& run, std::string& out);
void message(const FormatOptions& options, const Report& report,
             std::string& out);
void error(FormatRun& run, const InputError& error, std::string& out);
void end(FormatRun& run, const Summary& summary, std::string& out);

}  // namespace jsonl_format

}  // namespace calspam
