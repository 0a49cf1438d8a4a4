// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arf/limits.hh"
#include "evidence/finding.hh"
#include "evidence/subject.hh"
#include "util/raw_message.hh"
#include "util/time.hh"

namespace calspam {

/// Where an outsider handed the mail to a host that is believed.
struct CaseBorder {
  std::string ip;  ///< of the host that handed it over
  std::string by;  ///< the host that took it
  std::optional<Instant> at;
  std::string how;  ///< who says that this is the border: "site file", ...
};

/// What is known of a mail's way and signatures from others than the mail.
struct CaseTrust {
  std::optional<CaseBorder> border;
  std::vector<std::string> passing_signers;  ///< d= that pass, lower case
  std::vector<std::string> authentication_results;  ///< believed, unfolded
  bool spf_passed = false;
};

/// As the site file has it (evidence/trusted_path.hh); empty without one.
CaseTrust trust_of_site(const Subject& subject);

struct CaseEvent {
  std::string method, uid, recurrence_id, summary, organizer, start, end, rule,
      location;
  std::optional<std::int64_t> sequence;
};
struct CaseFinding {
  std::string id, message;
  std::vector<std::string> clauses;
};
/// A DKIM-Signature field; `passes` is somebody's word who is believed.
struct CaseSignature {
  std::string domain;                      ///< d=, lower case
  std::vector<std::string> signed_fields;  ///< h=, lower case
  bool passes = false;
};
/// A header field in which senders say where complaints go.
struct CaseContact {
  std::string field, value;
};

/// An incident as a report tells it: values only, taken from one message or
/// calendar. Strings come from the input and are untrusted.
struct AbuseCase {
  RawKind kind = RawKind::Mail;
  /// The message without an mbox's From_ line; borrows the input.
  std::string_view original;
  std::size_t body_at = 0;  ///< where the body of `original` begins
  bool cut = false;         ///< only the beginning of the message is at hand
  std::string subject, message_id, from, from_domain, sent;
  std::optional<std::string> mail_from;  ///< of Return-Path; "" for <>
  /// Addresses that the mail was delivered to, by fields that receivers write:
  /// Delivered-To, X-Original-To, Envelope-To, "for" of the border's Received.
  std::vector<std::string> recipients;
  std::optional<Instant> arrival;
  std::string arrival_how, border_how;  ///< who says so, for people
  std::string reporting_mta, source_ip;
  std::vector<std::string> authentication_results;
  bool spf_passed = false;
  std::vector<std::string> domains, uris;
  std::string service;                  ///< calendar service that mailed it, ""
  std::vector<std::string> organizers;  ///< addresses
  std::vector<std::string> reply_to;
  std::vector<CaseEvent> events;  ///< the first of `event_count`
  std::size_t event_count = 0;
  std::vector<CaseFinding> findings;
  /// Domains of To, Cc and Delivered-To, each once.
  std::vector<std::string> recipient_domains;
  std::vector<CaseSignature> signatures;
  std::vector<std::string> cfbl_addresses;  ///< raw values (RFC 9477)
  bool has_cfbl_feedback_id = false;
  std::vector<CaseContact> contacts;
  /// The calendar of a case without a mail, and of one with: UTF-8 text.
  std::string_view calendar;
  std::string sha256;  ///< of the input

  bool is_mail() const { return kind == RawKind::Mail; }
};

/// `subject` must outlive the case.
AbuseCase abuse_case(const Subject& subject,
                     const std::vector<Finding>& findings,
                     const CaseTrust& trust, const ArfLimits& limits = {});

}  // namespace calspam
