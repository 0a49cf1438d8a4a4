// SPDX-License-Identifier: MIT
#pragma once

#include "evidence/campaign_keys.hh"
#include "report/campaign.hh"
#include "report/json_text.hh"

namespace calspam {

// Pieces of the records, for lib/report/json.cc.

/// The members of the "campaign" block of a message.
void write_campaign_keys(JsonText& json, const CampaignKeys& keys);
/// The members of a campaign.
void write_campaign(JsonText& json, const Campaign& campaign);

}  // namespace calspam
