// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "evidence/finding.hh"

namespace calspam {

enum class Level {
  None,     ///< no calendar content
  Clean,    ///< read in full, nothing that matters
  Unknown,  ///< not read in full, and nothing found
  Suspicious,
  Spam
};
std::string_view level_name(Level level);

/// The judgement of one message.
struct Verdict {
  Level level = Level::None;
  double score = 0;                      ///< sum of the capped group scores
  std::map<std::string, double> groups;  ///< capped score of each group
  std::string classification = {};  ///< "unwanted", "abuse", "attack", or ""
  std::string category = {};        ///< "callback", "credential", ..., or ""
  Certainty certainty = Certainty::Low;
};

}  // namespace calspam
