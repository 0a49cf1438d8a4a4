// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace calspam {

/// Something that messages of a campaign have in common.
struct SharedKey {
  std::string kind;   ///< "organizer", "phone", "link-domain", ...
  std::string value;  ///< printable
  std::uint64_t messages = 0;
};

/// What only several messages together can show.
struct CampaignFinding {
  std::string id, severity, certainty, message;
  std::vector<std::string> clauses;
  std::string honest;  ///< who does the same with good reason
};

/// Messages of a batch that belong together by what they share. That alone
/// says nothing against them: a company's invitations are a group as well.
struct Campaign {
  std::string id;  ///< made of its first message, the same in every run
  std::uint64_t messages = 0;
  std::array<std::uint64_t, 5> levels = {};  ///< messages by Level
  std::string first, last;                   ///< ISO instants, "" when unknown
  std::uint64_t span_seconds = 0;            ///< from first to last
  std::optional<double> per_hour;            ///< over an hour at least
  std::uint64_t busiest_hour = 0;  ///< most messages within sixty minutes
  std::uint64_t recipients = 0;    ///< different ones
  std::uint64_t organizers = 0;    ///< different ones
  std::uint64_t uids = 0;          ///< different ones
  std::uint64_t attendees = 0;     ///< entries of all messages together
  /// The message with the highest score, of equals the first.
  std::string sample_name, sample_sha256, sample_title;
  std::vector<SharedKey> shared;  ///< by two or more messages, most first
  std::vector<CampaignFinding> findings;
};

/// What came of --campaigns.
struct CampaignSummary {
  /// Those with most findings first, then the largest.
  std::vector<Campaign> campaigns;
  std::uint64_t more = 0;  ///< that were found and are not listed
  /// Messages and keys that came after the bounds of the grouping were
  /// reached; what they would have tied is not known.
  std::uint64_t left_out = 0;
};

}  // namespace calspam
