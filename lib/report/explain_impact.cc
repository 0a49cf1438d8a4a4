// SPDX-License-Identifier: MIT
// Where links lead, when events land, and what the readers found odd.
#include <fmt/format.h>

#include <algorithm>

#include "report/columns.hh"
#include "report/explain_sections.hh"
#include "report/location.hh"
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
                    const Explanation& explanation, const Style& style) {
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

std::string words_of(const Impact& impact) {
  std::string text;
  if (impact.endless)
    text = fmt::format("without end, about {:.0f} a year", impact.per_year);
  else if (impact.total > 1)
    text = fmt::format("{} entries", impact.total);
  else
    text = "one entry";
  if (!impact.occurrences.empty())
    text += fmt::format(", {} {}", impact.total > 1 ? "first" : "on",
                        day(impact.occurrences.front()));
  if (impact.last && impact.total > 1)
    text += fmt::format(", last {}", day(*impact.last));
  if (impact.rings_each != 0)
    text += fmt::format(", rings {} each", counted(impact.rings_each, "time"));
  return text;
}

}  // namespace

void add_links(const Explanation& explanation, const Style& style,
               std::string& out) {
  const Report& report = explanation.report;
  if (report.links.empty() || report.verdict.level == Level::None) return;
  add_heading(style, "Links, made harmless", out);
  std::size_t listed = 0;
  for (const ReportedLink& link : report.links) {
    if (listed++ == kLinks) break;
    add_paragraph(style, "  - ", link_text(link.url, style), out);
    std::string note = style.shown(link.context);
    const std::string place = style.shown(location_text(link.location));
    if (!place.empty()) note += ", " + place;
    if (link.hidden) note += ", hidden from the eye";
    if (!link.visible.empty() && link.visible != link.url)
      note += fmt::format(", shown as \"{}\"", link_text(link.visible, style));
    if (!link.written.empty())
      note += fmt::format(", written as {}", link_text(link.written, style));
    add_paragraph(style, "    ", note, out);
  }
  if (report.links.size() > kLinks)
    out += fmt::format("  and {} more\n", report.links.size() - kLinks);
}

void add_impact(const Explanation& explanation, const Style& style,
                std::string& out) {
  const Axis axis = axis_of(explanation, style);
  if (axis.width == 0) return;
  add_heading(style, "Impact on the calendar", out);
  for (const Impact& impact : explanation.impacts) {
    if (impact.occurrences.empty()) continue;
    add_paragraph(style, "  ",
                  fmt::format("\"{}\": {}", style.shown(impact.summary),
                              words_of(impact)),
                  out);
    out += fmt::format("  {}\n", line_of(impact, axis, explanation, style));
  }
  const std::string from = day(axis.from), to = day(axis.to);
  const std::size_t used = columns(from) + columns(to);
  out += "  " +
         style.dim(from +
                   std::string(axis.width > used ? axis.width - used : 1, ' ') +
                   to) +
         '\n';
  out += "  ";
  if (explanation.time)
    out += fmt::format("{} the message, ", style.glyph("\u25cf", "M"));
  out +=
      fmt::format("{} an entry of the calendar\n", style.glyph("\u25a0", "#"));
  if (explanation.event_count > explanation.impacts.size())
    out += fmt::format(
        "  and {} more\n",
        counted(explanation.event_count - explanation.impacts.size(), "event"));
}

void add_oddities(const Explanation& explanation, const Style& style,
                  std::string& out) {
  const Report& report = explanation.report;
  std::size_t listed = 0;
  for (const ReportedAnomaly& anomaly : report.anomalies) {
    if (anomaly.weight == weight_name(Weight::Note)) continue;
    if (listed == 0) add_heading(style, "Oddities of the bytes", out);
    if (listed++ == kOddities) break;
    std::string text =
        fmt::format("{} ({}): {}", style.shown(anomaly.id),
                    style.shown(anomaly.weight), style.shown(anomaly.summary));
    const std::string place = style.shown(location_text(anomaly.location));
    if (!place.empty()) text += fmt::format(" [{}]", place);
    add_paragraph(style, "  - ", text, out);
  }
  if (listed > kOddities) out += "  and more; see calspam scan -f json\n";
  if (report.second_opinion.empty()) return;
  add_heading(style, "Read differently by gmime or libical", out);
  for (const std::string& difference : report.second_opinion) {
    if (listed++ > 2 * kOddities) break;
    add_paragraph(style, "  - ", style.shown(difference), out);
  }
}

}  // namespace calspam::explain_text
