// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.hh"
#include "util/time.hh"

namespace calspam {

/// What a message can share, in the order reports list it. A strong kind ties
/// two messages by itself; of weak ones it takes two of different kinds.
struct KeyKind {
  std::string_view name;
  bool strong = false;
};
inline constexpr std::array<KeyKind, 9> kKeyKinds = {{
    {"organizer", true},
    {"uid", true},
    {"phone", true},
    {"text", true},
    {"file", true},
    {"qr", true},
    {"tenant", false},
    {"link-domain", false},
    {"start-offset", false},
}};
inline constexpr std::size_t kTenantKey = 6;
inline constexpr std::size_t kLinkDomainKey = 7;
inline constexpr std::size_t kStartOffsetKey = 8;

/// One message of a batch as the grouping of campaigns knows it.
struct CampaignMember {
  struct Key {
    std::size_t kind = 0;  ///< index into kKeyKinds
    std::string value;
    friend bool operator==(const Key&, const Key&) = default;
  };
  Level level = Level::None;
  double score = 0;
  std::optional<Instant> time;
  std::uint64_t attendees = 0;
  std::optional<bool> recipient_listed;
  std::string sha256, name, title;
  std::vector<Key> keys;
  std::vector<std::uint64_t> recipient_hashes, attendee_hashes;
};

/// Lines of at most 16 KiB together, made in the worker; "" for a message
/// without calendar content.
std::string campaign_digest(const Report& report);

/// Reads what campaign_digest() gave. The worker that made it saw hostile
/// bytes: lines that are not of that form are skipped, numbers and lengths are
/// held within their bounds, and nothing else is looked at.
std::optional<CampaignMember> campaign_member(std::string_view digest);

}  // namespace calspam
