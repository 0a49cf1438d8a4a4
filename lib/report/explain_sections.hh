// SPDX-License-Identifier: MIT
#pragma once

// The sections of explanation_text(), each appended with its heading, or not
// at all when there is nothing to say. Only lib/report/explain*.cc include
// this.

#include <string>
#include <string_view>

#include "report/explain.hh"

namespace calspam::explain_text {

void add_heading(const Style& style, std::string_view title, std::string& out);

void add_nature(const Explanation& explanation, const ExplainOptions& options,
                std::string& out);
void add_reasons(const Explanation& explanation, const ExplainOptions& options,
                 std::string& out);
void add_doubts(const Explanation& explanation, const ExplainOptions& options,
                std::string& out);
void add_unchecked(const Explanation& explanation,
                   const ExplainOptions& options, std::string& out);
void add_advice(const Explanation& explanation, const Style& style,
                std::string& out);
void add_structure(const Explanation& explanation, const Style& style,
                   std::string& out);
void add_calendars(const Explanation& explanation, const Style& style,
                   std::string& out);
void add_links(const Explanation& explanation, const Style& style,
               std::string& out);
void add_impact(const Explanation& explanation, const Style& style,
                std::string& out);
void add_oddities(const Explanation& explanation, const Style& style,
                  std::string& out);

}  // namespace calspam::explain_text
