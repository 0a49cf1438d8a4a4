// SPDX-License-Identifier: MIT
#include "arf/description.hh"

#include <fmt/format.h>

#include <algorithm>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kWidth = 76;
constexpr ArfLimits kLimits;

// Columns that a reader counts: characters, near enough.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return !is_utf8_tail(c); }));
}

class Text {
 public:
  void sentence(std::string_view words) {
    std::size_t at = 0;
    for (std::string_view word : split(words, ' ')) {
      const std::size_t width = columns(word);
      if (at > 0 && at + 1 + width > kWidth) {
        out_ += '\n';
        at = 0;
      } else if (at > 0) {
        out_ += ' ';
        ++at;
      }
      out_ += word;
      at += width;
    }
    out_ += '\n';
  }
  void gap() { out_ += '\n'; }
  void head(std::string_view label) { out_ += fmt::format("{}\n", label); }
  void row(std::string_view label, std::string_view value) {
    if (value.empty()) return;
    out_ +=
        fmt::format("  {}: {}\n", label,
                    printable(truncated(squeezed(value), kLimits.value_bytes)));
  }
  void item(std::string_view value) {
    out_ += fmt::format(
        "  - {}\n", printable(truncated(squeezed(value), kLimits.value_bytes)));
  }
  std::size_t size() const { return out_.size(); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

void add_sentences(Text& out, const ReportWords& words,
                   const DescriptionOptions& options) {
  if (!options.complaint && !options.trap) {
    out.sentence(words.draft);
    out.gap();
  }
  out.sentence(options.no_mail ? words.no_mail : words.what);
  if (options.complaint) out.sentence(words.complaint);
  if (options.trap) out.sentence(words.trap);
  if (options.type == "fraud") out.sentence(words.fraud);
  if (options.type == "virus") out.sentence(words.virus);
  if (options.type == "not-spam") out.sentence(words.not_spam);
  if (!options.no_mail)
    out.sentence(options.headers_only ? words.original_headers
                                      : words.original_whole);
  if (options.redacted) out.sentence(words.redacted);
}

void add_incident(Text& out, const AbuseCase& incident,
                  const FeedbackReport& fields, const ReportWords& words) {
  out.gap();
  out.head(words.incident);
  if (fields.arrival) out.row(words.arrival, mail_date(*fields.arrival));
  out.row(words.source_ip, fields.source_ip);
  if (fields.source_port)
    out.row(words.source_port, std::to_string(*fields.source_port));
  out.row(words.reporting_mta, fields.reporting_mta);
  if (fields.mail_from) out.row(words.mail_from, "<" + *fields.mail_from + ">");
  for (const std::string& recipient : fields.recipients)
    out.row(words.recipient, recipient);
  out.row(words.message_id, incident.message_id);
  out.row(words.from, incident.from);
  out.row(words.subject, incident.subject);
}

void add_event(Text& out, const CaseEvent& event, const ReportWords& words) {
  out.gap();
  out.head(words.event);
  out.row(words.method, event.method);
  out.row(words.uid, event.uid);
  out.row(words.recurrence_id, event.recurrence_id);
  if (event.sequence) out.row(words.sequence, std::to_string(*event.sequence));
  out.row(words.organizer, event.organizer);
  out.row(words.summary, event.summary);
  out.row(words.location, event.location);
  out.row(words.start, event.start);
  out.row(words.end, event.end);
  out.row(words.recurrence, event.rule);
}

void add_links(Text& out, const FeedbackReport& fields,
               const ReportWords& words) {
  if (fields.uris.empty()) return;
  out.gap();
  out.head(words.links);
  for (const std::string& uri : fields.uris) out.item(harmless_link(uri));
  out.sentence(words.harmless);
}

void add_findings(Text& out, const AbuseCase& incident,
                  const ReportWords& words) {
  if (incident.findings.empty()) return;
  out.gap();
  out.head(words.findings);
  for (const CaseFinding& finding : incident.findings)
    out.item(finding.clauses.empty()
                 ? fmt::format("{}: {}", finding.id, finding.message)
                 : fmt::format("{}: {} ({} {})", finding.id, finding.message,
                               words.clauses,
                               fmt::join(finding.clauses, ", ")));
}

}  // namespace

std::string harmless_link(std::string_view url) {
  std::string out(url);
  if (starts_ignoring_case(out, "http")) out.replace(1, 2, "xx");
  const std::size_t slashes = out.find("://");
  const std::size_t begin = slashes == out.npos ? out.find(':') : slashes + 3;
  if (begin == out.npos) return out;
  const std::size_t end = std::min(out.find_first_of("/?#", begin), out.size());
  const std::size_t dot = out.rfind('.', end == 0 ? 0 : end - 1);
  if (dot != out.npos && dot >= begin) out.replace(dot, 1, "[.]");
  return out;
}

Description description(const AbuseCase& incident, const FeedbackReport& fields,
                        const ReportWords& words,
                        const DescriptionOptions& options) {
  Text out;
  add_sentences(out, words, options);
  add_incident(out, incident, fields, words);
  Description made;
  made.incidents_at = out.size();
  for (const CaseEvent& event : incident.events) add_event(out, event, words);
  if (incident.event_count > incident.events.size()) {
    out.gap();
    out.row(words.more_events,
            std::to_string(incident.event_count - incident.events.size()));
  }
  add_links(out, fields, words);
  add_findings(out, incident, words);
  out.gap();
  out.sentence(words.stop);
  made.text = out.take();
  return made;
}

}  // namespace calspam
