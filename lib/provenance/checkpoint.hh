// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/subject.hh"
#include "provenance/path.hh"

namespace calspam {

/// A place on the way where the event could have been stopped (CC/R 18003 4.1).
struct Checkpoint {
  std::string role;  ///< "author", "source-calendar", "source-mail", "relay",
                     ///< "destination-mail", "destination-calendar"
  std::string who;   ///< host, domain or account, "" when not known
  bool observed = false;              ///< our side saw it; else it is claimed
  std::vector<std::string> evidence;  ///< what it had before it; sentences
  std::string could;  ///< what it could have done, "" when nothing is known
};

/// How the event got to where it would enter a calendar (CC/R 18003 7.1 c).
struct Insertion {
  /// "imip", "attachment", "notification" (of a platform, without a calendar
  /// part), "subscription", "import", "unknown"
  std::string channel = "unknown";
  Confidence confidence = Confidence::None;
  std::string why;      ///< of the channel, a phrase
  std::string explain;  ///< one plain sentence for the user; untrusted
};

struct Provenance;

/// The six of 4.1, from the author to the calendar. All of `provenance` but
/// these and the insertion must be there.
std::vector<Checkpoint> checkpoints(const Subject& subject,
                                    const Provenance& provenance);
Insertion insertion_of(const Subject& subject, const Provenance& provenance);

}  // namespace calspam
