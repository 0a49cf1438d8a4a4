// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/campaign_digest.hh"
#include "engine/campaign_limits.hh"
#include "report/campaign.hh"

namespace calspam {

/// Groups the messages of a batch by what they share. Messages come in input
/// order, so that the same batch gives the same campaigns; state is bounded by
/// CampaignLimits. Lives in the parent process and reads digests only.
class Campaigns {
 public:
  /// Whether a domain is one that everybody's mail names: calendar, meeting
  /// and booking services, shorteners. It ties nothing together.
  using IsCommon = std::function<bool(std::string_view domain)>;

  explicit Campaigns(IsCommon is_common, const CampaignLimits& limits = {});

  /// The digest of the next message, campaign_digest(); "" is none.
  void add(std::string_view digest);
  CampaignSummary summary() const;

 private:
  using Number = std::uint32_t;
  struct Member {
    CampaignMember said;  // its keys are emptied into `keys`
    std::vector<Number> keys;
  };

  bool ties_nothing(const CampaignMember::Key& key) const;
  Number key_number(const CampaignMember::Key& key);
  void tie(Number member);
  void tie_by(std::uint64_t what, Number member);
  Number root_of(Number member);
  Campaign campaign_of(const std::vector<Number>& members) const;
  std::vector<SharedKey> shared_keys(const std::vector<Number>& members) const;

  IsCommon is_common_;
  CampaignLimits limits_;
  std::vector<Member> members_;
  std::vector<Number> parents_;  // of the forest of members
  std::vector<CampaignMember::Key> keys_;
  std::unordered_map<std::string, Number> key_numbers_;
  // The first message with a strong key, or with a pair of weak ones.
  std::unordered_map<std::uint64_t, Number> first_with_;
  std::uint64_t left_out_ = 0;
};

}  // namespace calspam
