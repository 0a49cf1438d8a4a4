// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "evidence/campaign_keys.hh"
#include "report/campaign.hh"

namespace calspam {

// Pieces of the records as JSON text, for lib/report/json.cc.

/// The "campaign" block of a message.
std::string campaign_keys_json(const CampaignKeys& keys);
/// A campaign as an object, its strings not yet made safe for terminals.
std::string campaign_json(const Campaign& campaign);

}  // namespace calspam
