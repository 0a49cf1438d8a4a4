// SPDX-License-Identifier: MIT
// What speaks for the verdict, what against it, and what nobody looked at.
#include <fmt/format.h>

#include <algorithm>

#include "report/columns.hh"
#include "report/explain_sections.hh"
#include "report/location.hh"
#include "util/text.hh"

namespace calspam::explain_text {
namespace {

constexpr std::size_t kIndent = 8;
constexpr std::size_t kLacked = 9;

std::string joined(const std::vector<std::string>& words, const Style& style) {
  std::string text;
  for (const std::string& word : words)
    text += (text.empty() ? "" : ", ") + style.shown(word);
  return text;
}

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
void add_quote(const Quote& quote, const Style& style, std::string& out) {
  if (quote.empty()) return;
  const std::string_view bar = style.glyph("\u2502", "|");
  const std::string number =
      quote.line == 0 ? "" : fmt::format("{}", quote.line);
  const std::string gutter = fmt::format("{:>{}} ", number, kIndent + 5);
  const std::size_t used = gutter.size() + 2;
  const std::size_t room = std::max<std::size_t>(style.width, used + 20) - used;
  const std::string before = tail(style.shown(quote.before), room / 3);
  const std::string match =
      fitted(style.shown(quote.match), room - columns(before));
  const std::size_t taken = columns(before) + columns(match);
  std::string after = style.shown(quote.after);
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

void add_finding(const ExplainedFinding& explained,
                 const ExplainOptions& options, std::string& out) {
  const Style& style = options.style;
  const Finding& finding = explained.reported.finding;
  const std::string indent(kIndent, ' ');
  std::string note =
      fmt::format("  ({}, certainty {}", style.shown(finding.group),
                  certainty_name(finding.certainty));
  if (!finding.clauses.empty())
    note += "; CC/R 18003 " + joined(finding.clauses, style);
  note += ")";
  const std::string id = style.shown(finding.id);
  const bool fits = kIndent + columns(id) + columns(note) <= style.width;
  out += fmt::format("{:>6.1f}  {}{}\n", finding.score, style.bold(id),
                     fits ? style.dim(note) : "");
  if (!fits) add_paragraph(style, indent, note, out);
  add_paragraph(style, indent, style.shown(finding.message), out);
  const std::string place =
      style.shown(location_text(explained.reported.location));
  if (!place.empty()) add_paragraph(style, indent, "at " + place, out);
  add_quote(explained.quote, style, out);
  if (!options.full) return;
  if (!explained.description.empty())
    add_paragraph(style, indent, style.shown(explained.description), out);
}

void add_sum(const Report& report, const Style& style, std::string& out) {
  std::string sum;
  for (const auto& [group, score] : report.verdict.groups)
    if (score != 0)
      sum += fmt::format("{}{} {:.1f}", sum.empty() ? "" : " + ",
                         style.shown(group), score);
  if (sum.empty()) return;
  add_paragraph(style, "  ",
                fmt::format("Together, each group up to its cap: {} = {:.1f}",
                            sum, report.verdict.score),
                out);
}

void add_lacked(const Explanation& explanation, const ExplainOptions& options,
                std::string& out) {
  const Style& style = options.style;
  const auto& lacked = explanation.lacked;
  if (lacked.empty()) return;
  add_paragraph(style, "  ",
                "Facts that rules asked for and nobody could observe; they "
                "count neither way:",
                out);
  const std::size_t most = options.full ? kLacked : kLacked / 3;
  for (std::size_t i = 0; i < std::min(most, lacked.size()); ++i) {
    const LackedFact& fact = lacked[i];
    std::string text = style.shown(fact.name);
    if (options.full && !fact.doc.empty()) text += ": " + style.shown(fact.doc);
    add_paragraph(style, "  - ",
                  fmt::format("{} (for {})", text, joined(fact.rules, style)),
                  out);
  }
  if (lacked.size() > most)
    out += fmt::format("  - and {} more\n", lacked.size() - most);
}

// Facts that say who sent a message; without them identity is a claim.
bool lacks_authentication(const Explanation& explanation) {
  return explanation.report.kind == RawKind::Mail &&
         explanation.authentication.empty();
}

}  // namespace

void add_reasons(const Explanation& explanation, const ExplainOptions& options,
                 std::string& out) {
  const Style& style = options.style;
  const Report& report = explanation.report;
  add_heading(style, "Why", out);
  if (explanation.findings.empty()) {
    add_paragraph(style, "  ",
                  report.verdict.level == Level::None
                      ? "It has no calendar content, and is no matter of ours."
                      : "No rule had anything to say.",
                  out);
    return;
  }
  for (const ExplainedFinding& finding : explanation.findings)
    add_finding(finding, options, out);
  if (report.finding_count > explanation.findings.size())
    out += fmt::format(
        "  and {} more\n",
        counted(report.finding_count - explanation.findings.size(), "finding"));
  add_sum(report, style, out);
}

void add_doubts(const Explanation& explanation, const ExplainOptions& options,
                std::string& out) {
  const Style& style = options.style;
  const bool honest = std::any_of(
      explanation.findings.begin(), explanation.findings.end(),
      [](const ExplainedFinding& finding) { return !finding.honest.empty(); });
  // Where nothing was found, what is unknown speaks against nothing.
  if (explanation.findings.empty()) return;
  if (!honest && explanation.lacked.empty()) return;
  add_heading(style, "What speaks against it", out);
  if (honest)
    add_paragraph(style, "  ", "Honest mail can look like this too:", out);
  for (const ExplainedFinding& finding : explanation.findings)
    for (const std::string& reason : finding.honest)
      add_paragraph(
          style, "  - ",
          fmt::format("{}: {}", style.shown(finding.reported.finding.id),
                      style.shown(reason)),
          out);
  add_lacked(explanation, options, out);
}

void add_unchecked(const Explanation& explanation,
                   const ExplainOptions& options, std::string& out) {
  const Style& style = options.style;
  const Report& report = explanation.report;
  if (report.verdict.level == Level::None) return;
  add_heading(style, "What could not be checked", out);
  const auto add = [&](const std::string& text) {
    add_paragraph(style, "  - ", text, out);
  };
  for (const std::string& limit : report.limits)
    add(fmt::format("not read in full: {}", style.shown(limit)));
  for (const ReportedPart& part : report.parts)
    if (!part.not_analysed.empty())
      add(fmt::format("part {} ({}) was not looked into: {}",
                      style.shown(part.path), style.shown(part.type),
                      style.shown(part.not_analysed)));
  if (lacks_authentication(explanation))
    add("who sent it: no receiver recorded SPF, DKIM or DMARC results, and "
        "signatures are not verified without the network");
  else if (!explanation.authentication.empty())
    add("the recorded SPF, DKIM and DMARC results are taken as they stand");
  if (!explanation.time)
    add("dates: its own time is unknown, so that nothing is said of near or "
        "past ones (give one with --now)");
  else if (report.time_claimed && report.kind == RawKind::Mail)
    add("dates are held against the Date field, which is the sender's claim");
  if (report.link_count != 0)
    add("where links lead: nothing was fetched or looked up");
  if (!report.second_opinion_asked)
    add("how gmime and libical read it: they are asked where something is odd");
  if (explanation.findings.empty()) add_lacked(explanation, options, out);
}

}  // namespace calspam::explain_text
