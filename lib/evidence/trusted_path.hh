// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "evidence/subject.hh"

namespace calspam {

/// What the site file makes of the way a mail came (CC/R 18003 6.1).
struct TrustedPath {
  enum class Origin { Unknown, Internal, External, Rerouted };
  Origin origin = Origin::Unknown;
  /// Where an outsider handed the mail over; null when none is known to have.
  const Hop* border = nullptr;
  /// The newest hop that the sender may have made up, or null.
  const Hop* beyond = nullptr;
};
std::string_view origin_name(TrustedPath::Origin origin);

/// Reads Received from the top as long as hosts of the site wrote it. What
/// stands below the border is the sender's word; a hop of the site's own there
/// makes the mail re-routed, claimed as it is.
TrustedPath trusted_path(const Subject& subject);

/// The authserv-id of the result is pinned in the site file.
bool is_pinned(const Site& site, const AuthResult& result);
/// The results that a host of the site recorded: pinned, and above the hops
/// that the sender may have made up. Between the border's own Received and the
/// next, where milters write, RFC 8601 5 has the border remove forged ones.
std::vector<const AuthResult*> trusted_results(const Subject& subject);

/// A trusted DKIM, SPF or DMARC pass, or the way inside the site, stands for
/// the domain. Unknown (empty) when the site file pins nothing.
std::optional<bool> is_authenticated(const Subject& subject,
                                     std::string_view domain);

}  // namespace calspam
