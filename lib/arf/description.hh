// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "arf/abuse_case.hh"
#include "arf/feedback_report.hh"
#include "arf/words.hh"

namespace calspam {

/// What part 1 has to tell besides the incident.
struct DescriptionOptions {
  std::string_view type = "abuse";
  bool complaint = false, trap = false;
  bool headers_only = false;  ///< of the original
  bool redacted = false;
  bool no_mail = false;  ///< a plain complaint about a bare calendar
};

/// Part 1, for people: UTF-8 lines of at most 76 columns, but for values,
/// ended by LF. Everything that the machine-readable part says stands here
/// too (RFC 6650 5.5). Values of the input are made printable, links harmless.
struct Description {
  std::string text;
  std::size_t incidents_at = 0;  ///< where a line on incidents may be put
};
Description description(const AbuseCase& incident, const FeedbackReport& fields,
                        const ReportWords& words,
                        const DescriptionOptions& options);

/// "hxxp://a[.]example/x": nothing makes a link of it.
std::string harmless_link(std::string_view url);

}  // namespace calspam
