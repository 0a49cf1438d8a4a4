// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "evidence/subject.hh"
#include "mail/authentication.hh"
#include "provenance/finding.hh"
#include "provenance/limits.hh"
#include "provenance/path.hh"

namespace calspam {

/// A field with authentication results, and whether to believe it.
struct RecordedResults {
  AuthField field;
  std::size_t method_count = 0;  ///< also those beyond the limit
  bool trusted = false;
  std::string why;  ///< why it is believed or not, a phrase
};

/// What receivers wrote down about the authentication of the mail.
struct RecordedAuthentication {
  std::vector<RecordedResults> fields;  ///< from the top down
  std::size_t field_count = 0;          ///< also those beyond the limit
  /// What our side says of each method, as of arrival: "pass", "fail", ...;
  /// "unknown" where nothing that can be trusted says anything.
  std::string spf = "unknown", dkim = "unknown", dmarc = "unknown",
              arc = "unknown";
  std::string spf_domain;                 ///< of the envelope sender
  std::string dmarc_domain;               ///< of From
  std::vector<std::string> dkim_domains;  ///< that pass, as our side says
};

/// RFC 8601 5, 7.1: only what the border's own organisation added counts.
RecordedAuthentication recorded_authentication(const Subject& subject,
                                               const Path& path,
                                               const ProvenanceLimits& limits,
                                               ProvenanceFindings& findings);

}  // namespace calspam
