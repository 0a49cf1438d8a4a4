// SPDX-License-Identifier: MIT
#include "engine/campaigns.hh"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "engine/campaign_findings.hh"

namespace calspam {
namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};
constexpr std::size_t kOrganizerKey = 0, kUidKey = 1, kTextKey = 3;
constexpr std::int64_t kHour = 3'600;

std::vector<Instant> times_of(
    const std::vector<const CampaignMember*>& members) {
  std::vector<Instant> times;
  for (const CampaignMember* member : members)
    if (member->time) times.push_back(*member->time);
  std::sort(times.begin(), times.end());
  return times;
}

std::uint64_t most_within_an_hour(const std::vector<Instant>& times) {
  std::size_t most = 0;
  for (std::size_t first = 0, last = 0; last < times.size(); ++last) {
    while (times[last] - times[first] >= kHour) ++first;
    most = std::max(most, last - first + 1);
  }
  return most;
}

void add_times(const std::vector<const CampaignMember*>& members,
               Campaign& campaign) {
  const std::vector<Instant> times = times_of(members);
  if (times.empty()) return;
  campaign.first = iso_instant(times.front());
  campaign.last = iso_instant(times.back());
  campaign.span_seconds =
      static_cast<std::uint64_t>(times.back() - times.front());
  campaign.busiest_hour = most_within_an_hour(times);
  campaign.per_hour =
      static_cast<double>(times.size()) * kHour /
      static_cast<double>(std::max<std::int64_t>(
          kHour, static_cast<std::int64_t>(campaign.span_seconds)));
}

void add_people(const std::vector<const CampaignMember*>& members,
                Campaign& campaign) {
  std::set<std::uint64_t> recipients;
  for (const CampaignMember* member : members) {
    recipients.insert(member->recipient_hashes.begin(),
                      member->recipient_hashes.end());
    campaign.attendees += member->attendees;
  }
  campaign.recipients = recipients.size();
}

void add_sample(const std::vector<const CampaignMember*>& members,
                Campaign& campaign) {
  const CampaignMember* sample = members.front();
  for (const CampaignMember* member : members)
    if (member->score > sample->score) sample = member;
  campaign.sample_name = sample->name;
  campaign.sample_sha256 = sample->sha256;
  campaign.sample_title = sample->title;
}

}  // namespace

Campaigns::Campaigns(IsCommon is_common, const CampaignLimits& limits)
    : is_common_(std::move(is_common)), limits_(limits) {}

void Campaigns::add(std::string_view digest) {
  if (digest.empty()) return;
  std::optional<CampaignMember> said = campaign_member(digest);
  if (!said) return;
  if (members_.size() >= limits_.messages) {
    ++left_out_;
    return;
  }
  Member member;
  for (const CampaignMember::Key& key : std::exchange(said->keys, {}))
    if (const Number number = key_number(key); number != kNone)
      member.keys.push_back(number);
  member.said = std::move(*said);
  const auto number = static_cast<Number>(members_.size());
  members_.push_back(std::move(member));
  parents_.push_back(number);
  tie(number);
}

// kNone when the bound on different keys is reached: a new key is not taken
// in, and its message is tied by those that are known.
Campaigns::Number Campaigns::key_number(const CampaignMember::Key& key) {
  std::string name = std::to_string(key.kind) + ' ' + key.value;
  const auto found = key_numbers_.find(name);
  if (found != key_numbers_.end()) return found->second;
  if (keys_.size() >= limits_.keys) {
    ++left_out_;
    return kNone;
  }
  const auto number = static_cast<Number>(keys_.size());
  keys_.push_back(key);
  key_numbers_.emplace(std::move(name), number);
  return number;
}

bool Campaigns::ties_nothing(const CampaignMember::Key& key) const {
  if (key.kind == kLinkDomainKey || key.kind == kTenantKey)
    return is_common_(key.value);
  if (key.kind != kOrganizerKey) return false;
  const std::size_t at = key.value.rfind('@');
  // A platform's own address stands for all of its users.
  return at != key.value.npos && key.value.find("noreply") < at &&
         is_common_(key.value.substr(at + 1));
}

void Campaigns::tie(Number member) {
  const std::vector<Number>& keys = members_[member].keys;
  std::vector<Number> weak;
  for (const Number number : keys) {
    if (ties_nothing(keys_[number])) continue;
    if (kKeyKinds[keys_[number].kind].strong)
      tie_by(number, member);
    else
      weak.push_back(number);
  }
  for (std::size_t i = 0; i < weak.size(); ++i)
    for (std::size_t j = i + 1; j < weak.size(); ++j)
      if (keys_[weak[i]].kind != keys_[weak[j]].kind)
        tie_by(std::uint64_t{std::min(weak[i], weak[j]) + 1} << 32 |
                   std::max(weak[i], weak[j]),
               member);
}

void Campaigns::tie_by(std::uint64_t what, Number member) {
  const auto [found, is_new] = first_with_.emplace(what, member);
  if (is_new) return;
  const Number a = root_of(found->second);
  const Number b = root_of(member);
  // The earlier message stays the root: a parent stands before its children.
  parents_[std::max(a, b)] = std::min(a, b);
}

Campaigns::Number Campaigns::root_of(Number member) {
  // Each node on the way is hung on the one above its parent: paths stay short.
  while (parents_[member] != member)
    member = parents_[member] = parents_[parents_[member]];
  return member;
}

CampaignSummary Campaigns::summary() const {
  std::map<Number, std::vector<Number>> groups;
  std::vector<Number> roots = parents_;
  for (Number i = 0; i < members_.size(); ++i) {
    roots[i] = roots[roots[i]];
    groups[roots[i]].push_back(i);
  }
  CampaignSummary summary;
  const std::size_t least = CampaignThresholds{}.least_messages;
  for (const auto& [root, members] : groups) {
    if (members.size() < least) continue;
    Campaign campaign = campaign_of(members);
    // An event and its updates to one person are a conversation.
    if (campaign.uids < 2 && campaign.recipients < 2) continue;
    summary.campaigns.push_back(std::move(campaign));
  }
  std::stable_sort(summary.campaigns.begin(), summary.campaigns.end(),
                   [](const Campaign& a, const Campaign& b) {
                     return std::tuple(a.findings.size(), a.messages) >
                            std::tuple(b.findings.size(), b.messages);
                   });
  if (summary.campaigns.size() > limits_.campaigns) {
    summary.more = summary.campaigns.size() - limits_.campaigns;
    summary.campaigns.resize(limits_.campaigns);
  }
  summary.left_out = left_out_;
  return summary;
}

Campaign Campaigns::campaign_of(const std::vector<Number>& numbers) const {
  std::vector<const CampaignMember*> members;
  for (const Number number : numbers) members.push_back(&members_[number].said);
  Campaign campaign;
  campaign.messages = members.size();
  campaign.id = "campaign-" + members.front()->sha256.substr(0, 12);
  for (const CampaignMember* member : members)
    ++campaign.levels[static_cast<std::size_t>(member->level)];
  add_times(members, campaign);
  add_people(members, campaign);
  add_sample(members, campaign);
  CampaignView view{members, {}};
  std::set<Number> organizers, uids;
  for (const Number number : numbers) {
    view.keys.emplace_back();
    for (const Number key : members_[number].keys) {
      view.keys.back().push_back(&keys_[key]);
      if (keys_[key].kind == kOrganizerKey) organizers.insert(key);
      if (keys_[key].kind == kUidKey) uids.insert(key);
    }
  }
  campaign.organizers = organizers.size();
  campaign.uids = uids.size();
  campaign.shared = shared_keys(numbers);
  campaign.findings = campaign_findings(view, campaign);
  return campaign;
}

std::vector<SharedKey> Campaigns::shared_keys(
    const std::vector<Number>& numbers) const {
  std::map<Number, std::uint64_t> counts;
  for (const Number number : numbers)
    for (const Number key : std::set<Number>(members_[number].keys.begin(),
                                             members_[number].keys.end()))
      ++counts[key];
  std::vector<std::pair<Number, std::uint64_t>> sorted;
  std::pair<Number, std::uint64_t> text{kNone, 0};
  for (const auto& [key, count] : counts) {
    if (count < 2) continue;
    if (keys_[key].kind != kTextKey)
      sorted.emplace_back(key, count);
    else if (count > text.second)  // one of its bands stands for the text
      text = {key, count};
  }
  if (text.first != kNone) sorted.push_back(text);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [this](const auto& a, const auto& b) {
                     return std::tuple(-static_cast<std::int64_t>(a.second),
                                       keys_[a.first].kind) <
                            std::tuple(-static_cast<std::int64_t>(b.second),
                                       keys_[b.first].kind);
                   });
  if (sorted.size() > limits_.shared) sorted.resize(limits_.shared);
  std::vector<SharedKey> shared;
  for (const auto& [key, count] : sorted)
    shared.push_back({std::string(kKeyKinds[keys_[key].kind].name),
                      keys_[key].value, count});
  return shared;
}

}  // namespace calspam
