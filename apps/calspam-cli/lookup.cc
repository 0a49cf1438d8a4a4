// SPDX-License-Identifier: MIT
#include "lookup.hh"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "detect/rule_files.hh"
#include "installation.hh"
#include "util/yaml_reader.hh"

namespace calspam {
namespace {

namespace fs = std::filesystem;

// The rest of a rule's file from "condition:" on, which ends every rule.
std::string condition_of(const std::string& file) {
  const Result<std::string> bytes = read_bounded_file(file, kYamlBytes);
  if (!bytes) return "";
  const std::size_t at = bytes->find("\ncondition:");
  if (at == bytes->npos) return "";
  std::string text = bytes->substr(at + 1);
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

constexpr std::size_t kSamples = 5;

// The samples of one folder of the source tree, "testdata/lint/6047-02"; none
// where calspam is installed without it.
std::vector<std::string> samples_in(const fs::path& root,
                                    const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(root / folder, error), end;
       !error && it != end; it.increment(error))
    if (it->path().extension() != ".json")
      names.push_back((folder / it->path().filename()).string());
  std::sort(names.begin(), names.end());
  return names;
}

// Samples of rules whose records, beside them, have an anomaly.
std::vector<std::string> samples_with(const fs::path& root,
                                      const std::string& anomaly) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::recursive_directory_iterator it(root / "testdata/rules", error), end;
       !error && it != end; it.increment(error)) {
    if (it->path().extension() != ".json") continue;
    const Result<std::string> record =
        read_bounded_file(it->path().string(), kYamlBytes);
    if (record && record->find("\"id\": \"" + anomaly + '"') != record->npos)
      names.push_back(
          fs::path(it->path()).replace_extension().lexically_relative(root));
  }
  std::sort(names.begin(), names.end());
  if (names.size() > kSamples) names.resize(kSamples);
  return names;
}

std::string table(const std::vector<Entry>& entries, bool with_kind,
                  const Style& style) {
  std::vector<std::vector<std::string>> rows;
  for (const Entry& entry : entries) {
    std::vector<std::string> row{style.shown(entry.id)};
    if (with_kind) row.emplace_back(entry_kind_name(entry.kind));
    row.push_back(style.shown(entry.line));
    rows.push_back(std::move(row));
  }
  std::string out;
  add_table(style, 0, rows, out);
  return out;
}

// In the source tree samples stand in testdata beside rules.
std::vector<std::string> samples_of(const Entry& entry, const Rule* rule) {
  if (rule != nullptr) {
    const fs::path rules = fs::path(rule->file).parent_path().parent_path();
    return samples_in(rules.parent_path(),
                      fs::path("testdata/rules") / rule->group / rule->id);
  }
  const Result<std::string> rules = default_rules();
  if (!rules) return {};
  const fs::path root = fs::path(*rules).parent_path();
  if (entry.kind == EntryKind::Check)
    return samples_in(root, fs::path("testdata/lint") / entry.id);
  return entry.kind == EntryKind::Anomaly ? samples_with(root, entry.id)
                                          : std::vector<std::string>();
}

}  // namespace

DictionarySources dictionary_sources() {
  return {[](const Rule& rule) { return condition_of(rule.file); }, samples_of};
}

std::string listed(const Dictionary& dictionary, std::string_view kind,
                   const Style& style) {
  for (EntryKind known : kEntryKinds)
    if (kind.starts_with(entry_kind_name(known).substr(0, 4)))
      return table(dictionary.entries(known), false, style);
  return "";
}

std::string searched(const Dictionary& dictionary, std::string_view words,
                     const Style& style) {
  return table(dictionary.search(words), true, style);
}

std::string looked_up(const Dictionary& dictionary, std::string_view id,
                      const Style& style) {
  std::string out;
  for (const Entry& entry : dictionary.find(id))
    out += (out.empty() ? "" : "\n") + dictionary.page(entry, style);
  return out;
}

}  // namespace calspam
