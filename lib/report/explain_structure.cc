// SPDX-License-Identifier: MIT
// The MIME tree beside that of CC/R 18003 A.1, and calendar parts side by side.
#include <fmt/format.h>

#include <algorithm>

#include "report/appendix_a.hh"
#include "report/columns.hh"
#include "report/compared.hh"
#include "report/explain_sections.hh"
#include "util/text.hh"

namespace calspam::explain_text {
namespace {

constexpr std::size_t kParts = 60;
constexpr std::size_t kLeastBeside = 50;  // columns for the tree of a message
constexpr std::size_t kPathWidth = 24;
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

// Lines of a tree with the path of the part in a column beside it, as narrow
// as the tree allows.
struct Beside {
  std::vector<std::string> trees, paths;

  std::vector<std::string> lines(std::size_t width) const {
    std::size_t widest = 0, longest = 0;
    for (const std::string& tree : trees)
      widest = std::max(widest, columns(tree));
    for (const std::string& path : paths)
      longest = std::max(longest, columns(path));
    widest = std::min(widest, width > longest + 12 ? width - longest - 2 : 10);
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < trees.size(); ++i)
      lines.push_back(padded(fitted(trees[i], widest), widest + 2) + paths[i]);
    return lines;
  }
};

std::vector<std::string> message_tree(const std::vector<ReportedPart>& all,
                                      const Telling& telling,
                                      std::size_t width) {
  const std::vector<ReportedPart> parts(
      all.begin(),
      all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), kParts)));
  const std::vector<std::string> lead = tree_lines(parts, telling.style);
  Beside beside;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    beside.trees.push_back(lead[i] + part_text(parts[i], telling.style));
    beside.paths.push_back(
        fitted(telling.shown(parts[i].path), std::min(width / 3, kPathWidth)));
  }
  std::vector<std::string> lines = beside.lines(width);
  if (all.size() > kParts)
    lines.push_back(telling.words(Word::AndMore, all.size() - kParts));
  return lines;
}

std::vector<std::string> drawn_tree(const Telling& telling,
                                    const std::vector<AppendixItem>& items,
                                    std::size_t width) {
  std::vector<ReportedPart> parts(items.size());
  for (std::size_t i = 0; i < items.size(); ++i)
    parts[i].depth = items[i].depth;
  const std::vector<std::string> lead = tree_lines(parts, telling.style);
  Beside beside;
  for (std::size_t i = 0; i < items.size(); ++i) {
    beside.trees.push_back(lead[i] + telling.words.said(items[i].wants));
    const auto part = static_cast<std::size_t>(items[i].part);
    beside.paths.push_back(
        items[i].part < 0
            ? std::string(telling.words[Word::Missing])
            : fitted(telling.shown(telling.explanation.report.parts[part].path),
                     kPathWidth));
  }
  return beside.lines(width);
}

// Where the two differ. What is missing is seen in the tree.
void add_remarks(const Telling& telling,
                 const std::vector<AppendixItem>& items) {
  const Report& report = telling.explanation.report;
  const Wording& words = telling.words;
  std::vector<std::string> remarks;
  for (const AppendixItem& item : items)
    if (item.part >= 0 && !item.but.empty())
      remarks.push_back(
          words(Word::PartItemBut,
                report.parts[static_cast<std::size_t>(item.part)].path,
                item.item, words.said(item.but)));
  for (std::size_t i = 0; i < report.parts.size(); ++i) {
    const ReportedPart& part = report.parts[i];
    if (!part.reading.empty())
      remarks.push_back(words(Word::SomeReadersOnly, part.path, part.reading));
    else if (item_of(items, i) == nullptr)
      remarks.push_back(words(Word::NotDrawn, part.path, part.type));
  }
  const std::size_t most = std::min(remarks.size(), kRemarks);
  for (std::size_t i = 0; i < most; ++i)
    telling.item(telling.shown(remarks[i]));
  if (remarks.size() > most)
    telling.item(words(Word::AndMore, remarks.size() - most));
}

void add_beside(const std::vector<std::string>& left,
                const std::vector<std::string>& right, std::string& out) {
  std::size_t width = 0;
  for (const std::string& line : left) width = std::max(width, columns(line));
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    std::string line = "  " + padded(i < left.size() ? left[i] : "", width);
    if (i < right.size()) line += "    " + right[i];
    out += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  }
}

std::string said_of(const Disagreement& disagreement, const Telling& telling) {
  const std::string uid = telling.shown(disagreement.uid);
  if (disagreement.what == "event")
    return telling.words(Word::EventItself, uid);
  const std::string what = telling.shown(telling.words.said(disagreement.what));
  return uid.empty() ? what : telling.words(Word::PropertyOf, what, uid);
}

}  // namespace

void add_structure(const Telling& telling) {
  const Report& report = telling.explanation.report;
  const Style& style = telling.style;
  if (report.parts.empty() || report.verdict.level == Level::None) return;
  const std::vector<AppendixItem> items = appendix_a(report);
  telling.heading(Word::Structure);
  std::vector<std::string> right = drawn_tree(telling, items, style.width - 2);
  right.insert(right.begin(), std::string(telling.words[Word::BestPractice]));
  std::size_t drawn = 0;
  for (const std::string& line : right) drawn = std::max(drawn, columns(line));
  const bool beside = style.width >= drawn + kLeastBeside;
  std::vector<std::string> left = message_tree(
      report.parts, telling, style.width - 2 - (beside ? drawn + 4 : 0));
  left.insert(left.begin(), std::string(telling.words[Word::ThisMessage]));
  if (beside) {
    add_beside(left, right, telling.out);
  } else {
    add_beside(left, {}, telling.out);
    telling.out += '\n';
    add_beside(right, {}, telling.out);
  }
  add_remarks(telling, items);
}

void add_calendars(const Telling& telling) {
  const auto& comparison = telling.explanation.report.comparison;
  if (comparison == nullptr) return;
  telling.heading(Word::Calendars);
  for (const ComparedCalendar& calendar : comparison->calendars)
    if (!calendar.twin_of.empty())
      telling.paragraph(
          "  ", telling.words(Word::SaysTheSame, telling.shown(calendar.part),
                              telling.shown(calendar.twin_of)));
  const std::vector<std::string> compared = comparison->compared();
  if (comparison->disagreements.empty()) {
    if (compared.size() > 1)
      telling.paragraph("  ", telling.words[Word::TheyAgree]);
    return;
  }
  std::vector<std::vector<std::string>> rows(1);
  rows.front().emplace_back();
  for (const std::string& part : compared)
    rows.front().push_back(telling.words(Word::InPart, telling.shown(part)));
  for (const Disagreement& disagreement : comparison->disagreements) {
    std::vector<std::string> row{said_of(disagreement, telling)};
    for (const std::string& value : disagreement.values)
      if (row.size() < rows.front().size())
        row.push_back(telling.harmless(telling.words.said(value)));
    rows.push_back(std::move(row));
  }
  add_table(telling.style, 2, rows, telling.out);
}

}  // namespace calspam::explain_text
