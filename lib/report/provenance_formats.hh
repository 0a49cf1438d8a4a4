// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include "report/formats.hh"

namespace calspam {

/// What `calspam provenance` can print: those of scan that a program reads,
/// and forms of its own. The first is the default.
std::span<const Format> provenance_formats();
/// Null when there is none of that name.
const Format* find_provenance_format(std::string_view name);

namespace provenance_text {  // for people
void message(const FormatOptions& options, const Report& report,
             std::string& out);
}
namespace provenance_dot {  // Graphviz: a digraph a message
void message(const FormatOptions& options, const Report& report,
             std::string& out);
}
namespace provenance_mermaid {  // Mermaid: a flowchart a message
void message(const FormatOptions& options, const Report& report,
             std::string& out);
}

}  // namespace calspam
