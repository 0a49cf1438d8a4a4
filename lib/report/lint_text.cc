// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/columns.hh"
#include "report/doc_pages.hh"
#include "report/lint_formats.hh"
#include "report/style.hh"
#include "util/text.hh"

namespace calspam::lint_text {
namespace {

constexpr std::size_t kMessageColumns = 400;
constexpr std::size_t kEditsShown = 12;

Style style_of(const FormatOptions& options) {
  Style style;
  style.color = options.color;
  style.width = options.width;
  style.links = options.links;
  return style;
}

std::string_view sgr(LintLevel level) {
  switch (level) {
    case LintLevel::Error:
      return "1;31";
    case LintLevel::Warning:
      return "1;33";
    case LintLevel::Note:
      return "36";
  }
  return "0";
}

// "invite.eml:12:3"
std::string place_of(const Report& report, const LintRow& row) {
  const std::string name = printable(report.origin.name());
  if (row.line == 0) return name;
  return fmt::format("{}:{}:{}", name, row.line, row.column);
}

// The line, and below it what of it the finding is about.
void add_shown(const Style& style, const LintRow& row, std::string& out) {
  if (row.shown.empty()) return;
  const std::string number = std::to_string(row.line);
  const std::string_view text = row.shown;
  const Span caret = row.caret.empty() ? Span{0, text.size()} : row.caret;
  const std::string before = printable(text.substr(0, caret.begin));
  const std::string on = printable(slice(text, caret));
  const std::string after =
      printable(text.substr(std::min<std::size_t>(caret.end, text.size())));
  out += fmt::format("{:>7} | {}{}{}\n", number, before, on, after);
  // Under a whole line it would say nothing.
  if (row.caret.empty() || row.caret.size() == text.size()) return;
  const std::size_t width = std::max<std::size_t>(columns(on), 1);
  out += fmt::format(
      "        | {}{}\n", std::string(columns(before), ' '),
      style.painted(sgr(row.level), "^" + std::string(width - 1, '~')));
}

// The name of a check, which leads to the clause it is about.
std::string linked_name(const Style& style, const Check& check) {
  const std::string page = reference_page(check.clause);
  return style.linked(page.empty() ? kChecksPage : page,
                      std::string(check.slug));
}

void add_row(const Style& style, const Report& report, const LintRow& row,
             std::string& out) {
  out += fmt::format(
      "{}: {}: {} [{}]\n", place_of(report, row),
      style.painted(sgr(row.level), std::string(lint_level_name(row.level))),
      fitted(printable(row.message), kMessageColumns),
      printable(check_and_key(row)));
  if (report.lint->brief) return;
  add_shown(style, row, out);
  if (!row.lowered.empty())
    out += fmt::format("        = {}\n", printable(row.lowered));
  out += fmt::format("        = {}: {}\n", linked_name(style, *row.check),
                     row.check->fix);
}

std::string layout_line(const LayoutComparison& layout) {
  if (layout.too_large) return "not compared: too many parts";
  if (layout.fitting == nullptr)
    return fmt::format("none that is known; nearest \"{}\" ({})",
                       layout.nearest->name, layout.nearest->title);
  const std::string fits =
      fmt::format("\"{}\" ({})", layout.fitting->name, layout.fitting->title);
  if (layout.fits_wanted()) return fits;
  return fmt::format("{}, not \"{}\"", fits, layout.wanted->name);
}

// The two trees beside each other, role by role.
void add_trees(const Style& style, const LayoutComparison& layout,
               std::string& out) {
  std::vector<std::vector<std::string>> rows;
  rows.push_back({"role", "\"" + layout.wanted->name + "\" has", "part",
                  "the message has", ""});
  for (const LayoutLine& line : layout.lines) {
    const std::string indent(2 * static_cast<std::size_t>(line.depth), ' ');
    rows.push_back({line.role.empty() ? "-" : indent + line.role,
                    line.wanted.empty() ? "-" : indent + line.wanted,
                    line.path.empty() ? "-" : line.path,
                    line.has.empty() ? "-" : style.shown(line.has),
                    line.state});
  }
  add_table(style, 4, rows, out);
}

void add_edits(const std::string& name, const std::vector<LayoutEdit>& edits,
               std::string& out) {
  if (edits.empty()) return;
  out += fmt::format("  to have the layout \"{}\":\n", name);
  for (std::size_t i = 0; i < edits.size() && i < kEditsShown; ++i)
    out += fmt::format("    {}. {}\n", i + 1, printable(edits[i].text()));
  if (edits.size() > kEditsShown)
    out += fmt::format("    and {} more\n", edits.size() - kEditsShown);
}

void add_layout(const Style& style, const LintReport& lint, std::string& out) {
  if (!lint.layout || lint.clients.empty()) return;
  const LayoutComparison& layout = *lint.layout;
  out += fmt::format("  layout: {}\n", layout_line(layout));
  if (layout.too_large || layout.fits_wanted()) return;
  add_trees(style, layout, out);
  add_edits(layout.wanted->name, layout.edits, out);
  if (layout.nearest != nullptr && layout.nearest != layout.wanted)
    add_edits(layout.nearest->name, layout.nearest_edits, out);
}

std::string listed(const std::vector<std::string>& paths) {
  return paths.empty() ? "-" : fmt::format("{}", fmt::join(paths, ", "));
}

void add_clients(const Style& style, const LintReport& lint, std::string& out) {
  if (lint.clients.empty()) return;
  std::vector<std::vector<std::string>> rows;
  rows.push_back({"readers of", "text", "calendar", "files", "answer", ""});
  for (const ClientView& view : lint.clients)
    rows.push_back(
        {std::string(view.family->title), view.body.empty() ? "-" : view.body,
         view.calendar.empty() ? "-" : view.calendar, listed(view.files),
         view.can_answer ? "yes" : "no", view.note});
  add_table(style, 2, rows, out);
}

void add_left_out(const LintReport& lint, std::string& out) {
  if (lint.suppressed != 0)
    out +=
        fmt::format("  {} suppressed\n", counted(lint.suppressed, "finding"));
  if (lint.left_out != 0)
    out += fmt::format("  {} more left out: too many of one kind\n",
                       counted(lint.left_out, "finding"));
}

}  // namespace

void begin(FormatRun&, std::string&) {}

void message(const FormatOptions& options, const Report& report,
             std::string& out) {
  if (!report.lint) return;
  const LintReport& lint = *report.lint;
  const Style style = style_of(options);
  for (const LintRow& row : lint.rows)
    if (row.counts()) add_row(style, report, row, out);
  add_left_out(lint, out);
  if (lint.brief || lint.clients.empty()) return;
  out += fmt::format("{}\n", style.bold(printable(report.origin.name())));
  add_layout(style, lint, out);
  add_clients(style, lint, out);
}

void end(FormatRun& run, const Summary& summary, std::string& out) {
  out += fmt::format("{} in {}\n", lint_total(run),
                     counted(summary.messages, "input"));
}

}  // namespace calspam::lint_text
