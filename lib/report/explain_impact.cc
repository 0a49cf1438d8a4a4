// SPDX-License-Identifier: MIT
// Where links lead, when events land, and what the readers found odd.
#include <fmt/format.h>

#include <algorithm>

#include "report/columns.hh"
#include "report/explain_sections.hh"
#include "util/text.hh"

namespace calspam::explain_text {
namespace {

constexpr std::size_t kLinks = 30;
constexpr std::size_t kLinkWidth = 180;
constexpr std::size_t kOddities = 30;
constexpr std::size_t kLongestLine = 72;

std::string day(Instant instant) {
  return iso_instant(instant).substr(0, 10);
}

// Long queries are of no use to an eye; the records have them in full.
std::string link_text(const std::string& link, const Style& style) {
  return fitted(style.shown(defanged(link)), kLinkWidth);
}

// The piece of time that is drawn: the message, and what is known of entries.
struct Axis {
  Instant from = 0, to = 0;
  std::size_t width = 0;

  std::size_t column(Instant instant) const {
    if (to == from) return 0;
    // In floating point: years that a sender invents overflow a product.
    const double part =
        static_cast<double>(instant - from) / static_cast<double>(to - from);
    return static_cast<std::size_t>(part * static_cast<double>(width - 1) +
                                    0.5);
  }
};

Axis axis_of(const Explanation& explanation, const Style& style) {
  std::vector<Instant> points;
  for (const Impact& impact : explanation.impacts) {
    points.insert(points.end(), impact.occurrences.begin(),
                  impact.occurrences.end());
    if (impact.last) points.push_back(*impact.last);
  }
  if (explanation.time && !points.empty()) points.push_back(*explanation.time);
  if (points.empty()) return {};
  const auto [from, to] = std::minmax_element(points.begin(), points.end());
  const std::size_t room = style.width > 30 ? style.width - 8 : 22;
  return {*from, *to, std::min(room, kLongestLine)};
}

std::string line_of(const Impact& impact, const Axis& axis,
                    const Telling& telling) {
  const Explanation& explanation = telling.explanation;
  const Style& style = telling.style;
  std::vector<std::string> cells(axis.width,
                                 std::string(style.glyph("\u2500", "-")));
  const auto at = [&](Instant instant) -> std::string& {
    return cells[std::min(axis.column(instant), axis.width - 1)];
  };
  if (explanation.time) at(*explanation.time) = style.glyph("\u25cf", "M");
  if (impact.last)
    at(*impact.last) =
        style.painted("31", std::string(style.glyph("\u25a0", "#")));
  for (Instant instant : impact.occurrences)
    at(instant) = style.painted("31", std::string(style.glyph("\u25a0", "#")));
  std::string line;
  for (const std::string& cell : cells) line += cell;
  const bool more = impact.endless;
  return line + std::string(more ? style.glyph("\u25b6", ">") : "");
}

std::string words_of(const Impact& impact, const Telling& telling) {
  std::string text = telling.effect(impact);
  const bool one = !impact.endless && impact.total <= 1;
  if (!impact.occurrences.empty())
    text += ", " + telling.words(one ? Word::On : Word::First,
                                 day(impact.occurrences.front()));
  if (impact.last && !one)
    text += ", " + telling.words(Word::Last, day(*impact.last));
  return text;
}

std::string link_note(const ReportedLink& link, const Telling& telling) {
  const Style& style = telling.style;
  std::string note = style.shown(link.context);
  const std::string place = telling.place(link.location);
  if (!place.empty()) note += ", " + place;
  if (link.hidden) note += fmt::format(", {}", telling.words[Word::HiddenLink]);
  if (!link.visible.empty() && link.visible != link.url)
    note += ", " + telling.words(Word::ShownAs, link_text(link.visible, style));
  if (!link.written.empty())
    note +=
        ", " + telling.words(Word::WrittenAs, link_text(link.written, style));
  return note;
}

}  // namespace

void add_links(const Telling& telling) {
  const Report& report = telling.explanation.report;
  if (report.links.empty() || report.verdict.level == Level::None) return;
  telling.heading(Word::Links);
  std::size_t listed = 0;
  for (const ReportedLink& link : report.links) {
    if (listed++ == kLinks) break;
    telling.item(link_text(link.url, telling.style));
    telling.paragraph("    ", link_note(link, telling));
  }
  if (report.links.size() > kLinks)
    telling.paragraph(
        "  ", telling.words(Word::AndMore, report.links.size() - kLinks));
}

void add_impact(const Telling& telling) {
  const Explanation& explanation = telling.explanation;
  const Style& style = telling.style;
  const Axis axis = axis_of(explanation, style);
  if (axis.width == 0 || !telling.makes_entries()) return;
  telling.heading(Word::Impact);
  for (const Impact& impact : explanation.impacts) {
    if (impact.occurrences.empty()) continue;
    telling.paragraph(
        "  ", fmt::format("\"{}\": {}", telling.harmless(impact.summary),
                          words_of(impact, telling)));
    telling.out += fmt::format("  {}\n", line_of(impact, axis, telling));
  }
  const std::string from = day(axis.from), to = day(axis.to);
  const std::size_t used = columns(from) + columns(to);
  telling.out +=
      "  " +
      style.dim(from +
                std::string(axis.width > used ? axis.width - used : 1, ' ') +
                to) +
      '\n';
  std::string legend;
  if (explanation.time)
    legend =
        telling.words(Word::LegendMessage, style.glyph("\u25cf", "M")) + ", ";
  telling.paragraph("  ", legend + telling.words(Word::LegendEntry,
                                                 style.glyph("\u25a0", "#")));
  if (explanation.event_count > explanation.impacts.size())
    telling.paragraph(
        "  ", telling.words.counted(
                  Word::MoreEvents,
                  explanation.event_count - explanation.impacts.size()));
}

void add_oddities(const Telling& telling) {
  const Report& report = telling.explanation.report;
  std::size_t listed = 0;
  for (const ReportedAnomaly& anomaly : report.anomalies) {
    if (anomaly.weight == weight_name(Weight::Note)) continue;
    if (listed == 0) telling.heading(Word::Oddities);
    if (listed++ == kOddities) break;
    std::string text = fmt::format("{} ({}): {}", telling.shown(anomaly.id),
                                   telling.shown(anomaly.weight),
                                   telling.shown(anomaly.summary));
    const std::string place = telling.place(anomaly.location);
    if (!place.empty()) text += fmt::format(" [{}]", place);
    telling.item(text);
  }
  if (listed > kOddities)
    telling.paragraph("  ", telling.words[Word::MoreOddities]);
  if (report.second_opinion.empty()) return;
  telling.heading(Word::ReadDifferently);
  for (const std::string& difference : report.second_opinion) {
    if (listed++ > 2 * kOddities) break;
    telling.item(telling.shown(difference));
  }
}

}  // namespace calspam::explain_text
