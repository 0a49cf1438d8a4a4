// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "report/formats.hh"

namespace calspam {

/// A record with something in every field.
inline Report sample_report() {
  Report report;
  report.origin = {"inbox.mbox", "", 4'096, 17};
  report.size = 1'234;
  report.sha256 = std::string(64, 'a');
  report.message_id = "<1@sender.example>";
  report.subject = "Your invoice is overdue";
  report.from = "Billing <billing@sender.example>";
  report.date = "Sun, 22 Nov 2026 03:10:35 +0000";
  report.time = "2026-11-22T03:10:36Z";
  report.time_claimed = false;
  report.verdict = {
      Level::Spam, 7.5,        {{"content", 5}, {"identity", 2.5}},
      "attack",    "callback", Certainty::High};
  Finding finding;
  finding.id = "callback-number";
  finding.group = "content";
  finding.severity = Severity::High;
  finding.score = 5;
  finding.certainty = Certainty::High;
  finding.clauses = {"6.2 c.1"};
  finding.message = "asks to call \"+1 202 555 0101\"";
  finding.excerpt = "Call +1 202 555 0101 now";
  const Location place{"1.2", "DESCRIPTION", 43, 12, {900, 920}};
  report.findings = {{finding, place}};
  report.finding_count = 1;
  ReportedEvent event;
  event.component = "VEVENT";
  event.uid = "1@sender.example";
  event.summary = "Your invoice";
  event.organizer = "billing@sender.example";
  event.organizer_name = "Billing";
  event.start = "2026-11-22T10:00:00Z";
  event.attendees = {"you@example.org"};
  event.attendee_count = 1;
  event.alarms = {{"DISPLAY", "-PT15M"}};
  event.alarm_count = 1;
  event.rule = "FREQ=DAILY";
  event.occurrences = 3'653;
  event.occurrences_per_year = 365.25;
  event.endless = true;
  event.first_occurrences = {"2026-11-22T10:00:00Z"};
  report.calendars = {{"1.2", "REQUEST", "REQUEST", "-//X//EN", 1, {event}}};
  ReportedPart part;
  part.path = "1";
  part.type = "text/calendar";
  part.disposition = "attachment";
  part.filename = "invite.ics";
  part.encoding = "base64";
  part.charset = "utf-8";
  part.carrier = "text/calendar";
  part.reading = "epilogue";
  part.span = {10, 1'200};
  part.decoded_size = 700;
  part.not_analysed = "limit";
  part.sha256 = std::string(64, 'c');
  report.parts = {part};
  ReportedLink link;
  link.url = "https://pay.phish.example/x?a=1";
  link.written = "https://wrapper.example/?u=https://pay.phish.example/x?a=1";
  link.host = "pay.phish.example";
  link.domain = "phish.example";
  link.wrappers = {"safelinks"};
  link.context = "html";
  link.visible = "Pay now";
  link.hidden = true;
  link.location = {"1.1", "a[href]", 20, 5, {400, 440}};
  report.links = {link};
  report.link_count = 3;
  report.phones = {"+12025550101"};
  report.anomalies = {{"mime-boundary-missing",
                       "odd",
                       "no boundary",
                       "x",
                       {"1", "", 3, 1, {20, 30}}}};
  report.anomaly_count = 1;
  report.complete = false;
  report.limits = {"mime-parts-limit"};
  report.second_opinion_asked = true;
  report.second_opinion = {"gmime sees 1 part, calspam 2"};
  return report;
}

/// Puts `hostile` into every string that a sender, an archive or a rule file
/// could have chosen.
inline Report hostile_report(const std::string& hostile) {
  Report report = sample_report();
  for (std::string* text :
       {&report.origin.path, &report.origin.member, &report.message_id,
        &report.subject, &report.from, &report.date,
        &report.verdict.classification, &report.verdict.category})
    *text = hostile;
  report.verdict.groups[hostile] = 1;
  Finding& finding = report.findings[0].finding;
  finding.id = finding.group = finding.message = finding.excerpt = hostile;
  finding.clauses = {hostile};
  Location& location = report.findings[0].location;
  location.part = location.property = hostile;
  ReportedCalendar& calendar = report.calendars[0];
  calendar.part = calendar.method = calendar.mime_method = hostile;
  calendar.prodid = hostile;
  ReportedEvent& event = calendar.events[0];
  for (std::string* text :
       {&event.component, &event.uid, &event.recurrence_id, &event.summary,
        &event.organizer, &event.organizer_name, &event.start, &event.end,
        &event.location, &event.status, &event.rule})
    *text = hostile;
  event.attendees = {hostile};
  event.alarms = {{hostile, hostile}};
  ReportedPart& part = report.parts[0];
  for (std::string* text : {&part.path, &part.type, &part.disposition,
                            &part.filename, &part.encoding, &part.charset,
                            &part.carrier, &part.reading, &part.not_analysed})
    *text = hostile;
  ReportedLink& link = report.links[0];
  for (std::string* text : {&link.url, &link.written, &link.host, &link.domain,
                            &link.context, &link.visible})
    *text = hostile;
  link.wrappers = {hostile};
  report.phones = {hostile};
  ReportedAnomaly& anomaly = report.anomalies[0];
  anomaly.id = anomaly.summary = anomaly.detail = hostile;
  report.limits = {hostile};
  report.second_opinion = {hostile};
  return report;
}

/// What a format writes for a run over `reports` and `errors`.
inline std::string formatted(std::string_view format,
                             const std::vector<Report>& reports,
                             const std::vector<InputError>& errors = {},
                             FormatOptions options = {}) {
  const Format& chosen = *find_format(format);
  FormatRun run;
  run.options = std::move(options);
  Summary summary;
  std::string out;
  chosen.begin(run, out);
  for (const Report& report : reports) {
    summary.count(report);
    add_message(chosen, run, report, out);
  }
  for (const InputError& error : errors) {
    ++summary.errors;
    chosen.error(run, error, out);
  }
  chosen.end(run, summary, out);
  return out;
}

/// ESC, C1 CSI in UTF-8 and as a byte, bidi override, NUL, line separator,
/// BEL, DEL, tag, backspace, new line, a broken sequence, quotes.
inline const std::string kHostile = [] {
  using namespace std::string_literals;
  return "a\x1b[2J\xC2\x9B"
         "31m\x9b"
         "x\xE2\x80\xAE\0\xE2\x80\xA8\x07\x7f\xF3\xA0\x81\x81\b\r\n"
         "forged line\xff\xC3\"}],\\"s;
}();

}  // namespace calspam
