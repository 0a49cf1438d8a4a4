// SPDX-License-Identifier: MIT
// What speaks for the verdict, and where it is seen.
#include <fmt/format.h>

#include <algorithm>

#include "report/columns.hh"
#include "report/doc_pages.hh"
#include "report/explain_sections.hh"
#include "util/text.hh"

namespace calspam::explain_text {
namespace {

constexpr std::size_t kIndent = 8;
constexpr std::string_view kGuideline = "CC/R 18003";

// The end of `text` that fits `width` columns, an ellipsis before it.
std::string tail(const std::string& text, std::size_t width) {
  if (columns(text) <= width) return text;
  std::size_t at = 0;
  for (std::size_t left = columns(text);
       left + 1 > width && at < text.size();) {
    const std::size_t from = at;
    next_code_point(text, at);
    left -= columns(std::string_view(text).substr(from, at - from));
  }
  return "\u2026" + text.substr(at);
}

//      43 | asks you to call +1 202 555 0101 now
//         |                  ^^^^^^^^^^^^^^^
void add_quote(const Quote& quote, const Telling& telling) {
  if (quote.empty()) return;
  const Style& style = telling.style;
  std::string& out = telling.out;
  const std::string_view bar = style.glyph("\u2502", "|");
  const std::string number =
      quote.line == 0 ? "" : fmt::format("{}", quote.line);
  const std::string gutter = fmt::format("{:>{}} ", number, kIndent + 5);
  const std::size_t used = gutter.size() + 2;
  const std::size_t room = std::max<std::size_t>(style.width, used + 20) - used;
  const std::string before = tail(telling.harmless(quote.before), room / 3);
  const std::string match =
      fitted(telling.harmless(quote.match), room - columns(before));
  const std::size_t taken = columns(before) + columns(match);
  std::string after = telling.harmless(quote.after);
  after = taken + 1 < room ? fitted(after, room - taken) : "";
  out += style.dim(gutter + std::string(bar)) + " " + before +
         style.painted("1;31", match) + after + '\n';
  out +=
      style.dim(std::string(gutter.size(), ' ') + std::string(bar)) + " " +
      std::string(columns(before), ' ') +
      style.painted(
          "1;31", std::string(std::max<std::size_t>(columns(match), 1), '^')) +
      '\n';
}

bool same_quote(const Quote& a, const Quote& b) {
  return a.line == b.line && a.before == b.before && a.match == b.match &&
         a.after == b.after;
}

// Whether an earlier finding has shown what the one at `index` points at.
bool is_quoted_above(const Explanation& explanation, std::size_t index) {
  const Quote& quote = explanation.findings[index].quote;
  if (quote.empty()) return false;
  const auto begin = explanation.findings.begin();
  return std::any_of(begin, begin + static_cast<std::ptrdiff_t>(index),
                     [&](const ExplainedFinding& one) {
                       return same_quote(one.quote, quote);
                     });
}

void add_name(const ExplainedFinding& explained, const Telling& telling) {
  const Style& style = telling.style;
  const Finding& finding = explained.reported.finding;
  std::string note =
      "(" +
      telling.words(Word::FindingNote,
                    telling.shown(telling.words.said(finding.group)),
                    telling.words.said(certainty_name(finding.certainty)));
  if (!finding.clauses.empty())
    note += fmt::format("; {} {}", kGuideline, telling.joined(finding.clauses));
  note += ")";
  const std::string id = telling.shown(finding.id);
  telling.out +=
      fmt::format("{:>6.1f}  {}\n", finding.score,
                  style.linked(rule_page(explained.file), style.bold(id)));
  add_paragraph(style, std::string(kIndent, ' '), note, kGuideline,
                kGuidelinePage, telling.out);
}

void add_finding(std::size_t index, const Telling& telling) {
  const ExplainedFinding& explained = telling.explanation.findings[index];
  const std::string indent(kIndent, ' ');
  add_name(explained, telling);
  telling.paragraph(indent,
                    telling.harmless(explained.reported.finding.message));
  const std::string place = telling.place(explained.reported.location);
  const bool above = is_quoted_above(telling.explanation, index);
  if (!place.empty()) {
    const std::string at = telling.words(Word::AtPlace, place);
    telling.paragraph(indent,
                      above ? telling.words(Word::QuotedAbove, at) : at);
  }
  if (!above) add_quote(explained.quote, telling);
  if (telling.full && !explained.description.empty())
    telling.paragraph(indent, telling.shown(explained.description));
}

void add_sum(const Telling& telling) {
  const Verdict& verdict = telling.explanation.report.verdict;
  std::string sum;
  for (const auto& [group, score] : verdict.groups)
    if (score != 0)
      sum += fmt::format("{}{} {:.1f}", sum.empty() ? "" : " + ",
                         telling.shown(telling.words.said(group)), score);
  if (!sum.empty())
    telling.paragraph("  ", telling.words(Word::Together, sum, verdict.score));
}

}  // namespace

void add_reasons(const Telling& telling) {
  const Report& report = telling.explanation.report;
  const std::size_t told = telling.explanation.findings.size();
  telling.heading(Word::Why);
  if (told == 0)
    return telling.paragraph("  ",
                             telling.words[report.verdict.level == Level::None
                                               ? Word::NoCalendarContent
                                               : Word::NothingSaid]);
  for (std::size_t i = 0; i < told; ++i) add_finding(i, telling);
  if (report.finding_count > told)
    telling.paragraph("  ", telling.words.counted(Word::MoreFindings,
                                                  report.finding_count - told));
  add_sum(telling);
}

}  // namespace calspam::explain_text
