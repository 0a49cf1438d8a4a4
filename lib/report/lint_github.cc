// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "report/lint_formats.hh"
#include "util/text.hh"

// Workflow commands, as a step of GitHub Actions prints them to have a line of
// a file annotated. A command is a line; what would end a value is escaped as
// the runner does it.
namespace calspam::lint_github {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '%')
      out += "%25";
    else
      out += c;
  }
  return out;
}

std::string property(std::string_view text) {
  std::string out;
  for (const char c : escaped(text)) {
    if (c == ':')
      out += "%3A";
    else if (c == ',')
      out += "%2C";
    else
      out += c;
  }
  return out;
}

std::string_view command(LintLevel level) {
  switch (level) {
    case LintLevel::Error:
      return "error";
    case LintLevel::Warning:
      return "warning";
    case LintLevel::Note:
      return "notice";
  }
  return "";
}

}  // namespace

void message(const FormatOptions&, const Report& report, std::string& out) {
  if (!report.lint) return;
  for (const LintRow& row : report.lint->rows) {
    if (!row.counts()) continue;
    out += fmt::format("::{} file={}", command(row.level),
                       property(lint_path(report)));
    if (row.line != 0) {
      out += fmt::format(",line={},endLine={}", row.line, row.end_line);
      if (row.line == row.end_line)
        out += fmt::format(",col={},endColumn={}", row.utf16_column,
                           row.utf16_end_column);
    }
    out +=
        fmt::format(",title={}::{}\n", property(check_and_key(row)),
                    escaped(row.message + ". " + std::string(row.check->fix)));
  }
}

// GitHub shows the first ten of a step only; the log has the sum.
void end(FormatRun& run, const Summary& summary, std::string& out) {
  out += fmt::format("{} in {}\n", lint_total(run),
                     counted(summary.messages, "input"));
}

}  // namespace calspam::lint_github
