// SPDX-License-Identifier: MIT
#include "report/text.hh"

#include <fmt/format.h>

#include <algorithm>

#include "report/campaign_formats.hh"
#include "report/columns.hh"
#include "report/location.hh"
#include "report/text_arf.hh"
#include "util/text.hh"

namespace calspam::text_format {
namespace {

constexpr std::size_t kLevelWidth = 10;
constexpr std::size_t kOriginWidth = 32;
constexpr std::size_t kLeastSubject = 40;
constexpr std::size_t kSentenceWidth = 320;
constexpr std::string_view kIndent = "            ";

// SGR parameters; the words stand there too, colour alone says nothing.
std::string_view color_of(Level level) {
  switch (level) {
    case Level::None:
      return "2";
    case Level::Clean:
      return "32";
    case Level::Unknown:
      return "35";
    case Level::Suspicious:
      return "33";
    case Level::Spam:
      return "1;31";
  }
  return "0";
}

std::string colored(const FormatOptions& options, std::string_view sgr,
                    std::string text) {
  if (!options.color) return text;
  return fmt::format("\x1b[{}m{}\x1b[0m", sgr, text);
}

// A bare calendar has no Subject; its first event's title serves as one.
std::string_view subject_of(const Report& report) {
  if (!report.subject.empty()) return report.subject;
  for (const ReportedCalendar& calendar : report.calendars)
    for (const ReportedEvent& event : calendar.events)
      if (!event.summary.empty()) return event.summary;
  return "";
}

void add_headline(const FormatOptions& options, const Report& report,
                  std::string& out) {
  const Level level = report.verdict.level;
  const std::string origin =
      padded(printable(report.origin.name()), kOriginWidth);
  const std::size_t used = kLevelWidth + 8 + columns(origin) + 2;
  const std::size_t room = options.width > used + kLeastSubject
                               ? options.width - used
                               : kLeastSubject;
  const std::string subject = fitted(printable(subject_of(report)), room);
  const std::string line = fmt::format(
      "{}{:>6.1f}  {}  {}",
      colored(options, color_of(level), padded(level_name(level), kLevelWidth)),
      report.verdict.score, origin, subject);
  out += line.substr(0, line.find_last_not_of(' ') + 1);
  out += '\n';
}

// What the verdict is made of, where there is one to explain.
void add_grounds(const Report& report, std::string& out) {
  const Verdict& verdict = report.verdict;
  if (verdict.level != Level::Suspicious && verdict.level != Level::Spam)
    return;
  std::string grounds;
  for (const auto& [group, score] : verdict.groups) {
    if (score == 0) continue;
    grounds += fmt::format("{}{} {:.1f}", grounds.empty() ? "" : " + ",
                           printable(group), score);
  }
  std::string kind = printable(verdict.classification);
  if (!verdict.category.empty())
    kind += (kind.empty() ? "" : ", ") + printable(verdict.category);
  if (!kind.empty()) kind += "; ";
  out += fmt::format("{}{}certainty {}; {}\n", kIndent, kind,
                     certainty_name(verdict.certainty), grounds);
}

void add_findings(const FormatOptions& options, const Report& report,
                  std::string& out) {
  for (const ReportedFinding& reported : report.findings) {
    const Finding& finding = reported.finding;
    const std::string place = printable(location_text(reported.location));
    out += fmt::format("{:>16.1f}  {}: {}{}\n", finding.score,
                       colored(options, "1", printable(finding.id)),
                       fitted(printable(finding.message), kSentenceWidth),
                       place.empty() ? "" : fmt::format(" [{}]", place));
  }
  if (report.finding_count > report.findings.size())
    out += fmt::format(
        "{}{} more\n", kIndent,
        counted(report.finding_count - report.findings.size(), "finding"));
}

// The ids in `ids`, each once, in the order they come.
std::string listed(const std::vector<std::string>& ids) {
  constexpr std::size_t kMost = 8;
  std::vector<std::string> once;
  for (const std::string& id : ids)
    if (std::find(once.begin(), once.end(), id) == once.end())
      once.push_back(id);
  std::string text;
  for (std::size_t i = 0; i < std::min(once.size(), kMost); ++i)
    text += (i == 0 ? "" : ", ") + printable(once[i]);
  if (once.size() > kMost)
    text += fmt::format(" and {} more", once.size() - kMost);
  return text;
}

void add_oddities(const Report& report, std::string& out) {
  std::vector<std::string> odd;
  for (const ReportedAnomaly& anomaly : report.anomalies)
    if (anomaly.weight == weight_name(Weight::Odd) ||
        anomaly.weight == weight_name(Weight::Ambiguous))
      odd.push_back(anomaly.id);
  if (!odd.empty()) out += fmt::format("{}odd: {}\n", kIndent, listed(odd));
  if (!report.complete)
    out +=
        fmt::format("{}not read in full: {}\n", kIndent, listed(report.limits));
}

// What the roles that were asked for should do, and what the calendar may.
void add_advice(const Report& report, std::string& out) {
  if (!report.advice) return;
  for (const AdvisedAction& action : report.advice->actions)
    out += fmt::format("{}do: {}: {}: {} [{}; feedback: {}]\n", kIndent,
                       role_name(action.role), printable(action.id),
                       printable(action.say), printable(action.clause),
                       printable(action.feedback));
  if (!report.advice->gate) return;
  const Gate& gate = *report.advice->gate;
  out += fmt::format("{}insert: {}; availability {}; alarms {}\n", kIndent,
                     insert_name(gate.insert), gate.availability,
                     gate.alarms ? "as stated" : "off");
  for (const std::string& reason : gate.reasons)
    out += fmt::format("{}  because: {}\n", kIndent,
                       fitted(printable(reason), kSentenceWidth));
  for (const UserOption& option : gate.options)
    out += fmt::format("{}  offer: {}\n", kIndent, printable(option.say));
}

}  // namespace

void begin(FormatRun&, std::string&) {}

void message(const FormatOptions& options, const Report& report,
             std::string& out) {
  add_headline(options, report, out);
  add_grounds(report, out);
  add_findings(options, report, out);
  add_oddities(report, out);
  add_advice(report, out);
  out += arf_text(report);
}

// Errors are for standard error; the summary counts them.
void error(FormatRun&, const InputError&, std::string&) {}

void end(FormatRun& run, const Summary& summary, std::string& out) {
  std::string levels;
  const auto add = [&levels](std::uint64_t count, std::string_view what) {
    if (count == 0) return;
    levels += fmt::format("{}{} {}", levels.empty() ? ": " : ", ", count, what);
  };
  add(summary.spam, "spam");
  add(summary.suspicious, "suspicious");
  add(summary.unknown, "unknown");
  add(summary.clean, "clean");
  add(summary.none, "without calendar content");
  if (run.campaigns) add_campaigns_text(run.options, *run.campaigns, out);
  if (!run.first) out += '\n';
  out += counted(summary.messages, "message") + levels;
  if (summary.incomplete != 0)
    out += fmt::format("; {} not read in full", summary.incomplete);
  if (summary.errors != 0) out += "; " + counted(summary.errors, "error");
  out += summary.interrupted ? "; interrupted\n" : "\n";
}

}  // namespace calspam::text_format
