// SPDX-License-Identifier: MIT
#include "lint/checks_lines.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ical/anomalies.hh"
#include "util/text.hh"

namespace calspam {

namespace {

using enum LintLevel;

constexpr auto kChecks = std::to_array<Check>({
    {"5545-001", "stream-not-calendar", Error, "RFC 5545 3.4",
     "the stream does not begin with BEGIN:VCALENDAR or end with its END",
     "Readers that take the stream at its word find no calendar, or half of "
     "one.",
     "Put everything between BEGIN:VCALENDAR and END:VCALENDAR.", Mending::None,
     "5545-002"},
    {"5545-002", "components-not-nested", Error, "RFC 5545 3.4",
     "BEGIN and END do not match",
     "Where a component ends is left to the reader; some reject everything.",
     "Close each component with its own END, the innermost first.",
     Mending::None, "", "an example in RFC 6047 itself"},
    {"5545-003", "line-ends", Warning, "RFC 5545 3.1",
     "content lines do not end in CRLF",
     "Most readers do not mind; a few find one endless line.", "Write CRLF.",
     Mending::Safe, "", "the icalendar gem, and nearly every file kept in git"},
    {"5545-004", "line-over-75", Note, "RFC 5545 3.1",
     "a line is longer than 75 octets by more than a few",
     "Old readers with fixed buffers cut it.", "Fold the line.", Mending::Safe,
     "", "Google folds at 76 octets, up to 78 beyond ASCII"},
    {"5545-005", "line-not-folded", Warning, "RFC 5545 3.1",
     "a line is longer than mail allows, or was never folded",
     "Mail servers break or refuse lines over 998 octets.", "Fold the line.",
     Mending::Safe, "5545-004", "Zoom (a DESCRIPTION on one line)"},
    {"5545-006", "fold-inside-character", Warning, "RFC 5545 3.1",
     "a line is folded inside a character",
     "Legal, but readers that decode before they unfold show two broken "
     "letters.",
     "Fold between characters.", Mending::Safe, "",
     "software that counts octets only"},
    {"5545-007", "no-content-line", Error, "RFC 5545 3.1",
     "a line is no property: it has no name, or no colon",
     "Usually the rest of a text whose line break was not escaped; strict "
     "readers give up here.",
     "Write line breaks in texts as \\n.", Mending::None, "",
     "descriptions with raw line breaks"},
    {"5545-008", "indented-line", Error, "RFC 5545 3.1",
     "a line that begins with white space reads like a property of its own",
     "White space continues the line before, so the property vanishes into "
     "that one's value.",
     "Remove the indentation.", Mending::Unsafe, "5545-002 5545-001",
     "templates inside indented source code"},
    {"5545-009", "empty-line", Error, "RFC 5545 3.1",
     "an empty line stands inside the object", "Some readers stop there.",
     "Remove the line.", Mending::Safe, "",
     "hand-made templates, KOrganizer 3.3"},
    {"5545-010", "control-character", Error, "RFC 5545 3.1",
     "a control character stands in a line",
     "No value may hold one; at NUL many readers stop.",
     "Remove the character.", Mending::Unsafe},
    {"5545-011", "not-utf-8", Error, "RFC 5545 3.1.4",
     "bytes of a line are not UTF-8",
     "Readers show garbage or reject the file.", "Write UTF-8.", Mending::None,
     "MIME-25"},
    {"5545-012", "parameter-bare-comma", Error, "RFC 5545 3.2",
     "a comma, semicolon or colon in a parameter value without quotes",
     "The character ends the value, so the rest becomes another value, "
     "parameter, or the address.",
     "Put the value into double quotes.", Mending::Safe, "5545-014 6047-12",
     "names such as Doe, John; iCloud's X-TITLE"},
    {"5545-013", "quote-in-parameter", Error, "RFC 5545 3.2",
     "a double quote inside a parameter value, or text beside the quotes",
     "Readers disagree on where the value ends.",
     "Write a quote as ^' (RFC 6868).", Mending::Safe, "",
     "bulk mailers' display names"},
    {"5545-014", "parameter-malformed", Error, "RFC 5545 3.2",
     "a parameter without a value or name, or twice on one property",
     "Strict readers drop the line.",
     "Write NAME=value once for each parameter.", Mending::None, "",
     "relics of vCalendar 1.0"},
});

bool is_kind(const Anomaly& anomaly, const AnomalyKind& kind) {
  return anomaly.kind == &kind;
}

std::string_view stream_fault(const Anomaly& anomaly) {
  if (is_kind(anomaly, anomaly::kIcalTextBefore))
    return "text stands before BEGIN:VCALENDAR";
  if (is_kind(anomaly, anomaly::kIcalTextAfter))
    return "text stands after END:VCALENDAR";
  if (is_kind(anomaly, anomaly::kIcalRoot))
    return "a component stands outside of any VCALENDAR";
  return "";
}

// Another reading of the same bytes shows the calendar that this one lacks:
// the fault is the encoding's.
bool is_read_otherwise(const LintedCalendar& calendar) {
  const auto& parts = calendar.subject().message.parts;
  const int part = calendar.part().part;
  return part >= 0 &&
         std::ranges::any_of(
             calendar.subject().calendars, [&](const CalendarPart& other) {
               return other.part > part && !other.calendar.empty() &&
                      parts[static_cast<std::size_t>(other.part)].parent ==
                          part;
             });
}

// One finding for a stream, however much of it lies outside.
bool check_stream(const LintedCalendar& calendar, CalendarLog& log) {
  if (trimmed(calendar.text()).empty()) return false;
  if (calendar.objects().empty()) {
    if (is_read_otherwise(calendar)) return false;
    log.at_text("5545-001",
                {0, std::min<std::size_t>(calendar.text().size(), 80)},
                "there is no BEGIN:VCALENDAR");
    return false;
  }
  for (const Anomaly& anomaly : calendar.part().calendar.anomalies) {
    const std::string_view fault = stream_fault(anomaly);
    if (fault.empty()) continue;
    log.at_text("5545-001", anomaly.span, std::string(fault));
    return false;
  }
  const Component& last = calendar.component(calendar.objects().back().root);
  if (last.closed) return true;
  log.at_component("5545-001", last, "END:VCALENDAR is missing");
  return false;
}

void check_nesting(const LintedCalendar& calendar, CalendarLog& log) {
  for (const Anomaly& anomaly : calendar.part().calendar.anomalies) {
    std::string fault;
    if (is_kind(anomaly, anomaly::kIcalEndExtra))
      fault = fmt::format("END:{} closes nothing that is open",
                          truncated(anomaly.detail, 40));
    if (is_kind(anomaly, anomaly::kIcalEndMissing))
      fault = fmt::format("{} has no END", truncated(anomaly.detail, 40));
    if (is_kind(anomaly, anomaly::kIcalNested))
      fault = fmt::format("{} begins inside another component",
                          truncated(anomaly.detail, 40));
    if (fault.empty()) continue;
    const std::size_t end =
        calendar.text().find_first_of("\r\n", anomaly.span.begin);
    log.at_text(
        "5545-002",
        {anomaly.span.begin, std::min<std::uint64_t>(end, anomaly.span.end)},
        std::move(fault));
    return;
  }
}

void check_names(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i)
    for (const Property& line :
         calendar.component(static_cast<int>(i)).properties)
      if (line.name.empty())
        log.at("5545-007", line,
               fmt::format("{} is no content line", quoted(line.value)));
}

void run_calendar(const LintedCalendar& calendar, CalendarLog& log) {
  if (check_stream(calendar, log)) check_nesting(calendar, log);
  check_names(calendar, log);
  check_physical_lines(calendar, log);
  check_parameter_syntax(calendar, log);
}

void run(const LintInput& input, LintLog& log) {
  lint_calendars(input, kChecks, run_calendar, log);
}

}  // namespace

constexpr CheckFamily kFamilyLines{"5545", "iCalendar: lines (RFC 5545)",
                                   kChecks, run};

}  // namespace calspam
