// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/subject.hh"
#include "provenance/finding.hh"
#include "provenance/google.hh"
#include "provenance/object.hh"
#include "provenance/path.hh"
#include "provenance/recorded.hh"
#include "provenance/signature.hh"

namespace calspam {

/// One sign of the calendar platform that made the event.
struct PlatformVote {
  std::string source;    ///< "prodid", "uid", "message_id", "dkim", "path",
                         ///< "sender"
  std::string platform;  ///< "google", "microsoft", ...
  std::string evidence;  ///< the value; untrusted
  /// Verified by us, or seen by our side: cannot be copied from a template.
  bool proven = false;
};

/// Which platform made the event, and who answers for it there.
struct Platform {
  std::string name;  ///< "" when nothing is told
  std::vector<PlatformVote> votes;
  bool contradicted = false;  ///< votes for another platform are there
  std::string tenant;         ///< domain or name of the customer, ""
  std::string tenant_basis;   ///< "dkim d=x.gappssmtp.com", ...
  bool tenant_exact = true;   ///< false: dots and dashes of it are not told
  /// The account that made the event, as far as the platform answers for it.
  std::string account;
  std::string account_basis;  ///< why that one, a phrase
  Confidence account_confidence = Confidence::None;
  GoogleBounce bounce;  ///< of Return-Path
};

Platform platform_of(const Subject& subject, const Path& path,
                     const RecordedAuthentication& recorded,
                     const Signatures& signatures,
                     const std::vector<CalendarObject>& objects,
                     ProvenanceFindings& findings);

/// The platform that a host, a signing domain or an address belongs to, "".
std::string_view platform_of_domain(std::string_view domain);

}  // namespace calspam
