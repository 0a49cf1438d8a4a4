// SPDX-License-Identifier: MIT
#include "lint/checks_io.hh"

#include <algorithm>
#include <array>

#include "lint/suppression.hh"
#include "mail/carrier.hh"
#include "util/text.hh"

namespace calspam {
namespace {

enum Row {
  kNothing,
  kExtension,
  kLimit,
  kByteOrderMark,
  kUtf16,
  kMailbox,
  kIdle
};

constexpr std::array<Check, 7> kChecks{{
    {"IO-01", "nothing-to-lint", LintLevel::Error, "policy",
     "the input is empty, or neither a message nor a calendar",
     "Nothing in it can be checked; whoever sent it sent no invitation.",
     "Give a message (.eml) or a calendar (.ics)."},
    {"IO-02", "misleading-extension", LintLevel::Warning, "policy",
     "the ending of the file name promises something else than the file holds",
     "Programs that go by the ending, and people, open it with the wrong "
     "reader.",
     "Name messages .eml and calendars .ics."},
    {"IO-03", "limit-reached", LintLevel::Note, "policy",
     "a bound on the work for one input was reached; the rest went unchecked",
     "That nothing was found beyond this point says nothing about it.",
     "Split the input."},
    {"IO-04", "byte-order-mark", LintLevel::Warning, "RFC 5545 3.1.4",
     "a UTF-8 byte order mark stands before the calendar or the header",
     "Simple readers take the mark for part of the first line and miss it.",
     "Take the mark away.", Mending::Safe},
    {"IO-05", "not-utf-8-stream", LintLevel::Error, "RFC 5545 3.1.4",
     "the calendar is written in UTF-16",
     "Calendars travel in UTF-8; most readers find no calendar in this one.",
     "Write the calendar in UTF-8.", Mending::Unsafe},
    {"IO-06", "mailbox", LintLevel::Note, "policy",
     "the input is a mailbox, or begins with the From_ line of one",
     "A From_ line is no part of a message; each message is checked by "
     "itself.",
     "Split the mailbox into messages."},
    {"IO-07", "idle-suppression", LintLevel::Note, "policy",
     "the input asks for a check to be silent that has nothing to say here",
     "It is sent with every message, and would hide a fault that comes later.",
     "Take the X-Calspam-Lint field or property out, or mend its name."},
}};

constexpr std::string_view kMark = "\xEF\xBB\xBF";

bool reads_as_nothing(const Subject& subject) {
  const std::string_view bytes = subject.raw->bytes;
  if (bytes.find_first_not_of(" \t\r\n") == bytes.npos) return true;
  if (subject.raw->kind == RawKind::Calendar)
    return std::ranges::all_of(subject.calendars, [](const CalendarPart& part) {
      return part.calendar.empty();
    });
  return subject.is_mail() && subject.message.root().headers.empty() &&
         subject.calendars.empty();
}

void check_extension(const Subject& subject, LintLog& log) {
  const Origin& origin = subject.raw->origin;
  const std::string_view name =
      origin.member.empty() ? origin.path : origin.member;
  const bool calendar_name = has_calendar_ending(name);
  const bool mail_name = ends_ignoring_case(name, ".eml");
  const bool is_calendar = subject.raw->kind == RawKind::Calendar;
  if (is_calendar && mail_name)
    log.add(kChecks[kExtension], {},
            "the name ends in .eml, but the file is a calendar");
  if (!is_calendar && calendar_name)
    log.add(kChecks[kExtension], {},
            "the name is that of a calendar, but the file is a message");
}

void check_limits(const Subject& subject, LintLog& log) {
  for (const Anomaly& anomaly : subject.anomalies)
    if (anomaly.is_limit())
      log.add(kChecks[kLimit], {anomaly.part, "", anomaly.span},
              std::string(anomaly.kind->summary))
          .key = anomaly.kind->id;
}

// Of the input, and of each calendar in it: a mark survives the transfer
// encoding.
void check_marks(const Subject& subject, LintLog& log) {
  const std::string_view bytes = subject.raw->bytes;
  if (bytes.starts_with(kMark)) {
    const Span mark{0, kMark.size()};
    log.add(kChecks[kByteOrderMark], {-1, "", mark},
            "a byte order mark begins the file")
        .edits = {{mark, ""}};
  }
  for (const CalendarPart& calendar : subject.calendars) {
    if (calendar.part < 0) continue;
    const Part& part =
        subject.message.parts[static_cast<std::size_t>(calendar.part)];
    if (!part.head.starts_with(kMark)) continue;
    const Span mark{part.body_span.begin, part.body_span.begin + kMark.size()};
    LintFinding& finding =
        log.add(kChecks[kByteOrderMark], {calendar.part, "", mark},
                "a byte order mark begins the calendar of this part");
    // In base64 the mark shares no letter with what follows: 3 bytes, 4
    // letters.
    if (slice(bytes, mark) == kMark)
      finding.edits = {{mark, ""}};
    else if (part.encoding == TransferEncoding::Base64)
      finding.edits = {{{mark.begin, mark.begin + 4}, ""}};
  }
}

bool is_utf16(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ||
         (bytes.size() >= 4 && (bytes[0] == '\0') != (bytes[1] == '\0'));
}

void check_utf16(const Subject& subject, LintLog& log) {
  if (!subject.is_mail()) {
    const std::string_view bytes = subject.raw->bytes;
    if (!is_utf16(bytes)) return;
    const Span all{0, bytes.size()};
    log.add(kChecks[kUtf16], {-1, "", {0, std::min<std::uint64_t>(2, all.end)}},
            "the calendar is written in UTF-16, not UTF-8")
        .edits = {{all, subject.bare_text}};
    return;
  }
  for (const CalendarPart& calendar : subject.calendars) {
    if (calendar.part < 0) continue;
    const Part& part =
        subject.message.parts[static_cast<std::size_t>(calendar.part)];
    if (!part.head.empty() && is_utf16(part.head))
      log.add(kChecks[kUtf16], {calendar.part, "", part.body_span},
              "the calendar of this part is written in UTF-16, not UTF-8");
  }
}

void check_mailbox(const Subject& subject, LintLog& log) {
  const std::string& line = subject.message.mbox_from;
  if (!line.empty())
    log.add(kChecks[kMailbox], {-1, "", {0, line.size()}},
            "a From_ line of a mailbox stands before the header");
  else if (subject.raw->origin.index != 0)
    log.add(kChecks[kMailbox], {}, "this is one message of a mailbox");
}

void run(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  if (reads_as_nothing(subject))
    log.add(kChecks[kNothing], {}, "nothing here is a message or a calendar");
  check_extension(subject, log);
  check_limits(subject, log);
  check_marks(subject, log);
  check_utf16(subject, log);
  check_mailbox(subject, log);
}

}  // namespace

void note_idle_suppression(const Suppression& suppression, LintLog& log) {
  for (const std::string& word : suppression.unknown)
    log.add(kChecks[kIdle], suppression.place,
            "no check is called \"" + word + "\"");
  if (!suppression.used && !suppression.patterns.empty())
    log.add(kChecks[kIdle], suppression.place,
            "nothing is found that this would leave out");
}

void note_unheeded_suppressions(const Suppression& first, LintLog& log) {
  log.add(kChecks[kLimit], first.place,
          "more suppressions than are heeded; this is the first that is not")
      .key = "limit-suppressions";
}

constexpr CheckFamily kFamilyIo{"IO", "input", kChecks, run};

}  // namespace calspam
