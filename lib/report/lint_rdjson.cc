// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "report/escape.hh"
#include "report/lint_formats.hh"
#include "util/text.hh"

// The Reviewdog Diagnostic Format; its columns count bytes.
namespace calspam::lint_rdjson {
namespace {

using Json = nlohmann::ordered_json;

std::string_view severity(LintLevel level) {
  switch (level) {
    case LintLevel::Error:
      return "ERROR";
    case LintLevel::Warning:
      return "WARNING";
    case LintLevel::Note:
      return "INFO";
  }
  return "";
}

}  // namespace

void begin(FormatRun&, std::string& out) {
  out += "{\"source\": {\"name\": \"calspam lint-imip\"}, \"diagnostics\": [\n";
}

void message(const FormatOptions&, const Report& report, std::string& out) {
  if (!report.lint) return;
  for (const LintRow& row : report.lint->rows) {
    if (!row.counts()) continue;
    Json json;
    json["message"] = row.message + ". " + std::string(row.check->fix);
    json["location"]["path"] = printable(lint_path(report));
    if (row.line != 0) {
      Json& range = json["location"]["range"];
      range["start"] = {{"line", row.line}, {"column", row.column}};
      range["end"] = {{"line", row.end_line}, {"column", row.end_column}};
    }
    json["severity"] = severity(row.level);
    json["code"]["value"] = check_and_key(row);
    if (!out.empty()) out += ",\n";
    out += json_without_acting(
        json.dump(-1, ' ', false, Json::error_handler_t::replace));
  }
}

void end(FormatRun&, const Summary&, std::string& out) {
  out += "\n]}\n";
}

}  // namespace calspam::lint_rdjson
