// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/campaign_digest.hh"
#include "report/campaign.hh"

namespace calspam {

/// The members of one campaign in input order, and the keys of each.
struct CampaignView {
  std::vector<const CampaignMember*> members;
  std::vector<std::vector<const CampaignMember::Key*>> keys;
};

/// What only a batch can show, told of in calspam-scan(1).
struct CampaignCheck {
  std::string_view id, severity, certainty, clause;
  std::string_view title;   ///< for the manual
  std::string_view honest;  ///< who does the same with good reason
  /// The sentence of the finding, "" when there is none.
  std::string (*message)(const CampaignView& view, const Campaign& campaign);
};
std::span<const CampaignCheck> campaign_checks();

/// Those that hold, in the order of the table. `campaign` has its counts.
std::vector<CampaignFinding> campaign_findings(const CampaignView& view,
                                               const Campaign& campaign);

}  // namespace calspam
