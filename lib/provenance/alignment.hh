// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "evidence/subject.hh"
#include "provenance/object.hh"
#include "provenance/platform.hh"

namespace calspam {

/// One identity beside another. Evidence, never a verdict: honest platforms
/// have mismatches of their own (RFC 6047 2.3 lets mail be forwarded).
struct Alignment {
  std::string a, b;              ///< "organizer", "from", "dkim.d", ...
  std::string a_value, b_value;  ///< addresses or domains; untrusted
  bool equal = false;            ///< the same address or domain
  bool same_organisation = false;
  bool normal = false;  ///< for the platform: it always looks like this
  std::string why;      ///< of `normal`, or what a mismatch means; a phrase
};

std::vector<Alignment> alignments(const Subject& subject,
                                  const Platform& platform,
                                  const std::vector<CalendarObject>& objects,
                                  ProvenanceFindings& findings);

}  // namespace calspam
