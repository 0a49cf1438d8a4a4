// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "detect/advice.hh"
#include "detect/verdict.hh"
#include "evidence/finding.hh"
#include "util/anomaly.hh"
#include "util/raw_message.hh"

namespace calspam {

struct LintReport;      // lint/lint.hh
struct Provenance;      // provenance/provenance.hh
struct AbuseReading;    // arf/reading.hh
struct CampaignKeys;    // evidence/campaign_keys.hh
struct PartComparison;  // report/compared.hh

/// A place as it is printed.
struct Location {
  std::string part;          ///< MIME path "1.2", "" for the whole input
  std::string property;      ///< "ORGANIZER", "Subject:", ""
  std::uint64_t line = 0;    ///< in the raw input, from 1; 0: not known
  std::uint64_t column = 0;  ///< byte in the line, from 1
  Span span;
};

struct ReportedFinding {
  Finding finding;
  Location location;
};
struct ReportedAnomaly {
  std::string id, weight, summary, detail;
  Location location;
};
struct ReportedAlarm {
  std::string action, trigger;
};
/// An event in the calendar summary.
struct ReportedEvent {
  std::string component, uid, recurrence_id, summary, organizer, organizer_name,
      start, end, location, status, rule;
  std::optional<std::int64_t> sequence;
  std::size_t attendee_count = 0;
  std::vector<std::string> attendees;  ///< the first ten
  std::vector<ReportedAlarm> alarms;   ///< the first ten
  std::size_t alarm_count = 0;
  std::uint64_t occurrences = 1;
  double occurrences_per_year = 0;
  bool endless = false;
  std::vector<std::string> first_occurrences;  ///< ISO instants
};
struct ReportedCalendar {
  std::string part;         ///< MIME path of its carrier, ""
  std::string method;       ///< of the body
  std::string mime_method;  ///< of the Content-Type, ""
  std::string prodid;
  std::size_t event_count = 0;
  std::vector<ReportedEvent> events;  ///< the first ten
};
/// A node of the MIME tree.
struct ReportedPart {
  std::string path, type, disposition, filename, encoding, charset, carrier,
      reading;
  int depth = 0;
  Span span;  ///< header and body
  std::uint64_t decoded_size = 0;
  bool analysed = false;
  std::string not_analysed;
  /// Of the decoded bytes of a calendar or a named part, "" of others.
  std::string sha256;
};

/// A link as a click would follow it, once however often it stands there.
struct ReportedLink {
  std::string url;      ///< innermost, wrappers undone
  std::string written;  ///< as it stood the first time, "" when the same
  std::string host, domain;
  std::vector<std::string> wrappers;  ///< outermost first
  std::string context;                ///< as of evidence: "html", "text", ...
  std::string visible;                ///< text shown for it, ""
  bool hidden = false;
  Location location;
};

/// The record of one input unit: schema calspam.report/1. Strings that come
/// from the input are valid UTF-8 but otherwise untrusted; formats escape.
struct Report {
  Origin origin;
  RawKind kind = RawKind::Mail;
  std::uint64_t size = 0;
  std::string sha256;  ///< of the bytes that were read, "" where none were
  std::string message_id, subject, from, date;
  std::string time;  ///< of the message, ISO, "" when unknown
  bool time_claimed = true;
  Verdict verdict;
  bool complete = true;
  std::vector<ReportedFinding> findings;  ///< most weight first
  std::size_t finding_count = 0;          ///< of all, also those left out
  std::vector<ReportedCalendar> calendars;
  std::vector<ReportedPart> parts;
  std::vector<ReportedLink> links;  ///< the first 100 that differ
  std::size_t link_count = 0;       ///< of all places
  std::vector<std::string> phones;  ///< in what a person reads, as digits
  std::vector<ReportedAnomaly> anomalies;
  std::size_t anomaly_count = 0;    ///< of all, also those left out
  std::vector<std::string> limits;  ///< ids of limits reached
  bool second_opinion_asked = false;
  std::vector<std::string> second_opinion;  ///< differences, sentences
  std::optional<Advice> advice;             ///< where it was asked for
  std::string facts;  ///< facts_text(), where the facts format asked for it
  /// What lint-imip, provenance and arf have to say; null where not asked.
  std::shared_ptr<const LintReport> lint;
  std::shared_ptr<const Provenance> provenance;
  std::shared_ptr<const AbuseReading> arf;
  /// What ties it to others of a batch; null without calendar content.
  std::shared_ptr<const CampaignKeys> campaign;
  /// Of its calendar parts; null where there are not two.
  std::shared_ptr<const PartComparison> comparison;
};

/// An input that gave no report.
struct InputError {
  std::string where, what;
};

/// Totals of a run.
struct Summary {
  std::uint64_t messages = 0, none = 0, clean = 0, unknown = 0, suspicious = 0,
                spam = 0, errors = 0, incomplete = 0, bytes = 0;
  bool interrupted = false;  ///< inputs are left that were not looked at
  void count(Level level, bool complete, std::uint64_t size);
  void count(const Report& report) {
    count(report.verdict.level, report.complete, report.size);
  }
};

}  // namespace calspam
