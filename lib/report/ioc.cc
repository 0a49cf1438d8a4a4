// SPDX-License-Identifier: MIT
#include "report/ioc.hh"

#include <fmt/format.h>

#include "report/indicators.hh"

namespace calspam::ioc_format {

void begin(FormatRun&, std::string&) {}

void message(const FormatOptions&, const Report& report, std::string& out) {
  for (const Indicator& found : indicators(report))
    out +=
        fmt::format("{}\t{}\n", indicator_kind_name(found.kind), found.value);
}

// Errors are for standard error.
void error(FormatRun&, const InputError&, std::string&) {}

void end(FormatRun&, const Summary&, std::string&) {}

}  // namespace calspam::ioc_format
