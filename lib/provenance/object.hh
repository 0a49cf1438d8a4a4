// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evidence/subject.hh"
#include "provenance/clock.hh"
#include "provenance/finding.hh"
#include "provenance/limits.hh"

namespace calspam {

/// Where else in the message the same object stands.
struct ObjectCopy {
  std::string part;   ///< MIME path
  bool same = false;  ///< content lines are the same
};

/// One clock of an object, as the object or one of its identifiers has it.
struct ObjectClock {
  std::string source;  ///< "DTSTAMP", "UID", "SEQUENCE", "Message-ID"
  std::string kind;    ///< "stamp", or HiddenClock::kind
  Instant time = 0;
  std::optional<std::int64_t> before_mail;  ///< seconds before the mail's Date
};

/// The trail of one calendar object: an event, task, journal entry or free/busy
/// of a calendar part. Text of the input: untrusted.
struct CalendarObject {
  std::string part;       ///< MIME path of its carrier, "" for a bare calendar
  std::string component;  ///< "VEVENT"
  std::string method;     ///< of the body, ""
  std::string uid, recurrence_id, summary;
  std::optional<std::int64_t> sequence;
  std::string dtstamp, created, last_modified;  ///< as written
  std::string start;                            ///< CalendarTime::text()
  std::string prodid;
  std::string organizer, organizer_name, organizer_uri;
  std::string sent_by, email;  ///< SENT-BY and EMAIL (RFC 7986) of ORGANIZER
  std::vector<std::string> attendees;  ///< addresses, the first
                                       ///< ProvenanceLimits::recipients
  std::size_t attendee_count = 0;
  /// X- properties of the object and its VCALENDAR, and X- parameters of
  /// ORGANIZER ("ORGANIZER;X-YAHOO-YID"), in order.
  std::vector<std::pair<std::string, std::string>> extensions;
  std::size_t extension_count = 0;  ///< also those beyond the limit
  std::vector<ObjectClock> clocks;
  GlobalObjectId exchange;  ///< of the UID, empty where it is none
  bool has_exchange = false;
  std::vector<ObjectCopy> copies;
  std::size_t copy_count = 0;  ///< also those beyond the limit
  /// Of the canonical form of the object (calspam-provenance(1)).
  std::string event_sha256;
  /// The same without UID, DTSTAMP, CREATED, LAST-MODIFIED, SEQUENCE and
  /// ATTENDEE: one for all victims of a campaign.
  std::string campaign_sha256;
};

std::vector<CalendarObject> calendar_objects(const Subject& subject,
                                             const ProvenanceLimits& limits,
                                             ProvenanceFindings& findings);

/// The canonical form that is hashed: a content line for each property, names
/// in upper case, parameters and properties sorted, unfolded, with line feeds;
/// components below it follow. For a `campaign` without what differs from one
/// victim to the next.
std::string canonical_object(const Calendar& calendar, int component,
                             bool campaign);

}  // namespace calspam
