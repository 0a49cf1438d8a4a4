// SPDX-License-Identifier: MIT
#include "report/markdown.hh"

#include <fmt/format.h>

#include "report/campaign_formats.hh"
#include "report/escape.hh"
#include "report/location.hh"
#include "report/style.hh"
#include "util/text.hh"

namespace calspam::markdown_format {
namespace {

constexpr std::size_t kListedLinks = 20;

std::string code(std::string_view untrusted) {
  return markdown_code(defanged_text(untrusted), 300);
}

void add_row(std::string_view name, std::string_view value, std::string& out) {
  if (!value.empty()) out += fmt::format("| {} | {} |\n", name, code(value));
}

void add_identity(const Report& report, std::string& out) {
  const Verdict& verdict = report.verdict;
  std::string kind(level_name(verdict.level));
  for (const std::string* word : {&verdict.classification, &verdict.category})
    if (!word->empty()) kind += ", " + *word;
  out += "| | |\n|---|---|\n";
  add_row("Verdict",
          fmt::format("{}; score {:.1f}, certainty {}", kind, verdict.score,
                      certainty_name(verdict.certainty)),
          out);
  add_row("Input", report.origin.name(), out);
  add_row("From", report.from, out);
  add_row("Time", report.time, out);
  add_row("Message-ID", report.message_id, out);
  add_row("SHA-256", report.sha256, out);
  if (!report.complete) add_row("Read", "not in full", out);
}

std::string when_text(const ReportedEvent& event) {
  std::string when = event.start;
  if (!event.end.empty()) when += " to " + event.end;
  if (!event.rule.empty()) when += ", repeats: " + event.rule;
  return when;
}

void add_events(const Report& report, std::string& out) {
  bool first = true;
  for (const ReportedCalendar& calendar : report.calendars)
    for (const ReportedEvent& event : calendar.events) {
      if (first)
        out += "\n| Event | Organizer | When | Method |\n|---|---|---|---|\n";
      first = false;
      out += fmt::format("| {} | {} | {} | {} |\n", code(event.summary),
                         code(event.organizer), code(when_text(event)),
                         code(calendar.method));
    }
}

void add_findings(const Report& report, std::string& out) {
  if (report.findings.empty()) return;
  out +=
      "\n| Score | Finding | What | Where | Clauses |\n"
      "|--:|---|---|---|---|\n";
  for (const ReportedFinding& reported : report.findings) {
    const Finding& finding = reported.finding;
    out += fmt::format(
        "| {:.1f} | {} | {} | {} | {} |\n", finding.score, code(finding.id),
        code(finding.message), code(location_text(reported.location)),
        code(fmt::format("{}", fmt::join(finding.clauses, ", "))));
  }
  if (report.finding_count > report.findings.size())
    out += fmt::format(
        "\n{} more.\n",
        counted(report.finding_count - report.findings.size(), "finding"));
}

void add_links(const Report& report, std::string& out) {
  if (report.links.empty()) return;
  out += "\nLinks, defanged:\n\n";
  for (std::size_t i = 0; i < report.links.size() && i < kListedLinks; ++i)
    out += fmt::format("- {}\n",
                       markdown_code(defanged(report.links[i].url), 300));
  if (report.links.size() > kListedLinks)
    out += fmt::format("- {} more\n", report.links.size() - kListedLinks);
}

}  // namespace

void begin(FormatRun&, std::string& out) {
  out += "# Calendar spam report\n\n";
}

void message(const FormatOptions&, const Report& report, std::string& out) {
  out += fmt::format("## {} {:.1f}: {}\n\n", level_name(report.verdict.level),
                     report.verdict.score, code(message_title(report)));
  add_identity(report, out);
  add_events(report, out);
  add_findings(report, out);
  add_links(report, out);
}

// Errors are for standard error; the summary counts them.
void error(FormatRun&, const InputError&, std::string&) {}

void end(FormatRun& run, const Summary& summary, std::string& out) {
  if (run.campaigns) add_campaigns_markdown(*run.campaigns, out);
  const Tool& tool = run.options.tool;
  out += fmt::format(
      "{}---\n\n{}: {} spam, {} suspicious, {} unknown, {} clean, {} without "
      "calendar content; {}{}. {} {}\n",
      run.first ? "" : "\n", counted(summary.messages, "message"), summary.spam,
      summary.suspicious, summary.unknown, summary.clean, summary.none,
      counted(summary.errors, "error"),
      summary.interrupted ? "; interrupted" : "", tool.name, tool.version);
}

}  // namespace calspam::markdown_format
