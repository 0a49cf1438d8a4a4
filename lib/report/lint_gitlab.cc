// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "report/escape.hh"
#include "report/lint_formats.hh"
#include "util/hash.hh"
#include "util/text.hh"

// A code quality report: the issues of Code Climate that GitLab reads.
namespace calspam::lint_gitlab {
namespace {

using Json = nlohmann::ordered_json;

std::string_view severity(LintLevel level) {
  switch (level) {
    case LintLevel::Error:
      return "major";
    case LintLevel::Warning:
      return "minor";
    case LintLevel::Note:
      return "info";
  }
  return "";
}

}  // namespace

void begin(FormatRun&, std::string& out) {
  out += "[\n";
}

void message(const FormatOptions&, const Report& report, std::string& out) {
  if (!report.lint) return;
  const std::string path = printable(lint_path(report));
  std::map<std::string, std::size_t> seen;
  for (const LintRow& row : report.lint->rows) {
    if (!row.counts()) continue;
    Json json;
    json["description"] = row.message + ". " + std::string(row.check->fix);
    json["check_name"] = check_and_key(row);
    // GitLab takes two issues of one fingerprint for one.
    json["fingerprint"] =
        sha256(fmt::format("{}\n{}\n{}\n{}", path, report.origin.index,
                           row.fingerprint, seen[row.fingerprint]++))
            .substr(0, 32);
    json["severity"] = severity(row.level);
    json["location"]["path"] = path;
    json["location"]["lines"]["begin"] = row.line == 0 ? 1 : row.line;
    if (!out.empty()) out += ",\n";
    out += json_without_acting(
        json.dump(-1, ' ', false, Json::error_handler_t::replace));
  }
}

void end(FormatRun&, const Summary&, std::string& out) {
  out += "\n]\n";
}

}  // namespace calspam::lint_gitlab
