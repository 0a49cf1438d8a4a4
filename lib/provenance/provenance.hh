// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "evidence/subject.hh"
#include "provenance/alignment.hh"
#include "provenance/checkpoint.hh"
#include "provenance/custody.hh"
#include "provenance/finding.hh"
#include "provenance/limits.hh"
#include "provenance/object.hh"
#include "provenance/path.hh"
#include "provenance/platform.hh"
#include "provenance/recorded.hh"
#include "provenance/signature.hh"

namespace calspam {

inline constexpr std::string_view kProvenanceSchema = "calspam.provenance/1";

/// Somebody the mail was for, and how that is known.
struct ProvenanceRecipient {
  std::string address;
  std::string how;  ///< "delivered-to", "x-original-to", "envelope-to", "for",
                    ///< "google-bounce", "for-claimed", "to", "cc"
};

/// The fields of the mail that a record is found by.
struct ProvenanceMessage {
  std::string message_id;          ///< without <>
  std::string date;                ///< as written
  std::optional<Instant> sent;     ///< Date: the sender's word
  std::optional<Instant> arrival;  ///< of the border's hop, else of the newest
  bool arrival_claimed = true;     ///< no hop of our side says it
  std::string from, from_name, sender, reply_to, return_path, subject;
  std::vector<ProvenanceRecipient> recipients;  ///< surest first
  std::size_t recipient_count = 0;
  /// Identifiers that operators can look up in their logs: name, value.
  std::vector<std::pair<std::string, std::string>> ids;
};

/// Where an event came from and how it got into the calendar: the provenance
/// block of a record. Owns what it holds. Strings of the input are valid UTF-8
/// and cut at ProvenanceLimits::text_bytes, but otherwise untrusted.
struct Provenance {
  Custody custody;
  ProvenanceMessage message;
  Path path;
  RecordedAuthentication recorded;
  Signatures signatures;
  std::vector<CalendarObject> objects;
  std::size_t object_count = 0;  ///< also those beyond the limit
  Platform platform;
  std::vector<Alignment> alignment;
  std::vector<Checkpoint> checkpoints;
  Insertion insertion;
  ProvenanceFindings findings;  ///< in the order of the table, then of place
  std::size_t finding_count = 0;
};

struct ProvenanceOptions {
  ProvenanceLimits limits;
  std::string tool;   ///< Custody::tool
  std::string rules;  ///< Custody::rules
};

/// Traces one message or calendar file. `signatures` are what our own verifier
/// made of the same message, empty where it was not asked.
Provenance trace(const Subject& subject, Signatures signatures,
                 const ProvenanceOptions& options);

}  // namespace calspam
