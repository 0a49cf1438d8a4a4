// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "report/lint_formats.hh"
#include "report/xml.hh"

// A suite an input, a case a finding; what counts for the exit status fails.
namespace calspam::lint_junit {
namespace {

bool fails(const LintReport& lint, const LintRow& row) {
  return lint.fail_on && row.level >= *lint.fail_on;
}

std::string words(const Report& report, const LintRow& row) {
  std::string text = lint_path(report);
  if (row.line != 0) text += fmt::format(":{}:{}", row.line, row.column);
  return fmt::format("{}: {}: {} [{}]", text, lint_level_name(row.level),
                     row.message, check_and_key(row));
}

void add_case(const Report& report, const LintRow& row, std::string& out) {
  out += fmt::format("    <testcase name=\"{}\" classname=\"{}\">\n",
                     xml_text(check_and_key(row)), xml_text(lint_path(report)));
  const std::string text = xml_text(words(report, row));
  if (!row.counts())
    out += fmt::format("      <skipped message=\"{}\"/>\n",
                       suppressed_name(row.suppressed));
  else if (fails(*report.lint, row))
    out += fmt::format(
        "      <failure type=\"{}\" message=\"{}\">{}\n{}"
        "</failure>\n",
        lint_level_name(row.level), xml_text(row.message), text,
        xml_text(row.check->fix));
  else
    out += fmt::format("      <system-out>{}</system-out>\n", text);
  out += "    </testcase>\n";
}

}  // namespace

void begin(FormatRun&, std::string& out) {
  out +=
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"calspam lint-imip\">\n";
}

void message(const FormatOptions&, const Report& report, std::string& out) {
  if (!report.lint) return;
  const LintReport& lint = *report.lint;
  std::size_t failures = 0, skipped = 0;
  for (const LintRow& row : lint.rows) {
    skipped += !row.counts();
    failures += row.counts() && fails(lint, row);
  }
  out += fmt::format(
      "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" "
      "skipped=\"{}\">\n",
      xml_text(report.origin.name()),
      std::max<std::size_t>(lint.rows.size(), 1), failures, skipped);
  for (const LintRow& row : lint.rows) add_case(report, row, out);
  if (lint.rows.empty())
    out += fmt::format("    <testcase name=\"clean\" classname=\"{}\"/>\n",
                       xml_text(lint_path(report)));
  out += "  </testsuite>\n";
}

void end(FormatRun&, const Summary&, std::string& out) {
  out += "</testsuites>\n";
}

}  // namespace calspam::lint_junit
