// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.hh"
#include "util/time.hh"

namespace calspam {

/// An event as one input showed it. All text is valid UTF-8 of the input,
/// otherwise untrusted.
struct SightedEvent {
  std::string uid, recurrence_id, organizer;
  std::optional<std::int64_t> sequence;
  std::string part;       ///< MIME path of its carrier, "" of a bare calendar
  std::string component;  ///< "VEVENT"
  std::string method, summary, start, dtstamp, prodid, sent_by;
  std::string event_sha256, campaign_sha256;  ///< hexadecimal, ""
  friend bool operator==(const SightedEvent&, const SightedEvent&) = default;
};

/// The mail that an input was.
struct SightedMessage {
  std::string message_id, content_sha256, subject, date;
  std::optional<Instant> arrival;
  bool arrival_claimed = true;
  std::string from, sender, reply_to, return_path;
  std::string border_ip, border_host, border_method;
  std::string spf, dkim, dmarc, arc;  ///< as our side recorded them
  std::string verified;  ///< by us: "pass example.org; fail example.com"
  friend bool operator==(const SightedMessage&,
                         const SightedMessage&) = default;
};

/// Somebody an input was for. `role` says how that is known: "to",
/// "delivered-to", "attendee".
struct SightedRecipient {
  std::string address, role;
  friend bool operator==(const SightedRecipient&,
                         const SightedRecipient&) = default;
};

/// What sightings have in common with others.
enum class TraitKind : std::uint8_t {
  Organizer = 1,  ///< address, in lower case
  Ip,             ///< connecting address at the border
  Dkim,           ///< signing domain
  Phone,          ///< digits
  Hash,           ///< sha256 of event, campaign, carrier or input, hexadecimal
  Link,           ///< whole link
  Host,           ///< of a link
  Domain          ///< registrable, of a link
};

struct Trait {
  TraitKind kind = TraitKind::Organizer;
  std::string value;
  friend bool operator==(const Trait&, const Trait&) = default;
  friend auto operator<=>(const Trait&, const Trait&) = default;
};

/// What one input, a mail or a calendar file, showed: the unit that is
/// recorded. A value; made in a worker, written by the parent.
struct Sighting {
  std::string sha256;  ///< of the input's bytes, hexadecimal
  std::uint64_t size = 0;
  std::string path, member;  ///< where it lay
  std::uint64_t offset = 0, index = 0;
  bool is_mail = false;
  SightedMessage message;            ///< of a mail
  std::vector<SightedEvent> events;  ///< may be none: a mere notification
  std::vector<SightedRecipient> recipients;
  std::vector<Trait> traits;
  std::string channel;  ///< "imip", "attachment", "notification", ...
  std::string explain;  ///< the sentence for the user
  std::string level;    ///< of the verdict, "" when it was not judged
  double score = 0;
  std::string tool, rules;
  std::string record;  ///< the whole provenance block, JSON, or ""
  friend bool operator==(const Sighting&, const Sighting&) = default;
};

/// How a sighting travels from the worker to the parent.
std::string packed_sighting(const Sighting& sighting);
/// Reads what a worker sent, which may have been taken over: anything that
/// does not fit is an Error.
Result<Sighting> unpacked_sighting(std::string_view bytes);

}  // namespace calspam
