// SPDX-License-Identifier: MIT
#include "report/explain.hh"

#include <fmt/format.h>

#include <algorithm>

#include "report/columns.hh"
#include "report/escape.hh"
#include "report/explain_sections.hh"
#include "report/overview.hh"
#include "util/text.hh"

namespace calspam {
namespace explain_text {

void Telling::heading(Word title) const {
  out += '\n' + style.bold(std::string(words[title])) + '\n';
}

std::string Telling::harmless(std::string_view untrusted) const {
  return shown(harmless_text(untrusted));
}

std::string Telling::joined(const std::vector<std::string>& untrusted,
                            std::string_view comma) const {
  std::string text;
  for (const std::string& one : untrusted) {
    if (!text.empty()) text += comma;
    text += shown(one);
  }
  return text;
}

std::string Telling::place(const Location& location) const {
  std::vector<std::string> pieces;
  if (!location.part.empty())
    pieces.push_back(words(Word::InPart, location.part));
  if (!location.property.empty()) pieces.push_back(location.property);
  if (location.line != 0)
    pieces.push_back(words(Word::InLine, location.line, location.column));
  return joined(pieces);
}

std::string Telling::level(Level level) const {
  switch (level) {
    case Level::None:
      return std::string(words[Word::LevelNone]);
    case Level::Clean:
      return std::string(words[Word::LevelClean]);
    case Level::Unknown:
      return std::string(words[Word::LevelUnknown]);
    case Level::Suspicious:
      return std::string(words[Word::LevelSuspicious]);
    case Level::Spam:
      return std::string(words[Word::LevelSpam]);
  }
  return "";
}

std::string Telling::effect(const Impact& impact) const {
  std::string text = impact.endless
                         ? words(Word::EndlessSeries, impact.per_year)
                         : words.counted(Word::Entries, impact.total);
  if (impact.rings_each != 0)
    text += ", " + words.counted(Word::Rings, impact.rings_each);
  return text;
}

bool Telling::makes_entries() const {
  constexpr std::string_view kMaking[] = {"", "REQUEST", "PUBLISH", "ADD"};
  const auto& calendars = explanation.report.calendars;
  return std::any_of(calendars.begin(), calendars.end(),
                     [&](const ReportedCalendar& calendar) {
                       return std::any_of(
                           std::begin(kMaking), std::end(kMaking),
                           [&](std::string_view method) {
                             return same_ignoring_case(method, calendar.method);
                           });
                     });
}

}  // namespace explain_text

namespace {

using explain_text::Telling;

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

// What it amounts to, after the level: "10.5 points: attack (credential),
// certainty medium".
std::string grounds(const Telling& telling) {
  const Verdict& verdict = telling.explanation.report.verdict;
  std::string text;
  if (verdict.score != 0)
    text += ", " + telling.words(Word::Points, verdict.score);
  if (verdict.level != Level::Suspicious && verdict.level != Level::Spam)
    return text;
  if (!verdict.classification.empty()) {
    text += ": " + telling.shown(telling.words.said(verdict.classification));
    if (!verdict.category.empty())
      text += fmt::format(" ({})",
                          telling.shown(telling.words.said(verdict.category)));
  }
  return text + ", " +
         telling.words(Word::CertaintyOf,
                       telling.words.said(certainty_name(verdict.certainty)));
}

void add_headline(const Telling& telling) {
  const Report& report = telling.explanation.report;
  const Style& style = telling.style;
  const std::string subject = telling.harmless(message_title(report));
  const std::string origin = style.shown(report.origin.name());
  std::string& out = telling.out;
  out += style.bold(fitted(origin, style.width)) + '\n';
  if (!subject.empty())
    out += fitted(fmt::format("\"{}\"", subject), style.width) + '\n';
  const std::string level = telling.level(report.verdict.level);
  const std::string rest = grounds(telling);
  const std::string plain = telling.words(Word::Verdict, level + rest);
  if (columns(plain) > style.width) return telling.paragraph("", plain);
  out += telling.words(
      Word::Verdict,
      style.painted(color_of(report.verdict.level), level) + rest);
  out += '\n';
}

}  // namespace

std::string explanation_text(const Explanation& explanation,
                             const ExplainOptions& options) {
  using namespace explain_text;
  std::string out;
  const Telling telling{explanation, options.style, Wording(options.language),
                        options.full, out};
  add_headline(telling);
  add_nature(telling);
  add_reasons(telling);
  add_doubts(telling);
  add_unchecked(telling);
  if (options.full) {
    add_structure(telling);
    add_calendars(telling);
    add_links(telling);
    add_impact(telling);
    add_oddities(telling);
    add_advice(telling);
  }
  return options.style.ascii ? ascii_only(out) : out;
}

}  // namespace calspam
