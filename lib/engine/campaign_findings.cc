// SPDX-License-Identifier: MIT
#include "engine/campaign_findings.hh"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/campaign_limits.hh"

namespace calspam {
namespace {

constexpr CampaignThresholds kFrom;

std::string_view value_of(const std::vector<const CampaignMember::Key*>& keys,
                          std::string_view kind) {
  for (const CampaignMember::Key* key : keys)
    if (kKeyKinds[key->kind].name == kind) return key->value;
  return "";
}

std::string burst(const CampaignView&, const Campaign& campaign) {
  if (campaign.busiest_hour < kFrom.burst_messages) return "";
  return fmt::format("{} messages within one hour, of {} in all",
                     campaign.busiest_hour, campaign.messages);
}

bool share_none(const std::vector<std::uint64_t>& sample,
                const std::set<std::uint64_t>& seen) {
  return std::none_of(sample.begin(), sample.end(),
                      [&seen](std::uint64_t h) { return seen.contains(h); });
}

// One list in pieces: each message has attendees that none before it has, and
// all pieces but the last are of about one size.
std::string chunked_attendees(const CampaignView& view, const Campaign&) {
  std::set<std::uint64_t> seen;
  std::map<std::uint64_t, std::size_t> sizes;
  std::size_t slices = 0, most = 0;
  for (const CampaignMember* member : view.members) {
    if (member->attendees < kFrom.slice_attendees ||
        !share_none(member->attendee_hashes, seen))
      continue;
    seen.insert(member->attendee_hashes.begin(), member->attendee_hashes.end());
    ++slices;
    most = std::max(most, ++sizes[member->attendees]);
  }
  if (slices < kFrom.slices || most + 1 < slices) return "";
  const auto size = std::max_element(
      sizes.begin(), sizes.end(),
      [](const auto& a, const auto& b) { return a.second < b.second; });
  return fmt::format(
      "{} messages name {} attendees each, and no two the same ones", most,
      size->first);
}

// One event in mail to several who are not on it.
std::string uid_to_strangers(const CampaignView& view, const Campaign&) {
  std::map<std::string_view, std::pair<std::size_t, std::set<std::uint64_t>>>
      strangers;
  for (std::size_t i = 0; i < view.members.size(); ++i) {
    const CampaignMember& member = *view.members[i];
    const std::string_view uid = value_of(view.keys[i], "uid");
    if (uid.empty() || member.recipient_listed.value_or(true)) continue;
    auto& [messages, recipients] = strangers[uid];
    ++messages;
    recipients.insert(member.recipient_hashes.begin(),
                      member.recipient_hashes.end());
  }
  for (const auto& [uid, found] : strangers)
    if (found.first >= kFrom.strangers &&
        found.second.size() >= kFrom.strangers)
      return fmt::format(
          "the event \"{}\" went to {} recipients in {} messages, and none of "
          "them is on it",
          uid, found.second.size(), found.first);
  return "";
}

// The same text, number, file or code from many: what stays when senders are
// blocked one by one.
std::string organizer_rotation(const CampaignView& view, const Campaign&) {
  std::map<std::pair<std::size_t, std::string_view>, std::set<std::string_view>>
      organizers;
  for (std::size_t i = 0; i < view.members.size(); ++i) {
    const std::string_view organizer = value_of(view.keys[i], "organizer");
    if (organizer.empty()) continue;
    for (const CampaignMember::Key* key : view.keys[i]) {
      const std::string_view kind = kKeyKinds[key->kind].name;
      if (kind == "phone" || kind == "text" || kind == "file" || kind == "qr")
        organizers[{key->kind, key->value}].insert(organizer);
    }
  }
  std::string_view kind;
  std::size_t most = 0;
  for (const auto& [key, who] : organizers)
    if (who.size() > most) {
      most = who.size();
      kind = kKeyKinds[key.first].name;
    }
  if (most < kFrom.organizers) return "";
  return fmt::format("{} organizers send the same {}", most, kind);
}

// Nobody plans that many meetings the same number of minutes ahead; a program
// adds them to its clock.
std::string constant_offset(const CampaignView& view, const Campaign&) {
  std::map<std::string_view,
           std::pair<std::set<std::string_view>, std::set<Instant>>>
      offsets;
  for (std::size_t i = 0; i < view.members.size(); ++i) {
    const std::string_view offset = value_of(view.keys[i], "start-offset");
    const std::string_view uid = value_of(view.keys[i], "uid");
    if (offset.empty() || uid.empty()) continue;
    auto& [uids, minutes] = offsets[offset];
    uids.insert(uid);
    if (view.members[i]->time) minutes.insert(*view.members[i]->time / 60);
  }
  for (const auto& [offset, found] : offsets)
    if (found.first.size() >= kFrom.offset_messages &&
        found.second.size() >= kFrom.offset_messages)
      return fmt::format(
          "{} events, made at {} different minutes, start {} after each was "
          "made",
          found.first.size(), found.second.size(), offset);
  return "";
}

// Copies of one event, of which only some look bad: the others deserve a look.
std::string mixed_verdicts(const CampaignView& view, const Campaign&) {
  std::map<std::string_view, std::pair<std::size_t, std::size_t>> uids;
  for (std::size_t i = 0; i < view.members.size(); ++i) {
    const std::string_view uid = value_of(view.keys[i], "uid");
    if (uid.empty()) continue;
    const bool bad = view.members[i]->level >= Level::Suspicious;
    ++(bad ? uids[uid].first : uids[uid].second);
  }
  for (const auto& [uid, found] : uids)
    if (found.first != 0 && found.second != 0)
      return fmt::format("the event \"{}\" was flagged in {} of {} messages",
                         uid, found.first, found.first + found.second);
  return "";
}

constexpr CampaignCheck kChecks[] = {
    {"campaign-burst", "medium", "low", "5.2 a.2",
     "ten or more messages within one hour",
     "a company that invites its staff, a school its parents, a booking or "
     "webinar service its customers",
     burst},
    {"campaign-chunked-attendees", "medium", "medium", "5.2 a.2",
     "three or more messages, whose attendees are slices of one list",
     "training in groups, and mailing software that splits long lists",
     chunked_attendees},
    {"campaign-uid-to-strangers", "high", "medium", "6.2 a.2",
     "one event, in mail to three or more recipients of whom none is on it",
     "a mailing list or a group address that hands invitations on to its "
     "members, and colleagues who forward an invitation",
     uid_to_strangers},
    {"campaign-organizer-rotation", "high", "medium", "6.2 c.1",
     "three or more organizers with the same text, telephone number, file or "
     "QR code",
     "staff of one company with a common template or signature, and users of "
     "one meeting service whose text calspam does not know",
     organizer_rotation},
    {"campaign-start-offset", "low", "low", "6.2 b.2",
     "five or more events that start the same number of minutes after they "
     "were made",
     "tools for instant meetings, alarms and on-call duty", constant_offset},
    {"campaign-mixed-verdicts", "medium", "medium", "6.2 b",
     "messages with one UID, of which some are suspicious or spam and some not",
     "an honest invitation that was forwarded with remarks, or through a host "
     "that broke its signature",
     mixed_verdicts},

};

}  // namespace

std::span<const CampaignCheck> campaign_checks() {
  return kChecks;
}

std::vector<CampaignFinding> campaign_findings(const CampaignView& view,
                                               const Campaign& campaign) {
  std::vector<CampaignFinding> findings;
  for (const CampaignCheck& check : kChecks) {
    std::string message = check.message(view, campaign);
    if (message.empty()) continue;
    findings.push_back({std::string(check.id),
                        std::string(check.severity),
                        std::string(check.certainty),
                        std::move(message),
                        {std::string(check.clause)},
                        std::string(check.honest)});
  }
  return findings;
}

}  // namespace calspam
