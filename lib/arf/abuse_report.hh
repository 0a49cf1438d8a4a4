// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arf/abuse_case.hh"
#include "arf/addressee.hh"
#include "arf/feedback_report.hh"
#include "arf/private_words.hh"
#include "arf/redact.hh"
#include "util/result.hh"
#include "util/time.hh"

namespace calspam {

/// How a report is to be made. The clock is among it: nothing here reads one.
struct ReportWishes {
  std::string type = "abuse";
  std::string from;             ///< who reports: an address that takes replies
  std::vector<std::string> to;  ///< given by the operator
  std::string reporting_mta;    ///< "" as observed
  std::optional<Instant> arrival;
  std::optional<std::uint16_t> source_port;  ///< never in a header: from logs
  std::string language = "en";
  bool complaint = false;  ///< a person complained
  bool trap = false;       ///< it came to a spam trap
  bool headers_only = false;
  Instant now = 0;
  std::string user_agent = "calspam";  ///< a product token (RFC 9110 10.1.5)
  std::string organisation;            ///< of XARF's reporter, "" its domain

  /// Nobody but a program says that it is abuse (RFC 6650 5.2).
  bool is_draft() const { return !complaint && !trap; }
};

/// A place in the bytes where a line on the number of incidents belongs. What
/// is put there is `before`, the number, and `after`.
struct IncidentsPlace {
  std::size_t at = 0;
  std::string before, after;
};

/// A report as bytes, and what to know about it.
struct AbuseMail {
  std::string bytes;
  std::string id;  ///< hexadecimal, the same for the same input and wishes
  std::vector<std::string> to;
  bool draft = true;
  bool headers_only = false;
  bool redacted = false;
  std::vector<std::string> notes;         ///< sentences in English, printable
  std::vector<IncidentsPlace> incidents;  ///< rising
};

/// The report of RFC 5965 on a mail. A draft has no To, so that no mailer
/// sends it by itself, and X-Unsent, by which mail programs open it for
/// editing. `words` hides what is private; null where nothing is. Fails where
/// a private word could not be hidden, even with the header alone.
Result<AbuseMail> write_abuse_report(const AbuseCase& incident,
                                     const Addressees& addressees,
                                     const ReportWishes& wishes,
                                     const PrivateWords* words,
                                     const Limits& limits);

/// A complaint in plain words as a mail without the original: for a calendar
/// that came without one. No ARF.
Result<AbuseMail> write_complaint(const AbuseCase& incident,
                                  const Addressees& addressees,
                                  const ReportWishes& wishes,
                                  const PrivateWords* words,
                                  const Limits& limits);

/// What the machine-readable part says of an incident.
FeedbackReport feedback_report(const AbuseCase& incident,
                               const ReportWishes& wishes);

/// Hexadecimal, of the input, the time and the wishes.
std::string report_id(const AbuseCase& incident, const ReportWishes& wishes);

/// `bytes` with the number of incidents at its places.
std::string with_incidents(const AbuseMail& mail, std::uint64_t incidents);

/// The address of "Name <a@b>"; "" when it is not one usable address.
std::string bare_address(std::string_view text);

}  // namespace calspam
