// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace calspam {

/// The sentences and labels of part 1 in one language. `{}` stands for a
/// value.
struct ReportWords {
  std::string_view language;  ///< "en", as of Content-Language
  // -- sentences
  std::string_view complaint, trap, draft;
  std::string_view what;  ///< what this mail is
  std::string_view fraud, virus, not_spam;
  std::string_view original_whole, original_headers, redacted;
  std::string_view stop;     ///< how to get no more of these (RFC 6650 5.1)
  std::string_view no_mail;  ///< of a plain complaint: only a calendar is there
  std::string_view harmless;  ///< what was done to the links
  // -- labels
  std::string_view incident, arrival, source_ip, source_port, mail_from,
      recipient, message_id, subject, from, incidents, reporting_mta;
  std::string_view event, method, uid, recurrence_id, sequence, organizer,
      summary, start, end, recurrence, location, more_events;
  std::string_view links, findings, clauses;
  std::string_view unknown;
};

/// "en", "de", "fr", "es"; null for another.
const ReportWords* report_words(std::string_view language);
std::span<const std::string_view> report_languages();

}  // namespace calspam
