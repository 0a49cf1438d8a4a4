// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <unordered_map>

#include "lint/families.hh"
#include "report/escape.hh"
#include "report/lint_formats.hh"
#include "util/text.hh"

// SARIF 2.1.0 (OASIS). One run; its results are written as they come.
namespace calspam::lint_sarif {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema =
    "https://json.schemastore.org/sarif-2.1.0.json";
constexpr std::string_view kRoot = "%SRCROOT%";
constexpr std::size_t kFixBytes = 64u << 10;

std::string printed(const Json& json) {
  return json_without_acting(
      json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

// "method-mismatch" as SARIF wants a name: "MethodMismatch".
std::string pascal_case(std::string_view slug) {
  std::string name;
  for (const std::string_view word : split(slug, '-')) {
    if (word.empty()) continue;
    name += ascii_upper(word.substr(0, 1));
    name += word.substr(1);
  }
  return name;
}

std::string sentence(std::string_view text) {
  return ascii_upper(text.substr(0, 1)) + std::string(text.substr(1)) + ".";
}

Json rule_json(const CheckFamily& family, const Check& check) {
  Json json;
  json["id"] = check.id;
  json["name"] = pascal_case(check.slug);
  json["shortDescription"]["text"] = sentence(check.summary);
  json["fullDescription"]["text"] =
      fmt::format("{} {}", sentence(check.summary), check.why);
  json["help"]["text"] = fmt::format("{} {}", check.why, check.fix);
  json["help"]["markdown"] = fmt::format(
      "{}\n\n**To mend it:** {}\n\n**Clause:** {}{}{}", check.why, check.fix,
      check.clause, check.honest.empty() ? "" : "\n\n**Done by:** ",
      check.honest);
  json["defaultConfiguration"]["level"] = lint_level_name(check.level);
  if (check.optional) json["defaultConfiguration"]["enabled"] = false;
  json["properties"]["tags"] =
      Json::array({std::string(family.name), std::string(check.slug)});
  json["properties"]["clause"] = check.clause;
  return json;
}

std::unordered_map<const Check*, std::size_t> rule_index() {
  std::unordered_map<const Check*, std::size_t> index;
  for (const CheckFamily* family : check_families())
    for (const Check& check : family->checks)
      index.emplace(&check, index.size());
  return index;
}

// A path as a URI reference: what is neither unreserved nor a slash goes as
// %XX (RFC 3986 2.1). A colon ahead of the first slash would be a scheme.
std::string uri_of(std::string_view path) {
  std::string uri;
  for (const char c : path) {
    const bool plain = is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' ||
                       c == '.' || c == '_' || c == '~' || c == '/';
    if (plain)
      uri += c;
    else
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

Json artifact_json(const Report& report) {
  Json json;
  const std::string path = lint_path(report);
  std::string_view relative = path;
  while (relative.starts_with("./")) relative.remove_prefix(2);
  if (relative.starts_with('/')) {
    json["uri"] = "file://" + uri_of(relative);
    return json;
  }
  json["uri"] = uri_of(relative);
  json["uriBaseId"] = kRoot;
  return json;
}

Json region_json(const LintRow& row) {
  Json json;
  json["startLine"] = row.line;
  json["startColumn"] = row.utf16_column;
  json["endLine"] = row.end_line;
  json["endColumn"] = row.utf16_end_column;
  json["byteOffset"] = row.span.begin;
  json["byteLength"] = row.span.size();
  if (!row.shown.empty()) json["snippet"]["text"] = row.shown;
  return json;
}

Json location_json(const Report& report, const LintRow& row) {
  Json json;
  json["physicalLocation"]["artifactLocation"] = artifact_json(report);
  // Code scanning wants a line, also of what is about the file.
  if (row.line != 0)
    json["physicalLocation"]["region"] = region_json(row);
  else
    json["physicalLocation"]["region"]["startLine"] = 1;
  if (row.part.empty() && row.property.empty()) return json;
  Json logical;
  std::string name = row.part.empty() ? "" : "part " + row.part;
  if (!row.property.empty()) name += (name.empty() ? "" : ", ") + row.property;
  logical["fullyQualifiedName"] = name;
  json["logicalLocations"] = Json::array({logical});
  return json;
}

// A safe edit as SARIF has it; what is large is left to --fix.
Json fix_json(const Report& report, const LintRow& row) {
  Json change;
  change["artifactLocation"] = artifact_json(report);
  change["replacements"] = Json::array();
  for (const Edit& edit : row.edits) {
    Json replacement;
    replacement["deletedRegion"]["byteOffset"] = edit.span.begin;
    replacement["deletedRegion"]["byteLength"] = edit.span.size();
    if (!edit.text.empty()) replacement["insertedContent"]["text"] = edit.text;
    change["replacements"].push_back(replacement);
  }
  Json fix;
  fix["description"]["text"] = row.check->fix;
  fix["artifactChanges"] = Json::array({change});
  return fix;
}

bool is_offered(const LintRow& row) {
  if (row.check->mending != Mending::Safe || row.edits.empty()) return false;
  std::size_t bytes = 0;
  for (const Edit& edit : row.edits) {
    if (!is_valid_utf8(edit.text)) return false;
    bytes += edit.text.size();
  }
  return bytes <= kFixBytes;
}

Json result_json(const Report& report, const LintRow& row, std::size_t index) {
  Json json;
  json["ruleId"] = row.check->id;
  json["ruleIndex"] = index;
  json["level"] = lint_level_name(row.level);
  json["message"]["text"] = row.message;
  json["locations"] = Json::array({location_json(report, row)});
  json["partialFingerprints"]["calspam/v1"] = row.fingerprint;
  if (!row.counts()) {
    Json suppression;
    suppression["kind"] =
        row.suppressed == Suppressed::Inline ? "inSource" : "external";
    json["suppressions"] = Json::array({suppression});
  }
  if (is_offered(row)) json["fixes"] = Json::array({fix_json(report, row)});
  if (!row.key.empty()) json["properties"]["key"] = row.key;
  if (!row.lowered.empty()) json["properties"]["lowered"] = row.lowered;
  return json;
}

}  // namespace

void begin(FormatRun& run, std::string& out) {
  Json driver;
  driver["name"] = "calspam";
  driver["version"] = run.options.tool.version;
  driver["rules"] = Json::array();
  for (const CheckFamily* family : check_families())
    for (const Check& check : family->checks)
      driver["rules"].push_back(rule_json(*family, check));
  out += fmt::format(
      "{{\"$schema\": \"{}\", \"version\": \"2.1.0\", \"runs\": [{{\n"
      "\"tool\": {{\"driver\": {}}},\n\"columnKind\": \"utf16CodeUnits\",\n"
      "\"results\": [\n",
      kSchema, printed(driver));
}

void message(const FormatOptions&, const Report& report, std::string& out) {
  if (!report.lint) return;
  const auto index = rule_index();
  for (const LintRow& row : report.lint->rows) {
    if (!out.empty()) out += ",\n";
    out += printed(result_json(report, row, index.at(row.check)));
  }
}

void end(FormatRun&, const Summary& summary, std::string& out) {
  Json invocation;
  invocation["executionSuccessful"] =
      summary.errors == 0 && !summary.interrupted;
  out +=
      fmt::format("\n],\n\"invocations\": [{}]\n}}]}}\n", printed(invocation));
}

}  // namespace calspam::lint_sarif
