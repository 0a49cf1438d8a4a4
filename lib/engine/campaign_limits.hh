// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace calspam {

/// Bounds on what the grouping of campaigns keeps in memory, and prints. What
/// they leave out is counted and told.
struct CampaignLimits {
  /// Messages that are grouped, the first of a batch.
  std::size_t messages = 100'000;
  /// Different keys of all of them.
  std::size_t keys = 1'000'000;
  /// Campaigns that are told of, the largest.
  std::size_t campaigns = 1'000;
  /// Shared keys that are told of each, the most shared.
  std::size_t shared = 20;
};

/// From where on a finding of a campaign holds: calspam-scan(1) says so too.
struct CampaignThresholds {
  std::size_t least_messages = 3;
  std::size_t burst_messages = 10;  ///< within an hour
  std::size_t slices = 3;           ///< messages whose attendees differ
  std::size_t slice_attendees = 5;  ///< that each of them has at least
  std::size_t strangers = 3;        ///< messages with one UID
  std::size_t organizers = 3;
  std::size_t offset_messages = 5;  ///< with the same start offset
};

}  // namespace calspam
