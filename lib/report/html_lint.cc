// SPDX-License-Identifier: MIT
#include "report/html_lint.hh"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/escape.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kRows = 40;
constexpr std::size_t kLines = 24;
constexpr std::size_t kEdits = 12;

std::string shown(std::string_view text, std::size_t bytes = 200) {
  return html_text(defanged_text(truncated(text, 2'048)), bytes);
}

std::string or_dash(const std::string& text) {
  return text.empty() ? "\u2013" : shown(text, 80);
}

// The line as it reads, what the finding is about marked.
std::string marked_line(const LintRow& row) {
  if (row.shown.empty()) return "";
  const std::string_view text = row.shown;
  const Span caret = row.caret.empty() ? Span{0, text.size()} : row.caret;
  const std::size_t end = std::min<std::size_t>(caret.end, text.size());
  return fmt::format(
      "<q>{}<b>{}</b>{}</q>", shown(text.substr(0, caret.begin), 160),
      shown(slice(text, caret), 160), shown(text.substr(end), 160));
}

void add_row(const LintRow& row, std::string& out) {
  const std::string place =
      row.line == 0 ? "\u2013" : fmt::format("{}:{}", row.line, row.column);
  const std::string advice =
      row.counts()
          ? html_text(row.check->fix, 300)
          : fmt::format("left out: {}", suppressed_name(row.suppressed));
  out +=
      fmt::format("<tr><td class=r>{}<td>{} <b>{}</b> {} <small>{}</small>{}",
                  place, lint_level_name(row.level), row.check->id,
                  shown(row.message, 300), advice, marked_line(row));
}

void add_rows(const LintReport& lint, std::string& out) {
  out += fmt::format("<p>{}, {}, {}",
                     counted(lint.count(LintLevel::Error), "error"),
                     counted(lint.count(LintLevel::Warning), "warning"),
                     counted(lint.count(LintLevel::Note), "note"));
  if (lint.rows.empty()) return;
  const std::size_t most = std::min(lint.rows.size(), kRows);
  out += "<table>";
  for (std::size_t i = 0; i < most; ++i) add_row(lint.rows[i], out);
  out += "</table>";
  const std::size_t left = lint.rows.size() - most + lint.left_out;
  if (left != 0)
    out += fmt::format("<p class=d>{} more", counted(left, "finding"));
}

void add_layout(const LayoutComparison& layout, std::string& out) {
  if (layout.too_large || layout.wanted == nullptr) return;
  const Layout* named =
      layout.fitting != nullptr ? layout.fitting : layout.nearest;
  out += fmt::format(
      "<p>Layout: {}<table><tr><th>role<th>{} has<th>part<th>the message "
      "has<th>",
      named == nullptr
          ? "none that is known"
          : fmt::format("{}{} <small>{}</small>",
                        layout.fitting != nullptr ? "" : "nearest ",
                        shown(named->name, 60), shown(named->title, 120)),
      shown(layout.wanted->name, 60));
  const std::size_t most = std::min(layout.lines.size(), kLines);
  for (std::size_t i = 0; i < most; ++i) {
    const LayoutLine& line = layout.lines[i];
    out += fmt::format("<tr><td>{}<td>{}<td class=m>{}<td>{}<td>{}",
                       or_dash(line.role), or_dash(line.wanted),
                       or_dash(line.path), or_dash(line.has),
                       shown(line.state, 20));
  }
  out += "</table>";
  if (layout.edits.empty()) return;
  out += "<ol>";
  for (std::size_t i = 0; i < std::min(layout.edits.size(), kEdits); ++i)
    out += "<li>" + shown(layout.edits[i].text(), 200);
  out += "</ol>";
}

void add_clients(const std::vector<ClientView>& clients, std::string& out) {
  if (clients.empty()) return;
  out += "<table><tr><th>readers of<th>text<th>calendar<th>files<th>can answer";
  for (const ClientView& view : clients)
    out += fmt::format(
        "<tr><td>{}<td class=m>{}<td class=m>{}<td class=m>{}<td>{}",
        html_text(view.family->title, 80), or_dash(view.body),
        or_dash(view.calendar),
        or_dash(fmt::format("{}", fmt::join(view.files, ", "))),
        view.can_answer ? "yes" : "no");
  out += "</table>";
}

}  // namespace

std::string html_lint(const LintReport& lint) {
  std::string out = "<h3>Conformance</h3>";
  add_rows(lint, out);
  if (lint.layout && !lint.clients.empty()) add_layout(*lint.layout, out);
  add_clients(lint.clients, out);
  return out;
}

}  // namespace calspam
