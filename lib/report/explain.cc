// SPDX-License-Identifier: MIT
#include "report/explain.hh"

#include <fmt/format.h>

#include "report/columns.hh"
#include "report/explain_sections.hh"
#include "util/text.hh"

namespace calspam {
namespace explain_text {

void add_heading(const Style& style, std::string_view title, std::string& out) {
  out += '\n' + style.bold(std::string(title)) + '\n';
}

}  // namespace explain_text

namespace {

// SGR parameters; the word stands there too, colour alone says nothing.
std::string_view color_of(Level level) {
  switch (level) {
    case Level::None:
      return "2";
    case Level::Clean:
      return "1;32";
    case Level::Unknown:
      return "1;35";
    case Level::Suspicious:
      return "1;33";
    case Level::Spam:
      return "1;31";
  }
  return "0";
}

std::string subject_of(const Report& report) {
  if (!report.subject.empty()) return report.subject;
  for (const ReportedCalendar& calendar : report.calendars)
    for (const ReportedEvent& event : calendar.events)
      if (!event.summary.empty()) return event.summary;
  return "";
}

void add_headline(const Report& report, const Style& style, std::string& out) {
  const std::string subject = style.shown(subject_of(report));
  const std::string origin = style.shown(report.origin.name());
  out += style.bold(fitted(origin, style.width)) + '\n';
  if (!subject.empty())
    out += fitted(fmt::format("\"{}\"", subject), style.width) + '\n';
  const Verdict& verdict = report.verdict;
  std::string rest;
  if (verdict.score != 0) rest += fmt::format(", {:.1f} points", verdict.score);
  if (verdict.level == Level::Suspicious || verdict.level == Level::Spam) {
    for (const std::string& word : {verdict.classification, verdict.category})
      if (!word.empty()) rest += ", " + style.shown(word);
    rest += fmt::format(", certainty {}", certainty_name(verdict.certainty));
  }
  const std::string level(level_name(verdict.level));
  const std::string plain = fmt::format("Verdict: {}{}", level, rest);
  if (columns(plain) > style.width) return add_paragraph(style, "", plain, out);
  out += fmt::format("Verdict: {}{}\n",
                     style.painted(color_of(verdict.level), level), rest);
}

}  // namespace

std::string explanation_text(const Explanation& explanation,
                             const ExplainOptions& options) {
  using namespace explain_text;
  const Style& style = options.style;
  std::string out;
  add_headline(explanation.report, style, out);
  add_nature(explanation, options, out);
  add_reasons(explanation, options, out);
  add_doubts(explanation, options, out);
  add_unchecked(explanation, options, out);
  if (options.full) {
    add_structure(explanation, style, out);
    add_calendars(explanation, style, out);
    add_links(explanation, style, out);
    add_impact(explanation, style, out);
    add_oddities(explanation, style, out);
    add_advice(explanation, style, out);
  }
  return style.ascii ? ascii_only(out) : out;
}

}  // namespace calspam
