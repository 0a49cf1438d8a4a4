// SPDX-License-Identifier: MIT
#pragma once

// What platform_of() is made of. Only lib/provenance/platform*.cc include this.

#include "provenance/platform.hh"

namespace calspam {

void find_tenant(const Subject& subject,
                 const std::vector<CalendarObject>& objects,
                 Platform& platform);
void find_account(const Subject& subject, const Path& path,
                  const RecordedAuthentication& recorded,
                  const std::vector<CalendarObject>& objects,
                  Platform& platform);
void find_platform_oddities(const Subject& subject, const Path& path,
                            const std::vector<CalendarObject>& objects,
                            Platform& platform, ProvenanceFindings& findings);

}  // namespace calspam
