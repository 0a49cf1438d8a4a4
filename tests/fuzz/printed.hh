// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "report/formats.hh"

namespace calspam {

/// Aborts where text for people acts on a terminal, line by line.
void must_not_act(std::string_view text);
/// The same for text in colour, where only our own colours may act.
void must_only_paint(std::string_view text);

/// Prints a run over `reports`, and an input that failed, in each of the
/// formats: nothing that comes out acts, and what should be JSON is. Text is
/// printed once more in colour, on a narrow terminal.
void check_printed(std::span<const Format> formats,
                   const std::vector<Report>& reports,
                   const std::optional<CampaignSummary>& campaigns = {});

/// Aborts where two records of one message are not the same.
void must_be_same(const Report& one, const Report& other);

}  // namespace calspam
