// SPDX-License-Identifier: MIT
#include "report/html_message.hh"

#include <fmt/format.h>

#include <algorithm>

#include "report/appendix_a.hh"
#include "report/compared.hh"
#include "report/escape.hh"
#include "report/html_lint.hh"
#include "report/html_provenance.hh"
#include "report/location.hh"
#include "report/overview.hh"
#include "report/style.hh"
#include "report/timeline.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kFindings = 20;
constexpr std::size_t kEvents = 3;
constexpr std::size_t kCalendars = 3;
constexpr std::size_t kCompared = 3;  // side by side
constexpr std::size_t kDisagreements = 12;
constexpr std::size_t kParts = 24;
constexpr std::size_t kLinks = 8;
constexpr std::size_t kOddities = 10;
constexpr std::size_t kActions = 30;

// "n things more" after a list that was cut.
std::string more(std::size_t all, std::size_t shown, std::string_view what) {
  if (all <= shown) return "";
  return fmt::format("<p class=d>{} more", counted(all - shown, what));
}

void add_term(std::string_view name, std::string_view value, std::string& out,
              std::size_t bytes = 200) {
  if (value.empty()) return;
  out += fmt::format("<dt>{}<dd>{}", html_text(name, 40),
                     html_text(defanged_text(truncated(value, 2'048)), bytes));
}

void add_headline(const Report& report, bool open, std::string& out) {
  const Level level = report.verdict.level;
  out += fmt::format(
      "<details "
      "class={}{}><summary><b>{}</b><i>{:.1f}</i><span>{}</span><small>"
      "{}</small></summary><div id={}>",
      html_level_class(level), open ? " open" : "", level_name(level),
      report.verdict.score, html_text(message_title(report), 160),
      html_text(report.origin.name(), 120), message_anchor(report));
}

void add_identity(const Report& report, std::string& out) {
  const Verdict& verdict = report.verdict;
  std::string grounds = verdict.classification;
  if (!verdict.category.empty())
    grounds += (grounds.empty() ? "" : ", ") + verdict.category;
  std::string sum;
  for (const auto& [group, score] : verdict.groups)
    if (score != 0)
      sum += fmt::format("{}{} {:.1f}", sum.empty() ? "" : " + ", group, score);
  if (!sum.empty()) grounds += (grounds.empty() ? "" : ": ") + sum;
  out += "<dl>";
  add_term("Verdict", grounds, out);
  add_term("From", report.from, out);
  add_term(report.time_claimed ? "Time, claimed" : "Time", report.time, out);
  add_term("Message-ID", report.message_id, out);
  add_term("SHA-256", report.sha256, out);
  if (!report.complete)
    add_term("Not read in full",
             fmt::format("{}", fmt::join(report.limits, ", ")), out);
  out += "</dl>";
}

void add_findings(const Report& report, std::string& out) {
  if (report.findings.empty()) return;
  out += "<h3>Findings</h3><table>";
  std::size_t shown = 0;
  for (const ReportedFinding& reported : report.findings) {
    if (++shown > kFindings) break;
    const Finding& finding = reported.finding;
    std::string where = location_text(reported.location);
    for (const std::string& clause : finding.clauses)
      where += (where.empty() ? "" : "; ") + clause;
    out += fmt::format("<tr><td class=r>{:.1f}<td><b>{}</b> {}", finding.score,
                       html_text(finding.id, 80),
                       html_text(defanged_text(finding.message), 240));
    if (!where.empty())
      out += fmt::format(" <small>{}</small>", html_text(where, 120));
    // What the sentence quotes need not be said again.
    if (!finding.excerpt.empty() &&
        finding.message.find(finding.excerpt) == std::string::npos)
      out += fmt::format("<q>{}</q>",
                         html_text(defanged_text(finding.excerpt), 120));
  }
  out += "</table>" + more(report.finding_count,
                           shown > kFindings ? kFindings : shown, "finding");
}

std::string repeats_text(const ReportedEvent& event) {
  if (event.rule.empty() && event.occurrences <= 1) return "";
  return fmt::format("{}{}{}", event.rule, event.rule.empty() ? "" : ": ",
                     event.endless ? fmt::format("endless, {:.0f} a year",
                                                 event.occurrences_per_year)
                                   : counted(event.occurrences, "time"));
}

void add_event(const ReportedEvent& event, std::string& out) {
  out += "<dl>";
  add_term(event.component, event.summary.empty() ? "\u2013" : event.summary,
           out);
  std::string organizer = event.organizer;
  if (!event.organizer_name.empty())
    organizer = event.organizer_name + " <" + organizer + ">";
  add_term("Organizer", organizer, out);
  add_term("When",
           event.end.empty() ? event.start : event.start + " to " + event.end,
           out);
  add_term("Repeats", repeats_text(event), out);
  add_term("Location", event.location, out);
  if (event.attendee_count != 0)
    add_term("Attendees", fmt::format("{}", event.attendee_count), out);
  std::string alarms;
  for (const ReportedAlarm& alarm : event.alarms)
    if (alarms.size() < 80)
      alarms += fmt::format("{}{} {}", alarms.empty() ? "" : ", ", alarm.action,
                            alarm.trigger);
  add_term("Alarms", alarms, out);
  add_term("UID", event.uid, out, 100);
  out += "</dl>";
}

void add_calendars(const Report& report, std::string& out) {
  std::size_t shown = 0;
  for (const ReportedCalendar& calendar : report.calendars) {
    if (++shown > kCalendars) break;
    std::string about = calendar.method;
    if (!calendar.part.empty()) about += " in part " + calendar.part;
    if (!calendar.prodid.empty()) about += ", made by " + calendar.prodid;
    out += fmt::format("<h3>Calendar</h3><p class=d>{}",
                       html_text(trimmed(about), 160));
    std::size_t events = 0;
    for (const ReportedEvent& event : calendar.events)
      if (events < kEvents) {
        add_event(event, out);
        ++events;
      }
    out += more(calendar.event_count, events, "event");
  }
  out += more(report.calendars.size(), std::min(shown, kCalendars), "calendar");
  const std::string timeline = event_timeline(report);
  if (!timeline.empty()) out += "<h3>Timeline</h3>" + timeline;
}

void add_row(const Disagreement& disagreement, std::size_t columns,
             std::string& out) {
  std::string what = disagreement.what;
  if (!disagreement.uid.empty()) what += " of " + disagreement.uid;
  out += "<tr><td>" + html_text(what, 80);
  for (std::size_t i = 0; i < std::min(columns, disagreement.values.size());
       ++i)
    out += "<td>" + html_text(defanged_text(disagreement.values[i]), 120);
}

// Where calendar parts differ a client shows one of them and a filter may have
// read another.
void add_comparison(const Report& report, std::string& out) {
  if (report.comparison == nullptr) return;
  const PartComparison& comparison = *report.comparison;
  out += "<h3>Calendar parts, side by side</h3>";
  std::size_t twins = 0;
  for (const ComparedCalendar& calendar : comparison.calendars)
    if (!calendar.twin_of.empty() && ++twins <= kCalendars)
      out += fmt::format("<p class=d>part {} says the same as part {}",
                         html_text(calendar.part, 40),
                         html_text(calendar.twin_of, 40));
  const std::vector<std::string> parts = comparison.compared();
  const std::size_t columns = std::min(parts.size(), kCompared);
  if (comparison.disagreements.empty()) {
    if (columns > 1) out += "<p class=d>they agree in what matters";
    return;
  }
  out += "<table><tr><th>";
  for (std::size_t i = 0; i < columns; ++i)
    out += "<th>part " + html_text(parts[i], 40);
  const std::size_t rows =
      std::min(comparison.disagreements.size(), kDisagreements);
  for (std::size_t i = 0; i < rows; ++i)
    add_row(comparison.disagreements[i], columns, out);
  out += "</table>" +
         more(comparison.disagreements.size(), rows, "difference") +
         more(parts.size(), columns, "calendar part");
}

std::string part_text(const ReportedPart& part) {
  std::string text(static_cast<std::size_t>(std::min(part.depth, 12)) * 2, ' ');
  text += part.type;
  if (!part.disposition.empty()) text += ", " + part.disposition;
  if (!part.filename.empty()) text += " \"" + part.filename + "\"";
  if (part.encoding != "identity") text += ", " + part.encoding;
  if (!part.reading.empty()) text += " [" + part.reading + "]";
  if (!part.not_analysed.empty())
    text += " [not read: " + part.not_analysed + "]";
  return text;
}

// The row's words on Appendix A.1: where the part has a place there, and what
// is missing of the message drawn there.
void add_tree(const Report& report, std::string& out) {
  if (report.parts.empty()) return;
  const std::vector<AppendixItem> items = appendix_a(report);
  out += "<h3>MIME tree, and its places in CC/R 18003 A.1</h3><table>";
  const std::size_t shown = std::min(report.parts.size(), kParts);
  for (std::size_t i = 0; i < shown; ++i) {
    const ReportedPart& part = report.parts[i];
    out +=
        fmt::format("<tr><td class=r>{}<td class=w>{}<td>",
                    html_text(part.path, 40), html_text(part_text(part), 160));
    const AppendixItem* const item = item_of(items, i);
    if (item == nullptr)
      out += "<span class=d>not drawn</span>";
    else
      out += fmt::format("{} {}", item->item,
                         item->but.empty() ? "as drawn" : item->but);
  }
  std::string missing;
  for (const AppendixItem& item : items)
    if (item.part < 0)
      missing += fmt::format("{}{} {}", missing.empty() ? "" : ", ", item.item,
                             item.wants);
  out += "</table>" + more(report.parts.size(), shown, "part");
  if (!missing.empty()) out += "<p class=x>missing: " + missing;
}

void add_links(const Report& report, std::string& out) {
  if (report.links.empty()) return;
  out += "<h3>Links, defanged</h3><table>";
  const std::size_t shown = std::min(report.links.size(), kLinks);
  for (std::size_t i = 0; i < shown; ++i) {
    const ReportedLink& link = report.links[i];
    std::string about = link.context;
    if (!link.location.part.empty()) about += ", part " + link.location.part;
    if (link.hidden) about += ", hidden";
    for (const std::string& wrapper : link.wrappers) about += ", by " + wrapper;
    if (!link.visible.empty() && link.visible != link.url)
      about += ", shown as \"" +
               std::string(truncated(defanged_text(link.visible), 60)) + "\"";
    out +=
        fmt::format("<tr><td class=m>{}<td><small>{}</small>",
                    html_text(defanged(link.url), 160), html_text(about, 140));
  }
  out += "</table>" + more(report.links.size(), shown, "link");
}

// For whom it was asked for; the actions are those of the rules' own file.
void add_advice(const Report& report, std::string& out) {
  if (!report.advice) return;
  const Advice& advice = *report.advice;
  if (advice.actions.empty() && !advice.gate) return;
  out += "<h3>What to do</h3><table>";
  const std::size_t shown = std::min(advice.actions.size(), kActions);
  for (std::size_t i = 0; i < shown; ++i) {
    const AdvisedAction& action = advice.actions[i];
    out += fmt::format("<tr><td>{}<td>{} <small>{}</small>",
                       role_name(action.role), html_text(action.say, 200),
                       html_text(action.clause, 40));
  }
  if (advice.gate)
    out += fmt::format(
        "<tr><td>insertion<td>{} <small>{}</small>",
        insert_name(advice.gate->insert),
        html_text(fmt::format("{}", fmt::join(advice.gate->reasons, "; ")),
                  240));
  out += "</table>" + more(advice.actions.size(), shown, "action");
}

void add_oddities(const Report& report, std::string& out) {
  std::string list;
  std::size_t all = 0;
  for (const ReportedAnomaly& anomaly : report.anomalies) {
    if (anomaly.weight == "note") continue;
    if (++all > kOddities) continue;
    list +=
        fmt::format("<tr><td>{}<td>{} <small>{}</small>",
                    html_text(anomaly.id, 60), html_text(anomaly.summary, 120),
                    html_text(location_text(anomaly.location), 60));
  }
  if (all != 0)
    out += "<h3>Odd about the bytes</h3><table>" + list + "</table>" +
           more(all, kOddities, "oddity");
}

}  // namespace

std::string_view html_level_class(Level level) {
  switch (level) {
    case Level::None:
      return "n";
    case Level::Clean:
      return "c";
    case Level::Unknown:
      return "u";
    case Level::Suspicious:
      return "p";
    case Level::Spam:
      return "s";
  }
  return "n";
}

std::string html_message(const Report& report, bool open) {
  std::string out;
  add_headline(report, open, out);
  add_identity(report, out);
  add_findings(report, out);
  add_calendars(report, out);
  add_comparison(report, out);
  add_tree(report, out);
  add_links(report, out);
  if (report.lint) out += html_lint(*report.lint);
  if (report.provenance) out += html_provenance(*report.provenance);
  add_oddities(report, out);
  add_advice(report, out);
  return out + "</div></details>\n";
}

}  // namespace calspam
