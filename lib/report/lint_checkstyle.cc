// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "report/lint_formats.hh"
#include "report/xml.hh"

namespace calspam::lint_checkstyle {
namespace {

std::string_view severity(LintLevel level) {
  return level == LintLevel::Note ? "info" : lint_level_name(level);
}

}  // namespace

void begin(FormatRun&, std::string& out) {
  out +=
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<checkstyle version=\"4.3\">\n";
}

void message(const FormatOptions&, const Report& report, std::string& out) {
  if (!report.lint) return;
  out += fmt::format("  <file name=\"{}\">\n", xml_text(lint_path(report)));
  for (const LintRow& row : report.lint->rows) {
    if (!row.counts()) continue;
    out += "    <error";
    if (row.line != 0)
      out +=
          fmt::format(" line=\"{}\" column=\"{}\"", row.line, row.utf16_column);
    out += fmt::format(
        " severity=\"{}\" message=\"{}\" source=\"calspam.{}\"/>"
        "\n",
        severity(row.level), xml_text(row.message),
        xml_text(check_and_key(row)));
  }
  out += "  </file>\n";
}

void end(FormatRun&, const Summary&, std::string& out) {
  out += "</checkstyle>\n";
}

}  // namespace calspam::lint_checkstyle
