// SPDX-License-Identifier: MIT
// The MIME tree beside that of CC/R 18003 A.1, and calendar parts side by side.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/appendix_a.hh"
#include "report/columns.hh"
#include "report/explain_sections.hh"
#include "util/text.hh"

namespace calspam::explain_text {
namespace {

constexpr std::size_t kParts = 60;
constexpr std::size_t kDrawnWidth = 46;
constexpr std::size_t kWantsWidth = 36;
constexpr std::size_t kRemarks = 20;

// For each part the lines of the tree that lead to it.
std::vector<std::string> tree_lines(const std::vector<ReportedPart>& parts,
                                    const Style& style) {
  const std::string pipe(style.glyph("\u2502  ", "|  "));
  const std::string tee(style.glyph("\u251c\u2500 ", "|- "));
  const std::string corner(style.glyph("\u2514\u2500 ", "`- "));
  std::vector<std::string> lines(parts.size());
  // From the end: whether a sibling follows below at each depth.
  std::vector<bool> open;
  for (std::size_t i = parts.size(); i-- > 0;) {
    const auto depth = static_cast<std::size_t>(std::max(parts[i].depth, 0));
    open.resize(depth + 1);
    for (std::size_t level = 1; level < depth; ++level)
      lines[i] += open[level] ? pipe : "   ";
    if (depth > 0) lines[i] += open[depth] ? tee : corner;
    open[depth] = true;
  }
  return lines;
}

std::string part_text(const ReportedPart& part, const Style& style) {
  std::string text = style.shown(part.type);
  if (!part.filename.empty())
    text += fmt::format(" \"{}\"", style.shown(part.filename));
  if (part.encoding == "base64") text += " base64";
  if (!part.reading.empty())
    text += fmt::format(" [{}]", style.shown(part.reading));
  return text;
}

std::vector<std::string> message_tree(const std::vector<ReportedPart>& all,
                                      const Style& style, std::size_t width) {
  const std::vector<ReportedPart> parts(
      all.begin(),
      all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), kParts)));
  const std::vector<std::string> lead = tree_lines(parts, style);
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string path = fitted(style.shown(parts[i].path), width / 3);
    const std::size_t taken = columns(lead[i]) + columns(path) + 2;
    const std::string text = fitted(part_text(parts[i], style),
                                    width > taken + 8 ? width - taken : 8);
    const std::size_t room = width - std::min(width, columns(path) + 1);
    lines.push_back(padded(lead[i] + text, room) + ' ' + path);
  }
  if (all.size() > kParts)
    lines.push_back(fmt::format("and {} more", all.size() - kParts));
  return lines;
}

// How deep the items (2) to (7) stand in what A.1 draws.
constexpr int kDrawnDepths[] = {0, 1, 2, 2, 1, 1};

std::vector<std::string> drawn_tree(const Report& report,
                                    const std::vector<AppendixItem>& items,
                                    const Style& style) {
  std::vector<ReportedPart> parts(items.size());
  for (std::size_t i = 0; i < std::min(items.size(), std::size(kDrawnDepths));
       ++i)
    parts[i].depth = kDrawnDepths[i];
  const std::vector<std::string> lead = tree_lines(parts, style);
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string what =
        padded(lead[i] + std::string(items[i].wants), kWantsWidth);
    const auto part = static_cast<std::size_t>(items[i].part);
    lines.push_back(what + (items[i].part < 0
                                ? style.painted("33", "missing")
                                : style.shown(report.parts[part].path)));
  }
  return lines;
}

// Where the two differ. What is missing is seen in the tree.
void add_remarks(const Report& report, const std::vector<AppendixItem>& items,
                 const Style& style, std::string& out) {
  std::vector<bool> placed(report.parts.size());
  std::vector<std::string> remarks;
  for (const AppendixItem& item : items) {
    if (item.part < 0) continue;
    const auto part = static_cast<std::size_t>(item.part);
    placed[part] = true;
    if (!item.but.empty())
      remarks.push_back(fmt::format("part {}, item {}: {}",
                                    report.parts[part].path, item.item,
                                    item.but));
  }
  for (std::size_t i = 0; i < report.parts.size(); ++i) {
    const ReportedPart& part = report.parts[i];
    if (!part.reading.empty())
      remarks.push_back(fmt::format("part {} is seen by some readers only ({})",
                                    part.path, part.reading));
    else if (!placed[i])
      remarks.push_back(
          fmt::format("part {} ({}) has no place in it", part.path, part.type));
  }
  for (std::size_t i = 0; i < std::min(remarks.size(), kRemarks); ++i)
    add_paragraph(style, "  - ", style.shown(remarks[i]), out);
  if (remarks.size() > kRemarks)
    out += fmt::format("  - and {} more\n", remarks.size() - kRemarks);
}

void add_beside(const std::vector<std::string>& left,
                const std::vector<std::string>& right, std::size_t width,
                std::string& out) {
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    std::string line = "  " + padded(i < left.size() ? left[i] : "", width);
    if (i < right.size()) line += "   " + right[i];
    out += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  }
}

}  // namespace

void add_structure(const Explanation& explanation, const Style& style,
                   std::string& out) {
  const auto& parts = explanation.report.parts;
  if (parts.empty() || explanation.report.verdict.level == Level::None) return;
  const Report& report = explanation.report;
  const std::vector<AppendixItem> items = appendix_a(report);
  add_heading(style, "Structure, beside that of CC/R 18003 A.1", out);
  const bool beside = style.width >= kDrawnWidth + 45;
  const std::size_t width =
      beside ? std::min<std::size_t>(style.width - kDrawnWidth - 5, 60)
             : std::max<std::size_t>(style.width, 40) - 3;
  std::vector<std::string> left = message_tree(parts, style, width);
  std::vector<std::string> right = drawn_tree(report, items, style);
  left.insert(left.begin(), "this message");
  right.insert(right.begin(), "best practice");
  if (beside) {
    add_beside(left, right, width, out);
  } else {
    add_beside(left, {}, 0, out);
    out += '\n';
    add_beside(right, {}, 0, out);
  }
  add_remarks(report, items, style, out);
}

void add_calendars(const Explanation& explanation, const Style& style,
                   std::string& out) {
  if (explanation.calendars.size() < 2) return;
  add_heading(style, "Calendar parts", out);
  std::vector<std::string> head{""};
  for (const ComparedCalendar& calendar : explanation.calendars) {
    if (calendar.twin_of.empty())
      head.push_back("part " + style.shown(calendar.part));
    else
      out += fmt::format("  part {} says the same as part {}\n",
                         style.shown(calendar.part),
                         style.shown(calendar.twin_of));
  }
  if (explanation.disagreements.empty()) {
    if (head.size() > 2) out += "  they agree in what matters\n";
    return;
  }
  std::vector<std::vector<std::string>> rows;
  const std::size_t shown = 1 + explanation.disagreements.front().values.size();
  head.resize(std::min(head.size(), shown));
  rows.push_back(head);
  for (const Disagreement& disagreement : explanation.disagreements) {
    std::vector<std::string> row{style.shown(disagreement.what)};
    for (const std::string& value : disagreement.values)
      if (row.size() < head.size()) row.push_back(style.shown(value));
    rows.push_back(std::move(row));
  }
  add_table(style, 2, rows, out);
}

}  // namespace calspam::explain_text
