// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evidence/subject.hh"

namespace calspam {

/// What messages of one campaign have in common, as one of them shows it.
/// Lists are sorted, without repeats, and bounded; addresses and domains are in
/// lower case.
struct CampaignKeys {
  std::vector<std::string> organizers;    ///< addresses
  std::vector<std::string> tenants;       ///< whose account sent it: domains
  std::vector<std::string> phones;        ///< digits
  std::vector<std::string> link_domains;  ///< registrable, not the tenant's own
  std::vector<std::string> text_bands;    ///< evidence/minhash.hh
  std::vector<std::string> files;         ///< SHA-256 of what is attached
  std::vector<std::string> codes;         ///< what QR codes say
  std::vector<std::string> uids;
  /// Minutes from when the first event was made, or else mailed, to its start.
  std::optional<std::int64_t> start_offset;
  /// Sixteen hexadecimal digits of the SHA-256 of an address each: all that
  /// are kept of recipients, the least of attendees, so that two samples of
  /// one list meet.
  std::vector<std::string> recipients, attendees;
  std::uint64_t attendee_count = 0;
  /// Whether a recipient is organizer or attendee of the event; unknown
  /// without recipients or attendees.
  std::optional<bool> recipient_listed;
};

/// Of a subject with calendar content.
CampaignKeys campaign_keys(const Subject& subject);

}  // namespace calspam
