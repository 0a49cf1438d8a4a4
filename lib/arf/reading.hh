// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "arf/limits.hh"
#include "mail/message.hh"
#include "util/limits.hh"
#include "util/raw_message.hh"
#include "util/span.hh"
#include "util/time.hh"

namespace calspam {

/// What an abuse report turned out to be.
enum class AbuseReportKind {
  None,         ///< no report of any kind that is known
  Arf,          ///< RFC 5965, also far from its rules
  AuthFailure,  ///< RFC 6591, RFC 7489 7.3
  Jmrp,         ///< Outlook's own: a forwarded message, no report part
  Xarf,         ///< JSON, by itself or in a mail
  Text          ///< words, and the message below them
};
std::string_view abuse_report_kind_name(AbuseReportKind kind);

/// A field that the report has and no registry knows; claims, as all else.
struct ExtensionField {
  std::string name, value;
};

/// Fields of an auth-failure report (RFC 6591 3, RFC 7489 7.3.1).
struct AuthFailureFields {
  std::string failure, delivery_result, dkim_domain, dkim_identity,
      dkim_selector, dkim_selector_dns, canonicalized_header,
      canonicalized_body, adsp_dns, identity_alignment;
  std::vector<std::string> spf_dns;
};

/// XARF's words for what a report is about.
struct XarfFields {
  std::string version, id, category, type, protocol, source_identifier,
      reporter, sender;
};

/// The message that the report is about, as far as it was sent along.
struct ReportedOriginal {
  enum class Form { None, Headers, Whole };
  Form form = Form::None;
  std::string part;       ///< MIME path of the part it stands in, ""
  Span span;              ///< in the report; empty where it was encoded
  std::string bytes;      ///< as it was: a message, or its header block
  bool calendar = false;  ///< it is a calendar and no message
  std::string message_id, subject, from, date;
};
std::string_view original_form_name(ReportedOriginal::Form form);

/// How a rule weighs: E is broken format, W a deviation that readers must
/// bear, I a remark.
enum class RuleLevel { Error, Warning, Remark };
std::string_view rule_level_name(RuleLevel level);

/// A rule of the formats that the report breaks.
struct BrokenRule {
  std::string_view id;       ///< "A12"
  std::string_view section;  ///< "RFC 5965 3.1"
  RuleLevel level = RuleLevel::Error;
  std::string_view says;  ///< what the rule asks for
  std::string detail;     ///< what is there instead; untrusted
};

/// A report as it was read, tolerantly, and apart from that what a strict
/// reader would say. Everything in it is claimed by whoever sent it (RFC 5965
/// 3); strings are valid UTF-8 and otherwise untrusted.
struct AbuseReading {
  AbuseReportKind kind = AbuseReportKind::None;
  std::string feedback_type, version, user_agent;
  std::optional<std::string> original_mail_from;   ///< address, "" for <>
  std::vector<std::string> original_rcpt_to;       ///< addresses
  std::string original_envelope_id, arrival_date;  ///< as written
  std::optional<Instant> arrival;
  std::string reporting_mta;  ///< name, without its type
  std::string source_ip;      ///< "" where what stands there is no address
  std::optional<std::uint16_t> source_port;
  std::uint64_t incidents = 1;
  std::vector<std::string> reported_domains, reported_uris,
      authentication_results;
  std::vector<ExtensionField> extensions;
  std::optional<AuthFailureFields> auth_failure;
  std::optional<XarfFields> xarf;
  std::string reporter;     ///< From of the report
  std::string sent;         ///< its Date
  std::string description;  ///< part 1
  ReportedOriginal original;
  std::vector<std::string> tolerated;  ///< what had to be forgiven, phrases
  std::vector<BrokenRule> broken;      ///< by id
  bool complete = true;                ///< no bound was reached

  bool is_report() const { return kind != AbuseReportKind::None; }
  /// No rule of level E is broken.
  bool conforms() const;
};

/// Reads a mail, or XARF JSON where the bytes begin with a brace.
AbuseReading read_abuse_report(const RawMessage& raw, const Limits& limits,
                               const ArfLimits& bounds = {});

/// Whether the bytes are JSON rather than mail.
bool looks_like_json(std::string_view bytes);

/// What the rules are asked about.
struct StrictSubject {
  const Message* message = nullptr;
  int feedback = -1;  ///< index of the message/feedback-report part, or -1
  int original = -1;  ///< of the part that holds the original, or -1
  std::size_t originals = 0;  ///< parts that hold one
  std::vector<std::pair<std::string, std::string>> fields;  ///< as written
  const AbuseReading* reading = nullptr;

  std::size_t count(std::string_view name) const;
  std::string first(std::string_view name) const;
};

/// The rules that a report breaks, by id.
std::vector<BrokenRule> broken_rules(const StrictSubject& subject);

/// A rule of the table, for documents and tests.
struct StrictRule {
  std::string_view id, section;
  RuleLevel level;
  std::string_view says;
  /// "" where the report keeps to it, else what is there instead.
  std::optional<std::string> (*fault)(const StrictSubject& subject);
};
/// Those that can be told from a report, by id.
const std::vector<StrictRule>& strict_rules();

}  // namespace calspam
