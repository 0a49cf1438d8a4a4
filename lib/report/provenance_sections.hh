// SPDX-License-Identifier: MIT
#pragma once

// Sections of the text of `calspam provenance`, each appended with its
// heading. Only lib/report/provenance_*.cc include this.

#include <string>

#include "provenance/provenance.hh"
#include "report/style.hh"

namespace calspam::provenance_text {

void add_authentication(const Style& style, const Provenance& all,
                        std::string& out);
void add_calendar(const Style& style, const Provenance& all, std::string& out);

}  // namespace calspam::provenance_text
