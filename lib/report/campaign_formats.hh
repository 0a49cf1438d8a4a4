// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "report/formats.hh"

namespace calspam {

// How each format for people tells of campaigns; `end` of the format calls it.
void add_campaigns_text(const FormatOptions& options,
                        const CampaignSummary& summary, std::string& out);
void add_campaigns_markdown(const CampaignSummary& summary, std::string& out);
void add_campaigns_html(const CampaignSummary& summary, std::string& out);
/// A table of its own after an empty line: its columns are others.
void add_campaigns_csv(const CampaignSummary& summary, std::string& out);

}  // namespace calspam
