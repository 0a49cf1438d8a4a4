// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mail/message.hh"
#include "util/anomaly.hh"
#include "util/limits.hh"

namespace calspam {

/// What gmime, which many programs read mail with, makes of a message. Where
/// it and we differ, a filter and a mail program may differ as well.
struct MailOpinion {
  /// Plain sentences: `"text/calendar" at 1.2 is not in the tree of gmime`.
  std::vector<std::string> differences;
  Anomalies anomalies;  ///< what its parser warned of
  bool asked = false;   ///< false: too large, or a shape that it cannot bear
};

/// Reads `bytes` with gmime too and compares its tree with `ours`: types,
/// children, boundaries, and the parameters that matter to calendars. gmime
/// gets no input that is known to hang or crash it (all of it in proportion
/// to what can do harm: size, boundary lines, address groups); such input is
/// an anomaly of its own. May be called by several threads.
MailOpinion ask_gmime(std::string_view bytes, const Message& ours,
                      const Limits& limits);

}  // namespace calspam
